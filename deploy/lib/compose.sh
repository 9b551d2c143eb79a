# Sourced by the scripts at the top: the same product with Docker Compose.

docker_reachable() { command -v docker > /dev/null && docker info > /dev/null 2>&1; }
