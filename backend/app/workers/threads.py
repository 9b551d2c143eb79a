"""The job threads of a worker process: they sleep until the bell rings, then work it off."""

import threading
import time

from sqlalchemy.exc import SQLAlchemyError

from app.core.logging import get_logger
from app.integrations.ports import Ports
from app.workers.runner import run_next

log = get_logger(__name__)


class JobThreads:
    """Threads that share the ports, and so the models, of one process.

    A thread that is woken runs jobs until none is due. Only idle threads can be woken: who
    rings while all are busy waits, and the queue keeps its other bells for other workers.
    """

    def __init__(self, ports: Ports, count: int) -> None:
        self._ports = ports
        self._idle = threading.Semaphore(0)
        self._bell = threading.Semaphore(0)
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._work, name=f"jobs-{number}", daemon=True)
            for number in range(count)
        ]

    def start(self) -> None:
        """Start the threads; they begin with what is due already."""
        for thread in self._threads:
            thread.start()

    @property
    def stopping(self) -> bool:
        """Whether somebody has asked to stop."""
        return self._stop.is_set()

    def wait_for_stop(self, within_s: float) -> None:
        """Wait until somebody asks to stop, or the time is over."""
        self._stop.wait(within_s)

    def ring(self, within_s: float) -> bool:
        """Wake a thread, as soon as one is idle. Returns whether one was, in that time."""
        found = self._idle.acquire(timeout=within_s)
        if found:
            self._bell.release()
        return found

    def wake_idle(self) -> None:
        """Wake every thread that is idle."""
        while self._idle.acquire(blocking=False):
            self._bell.release()

    def ask_to_stop(self) -> None:
        """Let running jobs be given back at their next step. Returns at once."""
        self._stop.set()
        for _ in self._threads:
            self._bell.release()

    def stop(self, within_s: float) -> bool:
        """Ask to stop and wait. Returns whether every thread has ended in time."""
        self.ask_to_stop()
        deadline = time.monotonic() + within_s
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        while not self._stop.is_set():
            self._work_off()
            self._idle.release()
            self._bell.acquire()

    def _work_off(self) -> None:
        """Run jobs until none is due; on trouble with the database, until the next bell."""
        try:
            while not self._stop.is_set() and run_next(self._ports, self._stop):
                pass
        except SQLAlchemyError:
            # A job that was running keeps its lease; when that runs out, it is run again.
            log.warning("job_thread_interrupted", exc_info=True)
