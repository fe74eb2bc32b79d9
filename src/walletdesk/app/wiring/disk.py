"""Whether there is room on the disk for what is taken in."""

import shutil
import time
from pathlib import Path


class DiskWatch:
    """Refuses at the door before the disk is full: what is accepted must be kept."""

    RESERVE = 64_000_000  # bytes
    LOOK_EVERY, COME_BACK = 2.0, 30  # seconds

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._looked = float("-inf")
        self._full = False

    def busy(self) -> int | None:
        now = time.monotonic()
        if now - self._looked > self.LOOK_EVERY:
            self._looked = now
            self._full = shutil.disk_usage(self._folder).free < self.RESERVE
        return self.COME_BACK if self._full else None
