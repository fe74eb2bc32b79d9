"""The files that browsers load, from ``ui/``. An address with the digest of all files may be kept for ever.

``/ui/<digest>/widget/main.js`` is the page's modules as one, shortened: what pages name. Without a digest, or
under ``/assets``, a file is answered as it stands in ``ui/``, and asked for again each time.
"""

import gzip
import hashlib
import os
import re
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from walletdesk.platform.packing import Packer, makers, without_preloads

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
_COMPRESSED: Final = (".css", ".js", ".json", ".svg", ".txt", ".webmanifest")
_ADDRESS: Final = re.compile(r"""((?:href|src)=["'])/(?:ui|assets)/(?![0-9a-f]{16}/)""")
_LOOK_AGAIN: Final = 1.0  # seconds between two searches for files that were added while running


@dataclass(frozen=True, slots=True)
class Asset:
    body: bytes
    compressed: bytes | None
    type: str
    etag: str
    stamp: tuple[int, int] = (0, 0)  # of a source: when it was changed and its size, as it was read


class Assets:
    """Files below one folder, kept in memory once asked for; never a path that a caller made up."""

    def __init__(self, root: Path | None = None, *, packed: bool = True) -> None:
        self.root = root or _find()
        self.packed = packed
        self._packer = Packer(self.root)
        self._paths: dict[str, Path] = {}
        self._version = ""
        self._looked = 0.0
        self._read: dict[str, Asset] = {}
        self._sent: dict[str, Asset] = {}

    @property
    def version(self) -> str:
        if not self._version:
            self._look()
            digest = hashlib.sha256()
            for name, path in sorted(self._paths.items()):
                digest.update(f"{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
            for path in makers():
                digest.update(path.read_bytes())
            self._version = digest.hexdigest()[:16]
        return self._version

    def url(self, name: str) -> str:
        """The address of ``widget/app.js`` and the like."""
        return f"/ui/{self.version}/{name}" if self.packed else f"/assets/{name}"

    def page(self, name: str) -> bytes:
        """A page of ours, the digest put into its addresses. A route chose ``name``, not a caller."""
        text = (self.root / name).read_text("utf-8")
        if self.packed:
            text = _ADDRESS.sub(rf"\1/ui/{self.version}/", without_preloads(text))
        return text.encode()

    def find(self, name: str) -> Asset | None:
        """A file as it is sent."""
        if name not in self._sent:
            if not self._is_known(name):
                return None
            body = self._packed(name)
            if body is None:
                return self.source(name)
            self._sent[name] = _asset(body, Path(name).suffix)
        return self._sent[name]

    def source(self, name: str) -> Asset | None:
        """A file as it stands now."""
        path = self._paths.get(name) or self._look().get(name)
        if path is None:
            return None
        try:
            status = path.stat()
            kept = self._read.get(name)
            stamp = (status.st_mtime_ns, status.st_size)
            if kept is None or kept.stamp != stamp:
                kept = self._read[name] = _asset(path.read_bytes(), path.suffix, stamp)
        except OSError:
            return None
        return kept

    def _is_known(self, name: str) -> bool:
        known = self._paths or self._look()
        if "~" not in name:
            return name in known
        entry = name.partition("~")[0]
        return entry in known and name in self._packer.parts(entry)

    def _packed(self, name: str) -> bytes | None:
        """Packing takes a second. In a checkout, where servers start all day, it is done once a version."""
        kept = self._shelf()
        if kept is None:
            return self._packer.pack(name)
        file = kept / name.replace("/", "~")
        if file.is_file():
            return file.read_bytes()
        body = self._packer.pack(name)
        if body is not None:
            _keep(file, body)
        return body

    def _shelf(self) -> Path | None:
        project = self.root.parent
        return project / "build" / "packed" / self.version if (project / "pyproject.toml").is_file() else None

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


def _keep(file: Path, body: bytes) -> None:
    """Whole or not at all, whoever else writes the same; where nothing may be written, nothing is kept."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as fresh:
            fresh.write(body)
        os.replace(fresh.name, file)
    except OSError:
        return


def _asset(body: bytes, suffix: str, stamp: tuple[int, int] = (0, 0)) -> Asset:
    compressed = gzip.compress(body, 9, mtime=0) if suffix in _COMPRESSED and len(body) > _SMALL else None
    digest = hashlib.sha256(body).hexdigest()[:32]
    return Asset(body, compressed, TYPES[suffix], f'"{digest}"', stamp)
