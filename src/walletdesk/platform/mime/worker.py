"""Reads mails, one after the other, alone in a process with bounds. Started by ``readers``.

A mail comes in and a result goes out as four bytes of length and the content; an empty one says: ready. The
first byte of a result is ``M`` before a ``ReadMail`` in MessagePack, ``U`` before the reason why it could not
be read.
"""

import resource
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

MEMORY: Final = 256 * 1024 * 1024  # bytes of address space more than at the start
SECONDS: Final = 5  # of CPU for one mail
LENGTH: Final = struct.Struct(">I")


def main() -> None:
    import msgspec  # noqa: PLC0415

    import walletdesk.platform.mime  # noqa: F401, PLC0415 - before the bounds: what it needs is no mail's

    _bound()
    encode = msgspec.msgpack.Encoder().encode
    _tell(b"")  # ready: from here on the clock runs for the mail alone
    while head := sys.stdin.buffer.read(LENGTH.size):
        _tell(_told(LENGTH.unpack(head)[0], encode))


def _tell(told: bytes) -> None:
    sys.stdout.buffer.write(LENGTH.pack(len(told)))
    sys.stdout.buffer.write(told)
    sys.stdout.buffer.flush()


def _told(length: int, encode: Callable[[object], bytes]) -> bytes:
    from walletdesk.platform.mime import Unreadable, UnreadableError, read  # noqa: PLC0415

    _seconds_from_now()
    try:
        return b"M" + encode(read(sys.stdin.buffer.read(length)))
    except UnreadableError as error:
        return b"U" + error.reason.value.encode()
    except MemoryError:
        return b"U" + Unreadable.MEMORY.value.encode()
    except Exception:
        return b"U" + Unreadable.BROKEN.value.encode()


def _bound() -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))


def _seconds_from_now() -> None:
    """The signal that ends the process comes before anybody else waits too long."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(
        resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + SECONDS + 1, resource.RLIM_INFINITY)
    )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[3]))  # in isolated mode nothing else says where we are
    main()
