"""How much of a stream has been read."""

import os
from typing import BinaryIO

from app.services.knowledge_bases.parsing.builder import DocumentBuilder

STEPS = 50


class Progress:
    """Tells a builder the share of a file that has been read, now and then."""

    def __init__(self, file: BinaryIO, builder: DocumentBuilder) -> None:
        position = file.tell()
        self._size = file.seek(0, os.SEEK_END) or 1
        file.seek(position)
        self._file = file
        self._builder = builder
        self._steps = 0

    def step(self) -> None:
        """To be called for each line or row that has been read."""
        self._steps += 1
        if self._steps % STEPS == 0:
            self._builder.progress(self._file.tell() / self._size)
