"""Where what tests write lies: in memory where there is room, so that thousands of databases cost no disk."""

import os
import tempfile
from pathlib import Path

MEMORY, DISK = Path("/dev/shm"), Path("/tmp")  # noqa: S108 - short: a socket's path must be
ROOM = 6_000_000_000  # bytes; a whole run keeps less than a fifth of it at any time


def quick_folder(memory: Path = MEMORY, room: int = ROOM) -> Path:
    """Containers often have 64 MB of memory files or forbid programs in them; then the disk it is."""
    if not memory.is_dir() or not os.access(memory, os.W_OK):
        return DISK
    about = os.statvfs(memory)
    roomy = about.f_bavail * about.f_frsize >= room and not about.f_flag & os.ST_NOEXEC
    return memory if roomy else DISK


def use_quick_folder() -> None:
    """For this process and those it starts, unless somebody chose a place."""
    if "TMPDIR" not in os.environ:
        os.environ["TMPDIR"] = tempfile.tempdir = str(quick_folder())
