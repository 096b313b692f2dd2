# Keeps a throw-away PostgreSQL until standard input ends, then stops it and removes every trace.
# Whoever started this holds the other end of the pipe: however that process ends, the server goes with it.
# Arguments: the folder of PostgreSQL's programs, the port. Prints "ready" when connections are taken.
set -eu
bin=$1
port=$2
dir=$(mktemp -d /tmp/qorgau-postgres.XXXXXX)

clean() {
    if [ -f "$dir/data/postmaster.pid" ]; then
        "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1 || :
    fi
    rm -rf "$dir"
}
trap clean EXIT
trap 'exit 1' HUP INT TERM

explain() {
    cat "$dir/log" >&2
    exit 1
}
"$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C >"$dir/log" 2>&1 || explain
options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$dir -c max_connections=400"
"$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -o "$options" -w start >"$dir/start" 2>&1 || explain
echo ready
cat >/dev/null
