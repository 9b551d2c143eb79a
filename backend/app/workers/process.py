"""The worker process: RQ answers the door, and job threads do the work.

RQ's own way is a fork for every job, which would load the models for every document. The
parser's child process is the crash isolation here.
"""

import signal
import time
from typing import Any

from rq import Queue
from rq.serializers import JSONSerializer
from rq.timeouts import TimerDeathPenalty
from rq.worker import SimpleWorker

from app.core.clock import now
from app.core.config import Settings
from app.core.errors import Transient
from app.core.logging import get_logger
from app.db.uow import unit_of_work
from app.integrations.queue.rq_queue import QUEUE_NAME, connect_redis, trouble_as_transient
from app.services.jobs import workers
from app.workers.runner import get_ports, worker_name
from app.workers.sweeper import Sweeper
from app.workers.threads import JobThreads

log = get_logger(__name__)

# Within the 20 s that a stop may take in all.
STOP_WITHIN_S = 15
_LOOK_UP_S = 0.5
_HEARTBEAT_S = 30.0
_AFTER_TROUBLE_S = 1.0


class DoorKeeper(SimpleWorker):
    """RQ's worker, whose every job is the bell: it wakes a thread when one is idle."""

    death_penalty_class = TimerDeathPenalty

    def __init__(self, threads: JobThreads, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._threads = threads

    def execute_job(self, job: Any, queue: Any) -> None:
        self._wake_a_thread()
        super().execute_job(job, queue)

    def _wake_a_thread(self) -> None:
        seen_at = time.monotonic()
        while not (self._threads.ring(_LOOK_UP_S) or self._threads.stopping):
            if time.monotonic() - seen_at > _HEARTBEAT_S:
                seen_at = time.monotonic()
                self.heartbeat()

    def handle_warm_shutdown_request(self) -> None:
        self._threads.ask_to_stop()


def run_worker(settings: Settings) -> None:
    """Work until told to stop."""
    ports = get_ports()
    threads = JobThreads(ports, settings.worker_concurrency)
    sweeper = Sweeper(ports, threads.wake_idle, started_at=now())
    sweeper.start()
    threads.start()
    log.info("worker_started", name=worker_name(), threads=settings.worker_concurrency)
    try:
        while not threads.stopping:
            _answer_the_door(settings, threads)
    finally:
        sweeper.stop()
        _stop(threads)


def _answer_the_door(settings: Settings, threads: JobThreads) -> None:
    """Wake threads at the bell until told to stop, or until Redis makes trouble.

    The jobs go on meanwhile, and the sweeper wakes for those that come.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: threads.ask_to_stop())
    try:
        with trouble_as_transient():
            redis = connect_redis(settings, blocking=True)
            queue = Queue(QUEUE_NAME, connection=redis, serializer=JSONSerializer)
            keeper = DoorKeeper(threads, [queue], connection=redis, serializer=JSONSerializer)
            keeper.work(logging_level="WARNING")
    except Transient:
        log.warning("bell_not_heard", exc_info=True)
    threads.wait_for_stop(_AFTER_TROUBLE_S)


def _stop(threads: JobThreads) -> None:
    if not threads.stop(STOP_WITHIN_S):
        log.warning("jobs_left_running", remedy="Their leases run out, then others take them.")
    with unit_of_work() as uow:
        workers.sign_off(uow.session, worker_name())
