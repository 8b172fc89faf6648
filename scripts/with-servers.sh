#!/usr/bin/env bash
# Runs a command beside a private MariaDB and a private Redis, and stops them when it ends:
#
#   scripts/with-servers.sh npm test
#
# The command gets TEST_DATABASE_URL (its user may create databases) and TEST_REDIS_URL. Where both are set already and
# answer, nothing is started. Needs the Debian packages mariadb-server and redis-server; root installs what is missing.
set -euo pipefail

if [ $# -eq 0 ]; then
  echo "usage: $0 <command> [argument]..." >&2
  exit 64
fi

say() { echo "with-servers: $*" >&2; }

# Whether a server accepts connections at the host and port of a URL.
answers() {
  [ -n "${1:-}" ] && node -e '
    const { hostname, port, protocol } = new URL(process.argv[1]);
    const socket = require("node:net").connect(Number(port) || (protocol === "redis:" ? 6379 : 3306), hostname);
    socket.setTimeout(3000, () => process.exit(1));
    socket.on("connect", () => process.exit(0)).on("error", () => process.exit(1));
  ' "$1" 2>/dev/null
}

if answers "${TEST_DATABASE_URL:-}" && answers "${TEST_REDIS_URL:-}"; then
  say "using the servers of TEST_DATABASE_URL and TEST_REDIS_URL"
  exec "$@"
fi

# Servers stand in sbin, which is not on every user's path.
PATH="$PATH:/usr/sbin:/usr/local/sbin"

missing=()
command -v mariadbd >/dev/null && command -v mariadb-install-db >/dev/null || missing+=(mariadb-server)
command -v redis-server >/dev/null || missing+=(redis-server)
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" -ne 0 ]; then
    say "install ${missing[*]} first, such as with: sudo apt-get install ${missing[*]}"
    exit 69
  fi
  say "installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq -o DPkg::Lock::Timeout=300 update >&2
  apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${missing[@]}" >&2 </dev/null
fi

home=$(mktemp -d)
mariadb_pid='' redis_pid=''

stop() {
  trap - EXIT
  for pid in $mariadb_pid $redis_pid; do kill "$pid" 2>/dev/null || true; done
  for pid in $mariadb_pid $redis_pid; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

fail() {
  say "$1"
  tail -n 30 "$2" >&2 || true
  exit 70
}

# Both sockets are open at once, so that the two ports differ.
read -r mariadb_port redis_port < <(node -e '
  const servers = [0, 0].map(() => require("node:net").createServer().listen(0, "127.0.0.1"));
  Promise.all(servers.map((server) => new Promise((resolve) => server.on("listening", resolve)))).then(() => {
    console.log(servers.map((server) => server.address().port).join(" "));
    servers.forEach((server) => server.close());
  });
')
password=$(node -p 'require("node:crypto").randomBytes(18).toString("hex")')

# mariadbd refuses to run as root; another user runs it as itself.
owner=$(id -un)
[ "$(id -u)" -ne 0 ] || owner=mysql
chmod 711 "$home"
mkdir "$home/mariadb"
(umask 077 && cat >"$home/init.sql") <<SQL
CREATE USER 'liaison'@'%' IDENTIFIED BY '$password';
GRANT ALL PRIVILEGES ON *.* TO 'liaison'@'%';
SQL
chown "$owner" "$home/mariadb" "$home/init.sql"

mariadb-install-db --no-defaults --user="$owner" --datadir="$home/mariadb" --skip-test-db >"$home/install.log" 2>&1 ||
  fail 'mariadb-install-db failed' "$home/install.log"

# Nothing in it outlives the run, so that it need not reach the disk.
mariadbd --no-defaults --user="$owner" --datadir="$home/mariadb" --socket="$home/mariadb/mariadb.sock" \
  --pid-file="$home/mariadb/mariadb.pid" --bind-address=127.0.0.1 --port="$mariadb_port" --skip-name-resolve \
  --character-set-server=utf8mb4 --collation-server=utf8mb4_unicode_ci --init-file="$home/init.sql" \
  --max-connections=500 --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 --skip-log-bin \
  >"$home/mariadb.log" 2>&1 </dev/null &
mariadb_pid=$!

redis-server --bind 127.0.0.1 --port "$redis_port" --dir "$home" --save '' --appendonly no --daemonize no \
  >"$home/redis.log" 2>&1 </dev/null &
redis_pid=$!

export TEST_DATABASE_URL="mariadb://liaison:$password@127.0.0.1:$mariadb_port"
export TEST_REDIS_URL="redis://127.0.0.1:$redis_port"

for _ in $(seq 120); do
  kill -0 "$mariadb_pid" 2>/dev/null || fail 'MariaDB stopped at its start' "$home/mariadb.log"
  kill -0 "$redis_pid" 2>/dev/null || fail 'Redis stopped at its start' "$home/redis.log"
  if answers "$TEST_DATABASE_URL" && answers "$TEST_REDIS_URL"; then
    say "MariaDB on port $mariadb_port, Redis on port $redis_port"
    "$@" || exit $?
    exit 0
  fi
  sleep 0.5
done
fail 'MariaDB or Redis did not answer within a minute' "$home/mariadb.log"
