"""One file of ``ui/`` as it is sent. Which files there are, and for how long, is decided elsewhere."""

import json
import posixpath
import re
from pathlib import Path
from typing import Final

from walletdesk.platform.packing import styles
from walletdesk.platform.packing.classes import classes
from walletdesk.platform.packing.markup import short_picture
from walletdesk.platform.packing.modules import VENDOR, Module
from walletdesk.platform.packing.scripts import LAZY, Graph

PAGE: Final = "index.html"
PAGE_STYLE: Final = "page.css"  # beside a page: its styles, of which those are sent that it can meet
LATER_STYLE: Final = "later.css"  # and what only its parts can meet, where they have a sheet of their own
# A part of few readers has a sheet under its own name, x.css beside x.js: with what nobody else can meet.
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
        """Of those that have no sheet of their own."""
        return self._strings(entry, self._later(entry))

    def strings_of_part(self, entry: str, lazy: str) -> frozenset[str]:
        return self._strings(entry, self._graph(entry).later[lazy])

    def apart(self, entry: str) -> list[str]:
        """The parts that have a sheet of their own, as their modules are called: few readers need one."""
        return [lazy for lazy in self._graph(entry).later if self._has_sheet(lazy)]

    def _has_sheet(self, lazy: str) -> bool:
        sheet = posixpath.splitext(lazy)[0] + ".css"
        return posixpath.basename(sheet) != LATER_STYLE and (self._root / sheet).is_file()

    def _later(self, entry: str) -> list[str]:
        """The modules of all other parts."""
        later = self._graph(entry).later
        return [path for lazy, paths in later.items() if not self._has_sheet(lazy) for path in paths]

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
        if not (self._root / page).is_file() or not self._is_sheet_of(page, name):
            return text
        whole = styles.met(text, self._words(self._read(page)))
        if not (self._root / folder / LATER_STYLE).is_file():
            return whole
        first, rest = styles.parted(whole, self._words_at_first(self._read(page)))
        if file == PAGE_STYLE:
            return first
        return self._of_parts(rest, self._read(page), "" if file == LATER_STYLE else _module(name))

    def _of_parts(self, rest: str, page: str, lazy: str) -> str:
        """Of what is not met at first: what only this part can meet; without one, what no part alone can."""
        others = self._words_later(page)
        graphs = [self._graph(entry) for entry in _ENTRY.findall(page)]
        for graph in graphs:
            for own in self.apart(graph.entry):
                words = _words_in([self._read(path) for path in graph.later[own]])
                taken, rest = styles.taken(rest, words | others, but=others)
                if own == lazy:
                    return taken
        return rest

    def _is_sheet_of(self, page: str, name: str) -> bool:
        """Whether it is one of the sheets into which the rules of a page are parted."""
        folder = posixpath.dirname(name)
        if name in (posixpath.join(folder, PAGE_STYLE), posixpath.join(folder, LATER_STYLE)):
            return True
        return any(_module(name) in self.apart(entry) for entry in _ENTRY.findall(self._read(page)))

    def _words(self, page: str) -> frozenset[str]:
        """All words of a page's sources; class names are among them."""
        paths = {path for entry in _ENTRY.findall(page) for path in self._graph(entry).modules}
        return _words_in([page, *(self._read(path) for path in paths if not path.startswith(VENDOR))])

    def _words_at_first(self, page: str) -> frozenset[str]:
        """The classes that a page may write before its parts are there."""
        graphs = [self._graph(entry) for entry in _ENTRY.findall(page)]
        return _classes_of([graph.modules[path] for graph in graphs for path in graph.main], page)

    def _words_later(self, page: str) -> frozenset[str]:
        """The classes that it and its parts write, but for those with a sheet of their own."""
        found = [(self._graph(entry), path) for entry in _ENTRY.findall(page) for path in self._later(entry)]
        return self._words_at_first(page) | _classes_of([graph.modules[p] for graph, p in found], page)


def _module(sheet: str) -> str:
    """Whose styles they are, by the name of the file."""
    return posixpath.splitext(sheet)[0] + ".js"


def _classes_of(modules: list[Module], page: str) -> frozenset[str]:
    return _words_in([page, *(text for module in modules if not module.whole for text in classes(module))])


def _words_in(texts: list[str]) -> frozenset[str]:
    text = "\n".join(texts)
    whole = (word for word in _WORD.findall(text) if not word.endswith("-"))
    return frozenset(whole) | frozenset(_PREFIX.findall(text))


def makers() -> list[Path]:
    """The files that decide what packing gives: other ones, other addresses."""
    return sorted(Path(__file__).parent.glob("*.py"))
