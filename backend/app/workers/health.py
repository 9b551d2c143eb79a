"""Whether a worker of this machine lives: `python -m app.workers.health`, for container checks.

It imports little: a check every few seconds must not cost more than what it watches.
"""

import socket
import sys

from app.db.uow import unit_of_work
from app.services.jobs import workers


def is_well(host: str) -> bool:
    """Whether a worker of this machine has said lately that it lives."""
    with unit_of_work() as uow:
        return any(worker.name.startswith(f"{host}:") for worker in workers.alive(uow.session))


if __name__ == "__main__":
    sys.exit(not is_well(socket.gethostname()))
