"""One file of ``ui/`` as it is sent. Which files there are, and for how long, is decided elsewhere."""

import json
import posixpath
import re
from pathlib import Path
from typing import Final

from walletdesk.platform.packing import styles
from walletdesk.platform.packing.classes import classes
from walletdesk.platform.packing.markup import short_picture
from walletdesk.platform.packing.modules import VENDOR
from walletdesk.platform.packing.scripts import LAZY, Graph

PAGE: Final = "index.html"
PAGE_STYLE: Final = "page.css"  # beside a page: its styles, of which those are sent that it can meet
LATER_STYLE: Final = "later.css"  # and what only its parts can meet, where they have a sheet of their own
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

    def strings(self, entry: str) -> frozenset[str]:
        """What stands in quotes, with them, in the modules that travel with a page: not in its parts."""
        return self._strings(entry, self._graph(entry).main)

    def strings_of_parts(self, entry: str) -> frozenset[str]:
        return self._strings(entry, [path for paths in self._graph(entry).later.values() for path in paths])

    def _strings(self, entry: str, paths: list[str]) -> frozenset[str]:
        cut = (token for path in paths for token in self._graph(entry).modules[path].cut)
        return frozenset(token.text for token in cut if token.kind == "string" and token.text)

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
        if file not in (PAGE_STYLE, LATER_STYLE) or not (self._root / page).is_file():
            return text
        whole = styles.met(text, self._words(self._read(page)))
        if not (self._root / folder / LATER_STYLE).is_file():
            return whole
        first, later = styles.parted(whole, self._words_at_first(self._read(page)))
        return first if file == PAGE_STYLE else later

    def _words(self, page: str) -> frozenset[str]:
        """All words of a page's sources; class names are among them."""
        paths = {path for entry in _ENTRY.findall(page) for path in self._graph(entry).modules}
        return _words_in([page, *(self._read(path) for path in paths if not path.startswith(VENDOR))])

    def _words_at_first(self, page: str) -> frozenset[str]:
        """The classes that a page may write before its parts are there."""
        graphs = [self._graph(entry) for entry in _ENTRY.findall(page)]
        modules = [graph.modules[path] for graph in graphs for path in graph.main]
        return _words_in(
            [page, *(text for module in modules if not module.whole for text in classes(module))]
        )


def _words_in(texts: list[str]) -> frozenset[str]:
    text = "\n".join(texts)
    whole = (word for word in _WORD.findall(text) if not word.endswith("-"))
    return frozenset(whole) | frozenset(_PREFIX.findall(text))


def makers() -> list[Path]:
    """The files that decide what packing gives: other ones, other addresses."""
    return sorted(Path(__file__).parent.glob("*.py"))
