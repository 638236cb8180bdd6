# tests/workflows/one_node.sh - sourced after common.sh: Slurm on this machine alone, for the time
# of a test, without systemd
# slurm_start: SLURM_CONF is exported; a skip that says why when it cannot be. slurm_stop: ends
# what was started, by its process id.
# slurm_here: uses the node that SLURM_CONF names, or starts one; SLURM_CONF=none: there is none,
# which is a skip.
# It passes for one with eight processors, since Slurm starts what is free but once in a second.
# Everything lies in $tmp/slurm. munged is started when no one runs, and ended only then.

slurm_possible() {
	need slurmctld slurmd sbatch squeue munged mungekey
	[ "$(id -u)" = 0 ] || skip "Slurm's services need root"
}
slurm_here() {
	case ${SLURM_CONF-} in none) skip 'no Slurm here' ;; '') slurm_start ;; esac
}

slurm_start() {
	slurm_possible
	node=$tmp/slurm our_munged=''
	mkdir -p "$node/spool" "$node/state"
	chmod 755 "$tmp" "$node"
	host=$(hostname -s)
	if ! munge -n </dev/null >/dev/null 2>&1; then
		[ -e /etc/munge/munge.key ] || su -s /bin/sh munge -c 'mungekey -c' 2>"$node/munge.err" ||
			skip "no key for munge: $(cat "$node/munge.err")"
		mkdir -p /run/munge && chown munge: /run/munge && chmod 755 /run/munge
		su -s /bin/sh munge -c /usr/sbin/munged 2>"$node/munge.err" ||
			skip "munged does not start: $(head -n 1 "$node/munge.err")"
		our_munged=$(cat /run/munge/munged.pid)
	fi
	trap 'slurm_stop; rm -rf "$tmp"' EXIT
	trap 'exit 1' HUP INT TERM
	set -- $(python3 -c 'import socket
made = [socket.socket() for _ in range(2)]
for s in made: s.bind(("127.0.0.1", 0))
print(*(s.getsockname()[1] for s in made))')
	cat >"$node/slurm.conf" <<CONF
ClusterName=one
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
SlurmctldPort=$1
SlurmdPort=$2
StateSaveLocation=$node/state
SlurmdSpoolDir=$node/spool
SlurmctldPidFile=$node/slurmctld.pid
SlurmdPidFile=$node/slurmd.pid
SlurmctldLogFile=$node/slurmctld.log
SlurmdLogFile=$node/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SlurmdParameters=config_overrides
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
SchedulerParameters=sched_interval=1,sched_min_interval=0,batch_sched_delay=0
MinJobAge=60
NodeName=$host NodeAddr=127.0.0.1 CPUs=8 RealMemory=8000 State=UNKNOWN
PartitionName=main Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
	SLURM_CONF=$node/slurm.conf USER=${USER:-root}
	export SLURM_CONF USER
	slurmctld -f "$SLURM_CONF" 2>"$node/err" ||
		skip "slurmctld does not start: $(head -n 1 "$node/err")"
	slurmd -f "$SLURM_CONF" 2>"$node/err" || skip "slurmd does not start: $(head -n 1 "$node/err")"
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		case $(sinfo -h -o %T 2>/dev/null) in idle*) return ;; esac
		sleep 1
	done
	tail -n 5 "$node"/*.log
	skip "the node does not become idle"
}

slurm_stop() {
	[ -n "${node-}" ] || return 0
	scancel -u root 2>/dev/null
	for _service in slurmd slurmctld; do
		_pid=$(cat "$node/$_service.pid" 2>/dev/null) && kill "$_pid" 2>/dev/null && slurm_gone "$_pid"
	done
	[ -z "$our_munged" ] || { kill "$our_munged" && slurm_gone "$our_munged"; }
	node=''
}
slurm_gone() { for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$1" 2>/dev/null ||
	return 0; sleep 0.5; done; kill -9 "$1"; }

# slurm_drained SECONDS: waits until no job is left in the queue; what cannot run any more counts
# as gone
slurm_drained() {
	_end=$(($(date +%s) + $1))
	while [ -n "$(squeue -h -o %i)" ]; do
		[ "$(date +%s)" -lt "$_end" ] || { squeue; return 1; }
		sleep 0.3
	done
}
