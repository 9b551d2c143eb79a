# Sourced by the scripts at the top: the same product with Docker Compose.

docker_reachable() { command -v docker > /dev/null && docker info > /dev/null 2>&1; }

compose() {
  if docker compose version > /dev/null 2>&1; then
    docker compose "$@"
  elif command -v docker-compose > /dev/null; then
    docker-compose "$@"
  else
    say "✗" "A Docker engine is there, but Compose is not"
    say "→" "Install the Compose plugin (docker.com/compose), or use --embedded."
    exit 1
  fi
}

# Starts everything and waits for health.  Arguments: those of ./start.sh
compose_up() {
  local demo=false detach=false model=1.5b
  while (($#)); do
    case "$1" in
      --demo) demo=true ;;
      --detach) detach=true ;;
      --model) model="$2"; shift ;;
      --model=*) model="${1#*=}" ;;
      *) say "✗" "$1 is only for --embedded"; exit 2 ;;
    esac
    shift
  done
  choose_local_model "$model"
  choose_file_store
  compose_step "Images" build
  compose_step "Containers" up --detach --wait --wait-timeout 3600
  announce_compose
  if $demo; then compose_demo; fi
  $detach || compose logs --follow --tail 0 app worker || true
}

# The demo talks to the API from a container, as ourselves, so that its sign-in is kept in data/run.
compose_demo() {
  mkdir -p data/run
  compose run --rm --no-deps --user "$(id -u):$(id -g)" --volume "$PWD/data/run:/data/run" \
    app llmb demo --api http://app:8000 --dashboard "http://localhost:$(published web 3000)"
}

# Images, databases and migrations, without starting the product.
compose_prepare() {
  choose_file_store
  compose_step "Images" build
  compose_step "Databases" up --detach --wait postgres redis qdrant
  compose_step "Database schema" run --rm migrate
}

compose_dev() {
  choose_local_model "${LOCAL_MODEL:-1.5b}"
  choose_file_store
  compose --file docker-compose.yml --file docker-compose.dev.yml up --build
}

compose_down() {
  # A profile that is not named would leave its containers running.
  local -r profiles=(--profile local-llm --profile minio)
  compose "${profiles[@]}" ps --quiet 2> /dev/null | grep -q . || return 0
  compose_step "Containers stopped, the data is kept" "${profiles[@]}" down --timeout 30
}

# The CPU model server runs unless the model is "none" or .env names another local server.
choose_local_model() {
  export LOCAL_MODEL="$1" LLM_CPUS
  LLM_CPUS="$(nproc 2> /dev/null || echo 2)"
  if [[ "$1" == none ]] || grep -qE '^LOCAL_LLM_URL=.+' .env; then return; fi
  case "$1" in
    1.5b | 0.5b) export LOCAL_LLM_MODEL="qwen2.5-coder-$1-instruct" ;;
    *) say "✗" "with Docker --model is 0.5b, 1.5b or none"; exit 2 ;;
  esac
  export LOCAL_LLM_URL=http://llm:8081/v1
  add_profile local-llm
}

# MinIO runs when .env says that files go to it.
choose_file_store() {
  if grep -qE '^S3_ENDPOINT_URL=http://minio:' .env; then add_profile minio; fi
}

add_profile() { export COMPOSE_PROFILES="${COMPOSE_PROFILES:+$COMPOSE_PROFILES,}$1"; }

compose_step() {
  local title="$1" began=$SECONDS log=data/logs/compose.log
  shift
  mkdir -p data/logs
  if ! compose "$@" > "$log" 2>&1; then
    say "✗" "$title: docker compose $1 failed"
    tail -n 15 "$log" | sed 's/^/    /'
    say "→" "Log: $log; details of a container: docker compose logs NAME"
    exit 1
  fi
  say "✓" "$(printf '%-34s %6d.0 s' "$title" $((SECONDS - began)))"
}

announce_compose() {
  printf '\nLLM Builder is ready\n'
  printf '  %-9s %s\n' App "http://localhost:$(published web 3000)" \
    API "http://localhost:$(published app 8000)" \
    "API docs" "http://localhost:$(published app 8000)/docs" \
    Stop "./stop.sh (the data is kept)"
}

published() { compose port "$1" "$2" | sed 's/.*://'; }
