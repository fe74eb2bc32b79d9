"""The files that browsers load, from ``ui/``. An address with the digest of all files may be kept for ever.

``/ui/<digest>/widget/main.js``: modules that import each other relatively stay on the same digest. Without a
digest, or with another as during an upgrade, the present file is served and not kept.
"""

import gzip
import hashlib
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_SERVED: Final = frozenset(TYPES) - {".html"}  # a page is answered by a route, which knows its policy
_SMALL: Final = 1_000  # bytes below which compressing costs more than it saves
_PACKED: Final = (".css", ".js", ".json", ".svg", ".txt", ".webmanifest")
_ADDRESS: Final = re.compile(r"""((?:href|src)=["'])/(?:ui|assets)/(?![0-9a-f]{16}/)""")
_LOOK_AGAIN: Final = 1.0  # seconds between two searches for files that were added while running


@dataclass(frozen=True, slots=True)
class Asset:
    body: bytes
    packed: bytes | None
    type: str
    etag: str
    stamp: tuple[int, int]  # when it was changed and its size, as it was read


class Assets:
    """Files below one folder, kept in memory once asked for; never a path that a caller made up."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or _find()
        self._paths: dict[str, Path] = {}
        self._version = ""
        self._looked = 0.0
        self._read: dict[str, Asset] = {}

    @property
    def version(self) -> str:
        if not self._version:
            self._look()
            digest = hashlib.sha256()
            for name, path in sorted(self._paths.items()):
                digest.update(f"{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
            self._version = digest.hexdigest()[:16]
        return self._version

    def url(self, name: str) -> str:
        """The address of ``widget/app.js`` and the like."""
        return f"/ui/{self.version}/{name}"

    def page(self, name: str) -> bytes:
        """A page of ours, the digest put into its addresses. A route chose ``name``, not a caller."""
        text = (self.root / name).read_text("utf-8")
        return _ADDRESS.sub(rf"\1/ui/{self.version}/", text).encode()

    def find(self, name: str) -> Asset | None:
        path = self._paths.get(name) or self._look().get(name)
        if path is None:
            return None
        try:
            status = path.stat()
            kept = self._read.get(name)
            stamp = (status.st_mtime_ns, status.st_size)
            if kept is None or kept.stamp != stamp:
                kept = self._read[name] = _load(path, stamp)
        except OSError:
            return None
        return kept

    def _look(self) -> dict[str, Path]:
        if not self._paths or time.monotonic() - self._looked > _LOOK_AGAIN:
            found = (path for path in self.root.rglob("*") if path.suffix in _SERVED and path.is_file())
            self._paths = {path.relative_to(self.root).as_posix(): path for path in found}
            self._looked = time.monotonic()
        return self._paths


def _find() -> Path:
    """Inside the installed package, or beside ``src`` in a checkout."""
    package = Path(__file__).parents[2]
    installed = package / "ui"
    return installed if installed.is_dir() else package.parents[1] / "ui"


def _load(path: Path, stamp: tuple[int, int]) -> Asset:
    body = path.read_bytes()
    packed = gzip.compress(body, 6, mtime=0) if path.suffix in _PACKED and len(body) > _SMALL else None
    digest = hashlib.sha256(body).hexdigest()[:32]
    return Asset(body, packed, TYPES[path.suffix], f'"{digest}"', stamp)
