"""A page's modules as one: the graph of an entry in order, and a file for each part imported when needed.

A module that two parts need runs with the page, not with the first of them.
"""

import posixpath
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from walletdesk.platform.packing.homes import PAGE, homes
from walletdesk.platform.packing.markup import shorter_template
from walletdesk.platform.packing.modules import Module, read_module
from walletdesk.platform.packing.names import OF_THE_BROWSER, shortened
from walletdesk.platform.packing.shorter import shorter
from walletdesk.platform.packing.styles import short
from walletdesk.platform.packing.tokens import PackError, Token, written

LAZY: Final = (
    "~"  # between the entry and a module that it imports when needed: "widget/main.js~widget/survey.js"
)

Read = Callable[[str], str]  # the source of "widget/main.js"


class Graph:
    """Everything that an entry imports, at once or later."""

    def __init__(self, entry: str, read: Read) -> None:
        self.entry = entry
        self.modules: dict[str, Module] = {}
        self._load(entry, read)
        own = {lazy: self._reached(lazy) for lazy in self._lazies()}
        self.main = self._reached(entry)
        parts = {lazy: [p for p in own[lazy] if p not in self.main] for lazy in own if lazy not in self.main}
        self._homes = homes(parts, {lazy: self._loaders(lazy, parts) for lazy in parts})
        self.main = self._ordered([*self.main, *(p for p, home in self._homes.items() if home == PAGE)])
        self.later = {lazy: self._part(lazy) for lazy in parts if self._homes[lazy] == lazy}
        self._names()

    def _loaders(self, lazy: str, parts: dict[str, list[str]]) -> set[str]:
        """The parts, or the page, whose modules load this part."""
        loading = {path for path, module in self.modules.items() if lazy in module.lazy.values()}
        found = {part for part, paths in parts.items() if loading & set(paths)}
        return found | ({PAGE} if loading & set(self.main) else set())

    def _part(self, lazy: str) -> list[str]:
        """The modules that travel with it, each behind what it needs."""
        here = [path for path, home in self._homes.items() if home == lazy and path != lazy]
        order = dict.fromkeys(p for path in (*here, lazy) for p in self._reached(path))
        return [path for path in order if self._homes.get(path) == lazy]

    def _load(self, path: str, read: Read) -> None:
        if path in self.modules:
            return
        module = self.modules[path] = read_module(path, read(path))
        for needed in (*module.needs, *module.lazy.values()):
            self._load(needed, read)

    def _lazies(self) -> list[str]:
        return sorted({path for module in self.modules.values() for path in module.lazy.values()})

    def _reached(self, start: str) -> list[str]:
        order: dict[str, None] = {}
        walked: set[str] = set()

        def walk(path: str) -> None:
            if path not in walked:
                walked.add(path)
                for needed in self.modules[path].needs:
                    walk(needed)
                order[path] = None

        walk(start)
        return list(order)

    def _ordered(self, paths: Iterable[str]) -> list[str]:
        """What is needed stands before what needs it; the entry is last."""
        wanted = set(paths)
        starts = (*sorted(wanted - {self.entry}), self.entry)
        return list(dict.fromkeys(p for start in starts for p in self._reached(start) if p in wanted))

    # ---- names

    def _names(self) -> None:
        top: Counter[str] = Counter()
        inside: Counter[str] = Counter()
        taken: set[str] = set(OF_THE_BROWSER)
        for module in self.modules.values():
            if module.whole:
                continue
            for i in (*module.roles.names, *module.roles.shorthands):
                name = module.cut[i].text
                if self._is_top(module, name):
                    top[self._key(module, name)] += 1
                elif self._is_inside(module, name):
                    inside[name] += 1
                else:
                    taken.add(name)
        private = Counter(
            token.text
            for module in self.modules.values()
            if not module.whole
            for token in module.cut
            if token.kind == "word" and token.text[:1] == "#"
        )
        self._private = {name: f"#{short}" for name, short in shortened(private, (), top=False).items()}
        self._top = shortened(top, taken, top=True)
        self._inside = shortened(inside, taken, top=False)

    def _is_top(self, module: Module, name: str) -> bool:
        return name in module.imports or name in module.declared.top

    def _is_inside(self, module: Module, name: str) -> bool:
        return name in module.declared.inside and name not in OF_THE_BROWSER and name[0].islower()

    def _key(self, module: Module, name: str) -> str:
        """One word for a name at the top of a module, wherever it is imported under whatever name."""
        if name not in module.imports:
            return f"{module.path} {name}"
        path, theirs = module.imports[name]
        exporter = self.modules[path]
        if theirs not in exporter.exports:
            raise PackError(f"{module.path}: {path} does not export {theirs}")
        return f"{path} {theirs}" if exporter.whole else self._key(exporter, exporter.exports[theirs])

    def final(self, module: Module, name: str) -> str:
        if name in self._private:
            return self._private[name]
        if self._is_top(module, name):
            return self._top[self._key(module, name)]
        return self._inside.get(name, name) if self._is_inside(module, name) else name

    # ---- texts

    def text(self, lazy: str = "") -> str:
        """The whole page, or the part that is fetched when it is needed."""
        if not lazy:
            body = "".join(self._written(self.modules[path], self.entry) for path in self.main)
            return body + self._exports(self.modules[self.entry])
        address = self.entry + LAZY + lazy
        paths = self.later[lazy]
        body = "".join(self._written(self.modules[path], address) for path in paths)
        module = self.modules[lazy]
        given = self._given(module)
        borrowed = ",".join(self._borrowed(lazy))
        return f"let r;export const d=({borrowed})=>r??=(()=>{{{body}return{{{given}}}}})();"

    def _given(self, module: Module) -> str:
        """The inside of an object with what the module exports."""
        return ",".join(f"{name}:{self.final(module, ours)}" for name, ours in module.exports.items())

    def _exports(self, module: Module) -> str:
        names = ",".join(f"{self.final(module, ours)} as {name}" for name, ours in module.exports.items())
        return f"export{{{names}}};" if names else ""

    def _borrowed(self, lazy: str) -> list[str]:
        """What a part uses of the page that loads it, for itself or for the parts that it loads in turn."""
        nested = self._nested(lazy)
        return sorted({name for part in nested for name in self._used(part, within=nested)})

    def _nested(self, lazy: str) -> list[str]:
        """The part and all that it may load, each once."""
        found = [lazy]
        for part in found:
            loaded = {p for path in self.later[part] for p in self.modules[path].lazy.values()}
            found += sorted(loaded & self.later.keys() - set(found))
        return found

    def _used(self, lazy: str, *, within: list[str]) -> set[str]:
        found: set[str] = set()
        for path in self.later[lazy]:
            for theirs_path, theirs in self.modules[path].imports.values():
                if self._homes.get(theirs_path, PAGE) not in within:
                    exporter = self.modules[theirs_path]
                    if theirs in exporter.variable:
                        raise PackError(
                            f"{path}: {theirs} of {theirs_path} changes, and is imported in a part"
                        )
                    found.add(self._top_of(exporter, theirs))
        return found

    def _top_of(self, exporter: Module, theirs: str) -> str:
        if exporter.whole:
            return self._top[f"{exporter.path} {theirs}"]
        return self._top[self._key(exporter, exporter.exports[theirs])]

    def _written(self, module: Module, address: str) -> str:
        if module.whole:
            return self._written_whole(module)
        cut = [self._spelled(module, i, token, address) for i, token in enumerate(module.cut)]
        text = written(shorter(module, cut))
        return text if text.endswith((";", "}")) or not text else text + ";"

    def _written_whole(self, module: Module) -> str:
        prefix = f"{module.path} "
        used = {key.removeprefix(prefix): final for key, final in self._top.items() if key.startswith(prefix)}
        names = ",".join(used.values())
        theirs = ",".join(module.exports[name] for name in used)
        return f"let[{names}]=(()=>{{{written(module.cut)}return[{theirs}]}})();"

    def _spelled(self, module: Module, i: int, token: Token, address: str) -> Token:
        text = token.text
        if i in module.roles.names or text.startswith("#"):
            text = self.final(module, text)
        elif i in module.roles.shorthands:
            final = self.final(module, text)
            text = text if final == text else f"{text}:{final}"
        elif i in module.lazy:
            text = self._call(module.lazy[i], address)
        elif i - 2 in module.lazy or i - 1 in module.lazy or i - 3 in module.lazy:
            text = ""  # the brackets and the address of an `import("...")`
        elif token.kind == "template":
            text = _template(module, i)
        elif _is_own_address(module, i):
            text = self._own_address(module.path, address)
        elif text in (".", "meta", "url") and any(_is_own_address(module, i - n) for n in (1, 2, 3, 4)):
            text = ""
        return replace(token, text=text)

    def _call(self, lazy: str, address: str) -> str:
        if lazy in self.main:
            module = self.modules[lazy]
            given = self._given(module)
            return f"Promise.resolve({{{given}}})"
        target = _relative(self.entry + LAZY + lazy, address)
        return f'import("{target}").then(e=>e.d({",".join(self._borrowed(lazy))}))'

    def _own_address(self, path: str, address: str) -> str:
        """``import.meta.url`` as the module knew it where it stood."""
        if posixpath.dirname(path) == posixpath.dirname(address):
            return "import.meta.url"
        return f'new URL("{_relative(path, address)}",import.meta.url)'


def _is_own_address(module: Module, i: int) -> bool:
    if module.cut[i].text != "import":
        return False
    return [token.text for token in module.cut[i : i + 5]] == ["import", ".", "meta", ".", "url"]


def _template(module: Module, i: int) -> str:
    text = module.cut[i].text
    if _is_markup(module, i):
        return shorter_template(text)
    return f"`{short(text[1:-1])}`" if _is_stylesheet(module, i) else text


def _is_markup(module: Module, i: int) -> bool:
    """A part of a template that is tagged ``html`` or the like: there white space is markup's."""
    while module.cut[i].text[0] == "}":
        i = module.roles.opening[i]
    return i > 0 and module.cut[i - 1].kind == "word" and module.cut[i - 1].text in ("html", "svg")


def _is_stylesheet(module: Module, i: int) -> bool:
    """``sheet.replaceSync(`...`)``, without holes."""
    return i > 1 and [module.cut[i - 2].text, module.cut[i - 1].text, module.cut[i + 1].text] == [
        "replaceSync",
        "(",
        ")",
    ]


def _relative(target: str, address: str) -> str:
    found = posixpath.relpath(target, posixpath.dirname(address))
    return found if found.startswith(".") else f"./{found}"
