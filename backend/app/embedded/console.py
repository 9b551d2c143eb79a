"""What `llmb up` says: one short line per step, and the end of the log where one fails."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

_TITLE_WIDTH = 34
_LOG_TAIL_LINES = 15
_MAX_LINE = 200


class Console:
    """Prints step lines; on a terminal, also a line that shows what is under way."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._live = self._stream.isatty()
        self._live_line = ""
        self._last_reminder = time.monotonic()

    def done(self, title: str, seconds: float) -> None:
        self._line(f"✓ {title:<{_TITLE_WIDTH}} {format_seconds(seconds):>8}")

    def note(self, text: str) -> None:
        self._line(f"• {text}")

    def plain(self, text: str = "") -> None:
        self._line(text)

    def failed(self, title: str, message: str, remedy: str = "", log: Path | None = None) -> None:
        """Report a failure with the end of its log and what to do about it."""
        self._line(f"✗ {title}: {message}")
        if log is not None:
            for line in tail(log):
                self._line(f"    {line}")
            self._line(f"  log: {log}")
        if remedy:
            self._line(f"  → {remedy}")

    def under_way(self, describe: Callable[[], str]) -> None:
        """Show what is running: live on a terminal, every 30 s elsewhere."""
        if self._live:
            self._show_live(describe())
        elif time.monotonic() - self._last_reminder > 30:
            self._line(f"… {describe()}")

    def _show_live(self, text: str) -> None:
        line = f"… {text}"[:110]
        if line != self._live_line:
            self._stream.write(f"\r\x1b[2K{line}")
            self._stream.flush()
            self._live_line = line

    def _line(self, text: str) -> None:
        if self._live_line:
            self._stream.write("\r\x1b[2K")
            self._live_line = ""
        self._stream.write(text + "\n")
        self._stream.flush()
        self._last_reminder = time.monotonic()


def tail(log: Path, lines: int = _LOG_TAIL_LINES) -> list[str]:
    """The last non-empty lines of a log file; empty when there is none."""
    try:
        with log.open("rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - 64 * 1024))
            text = file.read().decode(errors="replace")
    except FileNotFoundError:
        return []
    kept = [line[:_MAX_LINE] for line in text.splitlines() if line.strip()]
    return kept[-lines:]


def format_seconds(seconds: float) -> str:
    """`0.6 s`, `42.0 s`, `3 min 20 s`."""
    if seconds < 100:
        return f"{seconds:.1f} s"
    return f"{int(seconds) // 60} min {int(seconds) % 60} s"
