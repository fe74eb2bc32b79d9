"""One file of ``ui/`` as it is sent. Which files there are, and for how long, is decided elsewhere."""

import json
import posixpath
import re
from pathlib import Path
from typing import Final

from walletdesk.platform.packing import styles
from walletdesk.platform.packing.markup import short_picture
from walletdesk.platform.packing.modules import VENDOR
from walletdesk.platform.packing.scripts import LAZY, Graph

PAGE: Final = "index.html"
PAGE_STYLE: Final = "page.css"  # beside a page: its styles, of which those are sent that it can meet
_ENTRY: Final = re.compile(r"""<script type="module" src="/(?:ui|assets)/([\w./-]+)">""")
_WORD: Final = re.compile(r"(?:--)?[A-Za-z][\w-]*")
_PREFIX: Final = re.compile(r"([A-Za-z][\w-]*-)\$\{")


class Packer:
    def __init__(self, root: Path) -> None:
        self._root = root
        self._graphs: dict[str, Graph] = {}

    def pack(self, name: str) -> bytes | None:
        """What is sent for it; nothing where the file goes as it is. ``name`` is made of names of files."""
        entry, _, lazy = name.partition(LAZY)
        if entry.startswith(VENDOR):
            return None
        match posixpath.splitext(entry)[1]:
            case ".js":
                return self._graph(entry).text(lazy).encode()
            case ".css":
                return self._style(entry).encode()
            case ".json":
                kept = json.loads(self._read(entry))
                return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
            case ".svg":
                return short_picture(self._read(entry)).encode()
        return None

    def parts(self, entry: str) -> list[str]:
        """What a page may fetch later, under the names it asks for."""
        if entry.startswith(VENDOR):
            return []
        return [entry + LAZY + lazy for lazy in self._graph(entry).later]

    def _read(self, name: str) -> str:
        return (self._root / name).read_text("utf-8")

    def _graph(self, entry: str) -> Graph:
        if entry not in self._graphs:
            self._graphs[entry] = Graph(entry, self._read)
        return self._graphs[entry]

    def _style(self, name: str) -> str:
        text = styles.joined(name, self._read)
        folder, file = posixpath.split(name)
        page = posixpath.join(folder, PAGE)
        if file != PAGE_STYLE or not (self._root / page).is_file():
            return text
        return styles.met(text, self._words(self._read(page)))

    def _words(self, page: str) -> frozenset[str]:
        """All words of a page's sources; class names are among them."""
        paths = {path for entry in _ENTRY.findall(page) for path in self._graph(entry).modules}
        sources = "\n".join([page, *(self._read(path) for path in paths if not path.startswith(VENDOR))])
        whole = (word for word in _WORD.findall(sources) if not word.endswith("-"))
        return frozenset(whole) | frozenset(_PREFIX.findall(sources))


def makers() -> list[Path]:
    """The files that decide what packing gives: other ones, other addresses."""
    return sorted(Path(__file__).parent.glob("*.py"))
