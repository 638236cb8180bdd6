# tests/node.sh - sourced by the tests that run in Node.js, after common.sh

# node_packages FOLDER: Node.js 20 and the npm packages that FOLDER/package.json names, or a skip that says what is missing
node_packages() {
	need node
	[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || skip "Node.js is older than 20: $(node --version)"
	for _package in $(node -p 'Object.keys(require(process.argv[1]).dependencies).join("\n")' "$1/package.json"); do
		[ -d "$1/node_modules/$_package" ] && continue
		command -v npm >/dev/null 2>&1 || skip "neither the npm packages of ${1##*/} nor npm are installed"
		(cd "$1" && timeout 300 npm ci --no-audit --no-fund --ignore-scripts) >"$tmp/npm.log" 2>&1 && return
		tail -n 5 "$tmp/npm.log"
		skip "the npm registry cannot be reached, or refuses"
	done
}
