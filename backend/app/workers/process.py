"""The worker process on RQ, without a fork for every job."""

from rq import Queue
from rq.serializers import JSONSerializer
from rq.timeouts import TimerDeathPenalty
from rq.worker import SimpleWorker

from app.core.config import Settings
from app.core.logging import get_logger
from app.integrations.queue.rq_queue import QUEUE_NAME, connect_redis
from app.workers.runner import get_ports
from app.workers.sweeper import Sweeper

log = get_logger(__name__)


class InProcessWorker(SimpleWorker):
    """RQ's worker that runs jobs in its own process.

    A fork a job would load the embedding model for every document; the parser's child
    process is the crash isolation. Time limits are the handlers' own, so RQ's are off.
    """

    death_penalty_class = TimerDeathPenalty


def run_worker(settings: Settings) -> None:
    """Work until told to stop."""
    ports = get_ports()
    sweeper = Sweeper(ports)
    sweeper.start()
    redis = connect_redis(settings, blocking=True)
    queue = Queue(QUEUE_NAME, connection=redis, serializer=JSONSerializer)
    worker = InProcessWorker([queue], connection=redis, serializer=JSONSerializer)
    log.info("worker_started", name=worker.name)
    try:
        worker.work(logging_level="WARNING")
    finally:
        sweeper.stop()
