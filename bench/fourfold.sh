#!/usr/bin/env bash
# Every sample four times, under new names: fourfold.sh IN.bcf OUT.bcf
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
bcftools view -h "$1" | awk 'BEGIN { FS = OFS = "\t" } /^##/ { print; next }
	{ line = $0; for (k = 2; k <= 4; k++) for (i = 10; i <= NF; i++) line = line OFS $i "_" k; print line }' >"$tmp/header"
bcftools view -H "$1" >"$tmp/records"
cut -f 10- "$tmp/records" >"$tmp/samples"
paste "$tmp/records" "$tmp/samples" "$tmp/samples" "$tmp/samples" | cat "$tmp/header" - | bcftools view -Ob -o "$2"
bcftools index "$2"
