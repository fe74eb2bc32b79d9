"""One module as it was read: its tokens, what it declares, imports, exports, and imports only when needed."""

import posixpath
from dataclasses import dataclass, field
from typing import Final

from walletdesk.platform.packing.declared import Declared, declared_in
from walletdesk.platform.packing.roles import Roles, roles_of
from walletdesk.platform.packing.tokens import PackError, Token, tokens

VENDOR: Final = "vendor/"  # already as short as it gets: taken whole, in a scope of its own


@dataclass(slots=True)
class Module:
    path: str
    cut: list[Token]
    roles: Roles
    declared: Declared
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)  # our name -> (module, its name there)
    needs: list[str] = field(default_factory=list)  # modules, in the order of their imports
    exports: dict[str, str] = field(default_factory=dict)  # the name for others -> ours
    lazy: dict[int, str] = field(default_factory=dict)  # the number of an `import(` -> the module
    variable: set[str] = field(default_factory=set)  # exported with `let`

    @property
    def whole(self) -> bool:
        return self.path.startswith(VENDOR)


def read_module(path: str, source: str) -> Module:
    cut = tokens(source, path)
    roles = roles_of(cut, path)
    module = Module(path, cut, roles, declared_in(cut, roles))
    _Header(module).read()
    return module


class _Header:
    """Takes the imports and exports out of the tokens and keeps what they said."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._cut = module.cut

    def read(self) -> None:
        for i, token in enumerate(self._cut):
            if (
                token.text in ("import", "export")
                and token.kind == "word"
                and self._text(i - 1) not in (".", "?.")
            ):
                (self._import if token.text == "import" else self._export)(i)

    def _text(self, i: int) -> str:
        return self._cut[i].text if 0 <= i < len(self._cut) else ""

    def _import(self, i: int) -> None:
        if self._text(i + 1) == ".":
            return
        if self._text(i + 1) == "(":
            if self._cut[i + 2].kind != "string":
                raise self._fault(i, "import() of something that is not written out")
            self._module.lazy[i] = self._path(i + 2)
            return
        names: dict[str, str] = {}
        end = i + 1
        if self._text(i + 1) == "{":
            closed = self._module.roles.closing[i + 1]
            names = self._pairs(i + 2, closed)
            end = closed + 2  # past `from`
        if self._cut[end].kind != "string":
            raise self._fault(i, "only `import {...} from` and `import` alone are packed")
        path = self._path(end)
        self._module.needs.append(path)
        self._module.imports.update({ours: (path, theirs) for theirs, ours in names.items()})
        self._blank(i, end)

    def _export(self, i: int) -> None:
        after = self._text(i + 1)
        if after == "{":
            closed = self._module.roles.closing[i + 1]
            self._module.exports.update({theirs: ours for ours, theirs in self._pairs(i + 2, closed).items()})
            self._blank(i, closed)
            return
        place = i + 1
        while self._text(place) in ("async", "function", "*", "class", "const", "let", "var"):
            place += 1
        if place == i + 1 or place not in self._module.roles.names:
            raise self._fault(i, "only named declarations are exported")
        name = self._text(place)
        self._module.exports[name] = name
        if after in ("let", "var"):
            self._module.variable.add(name)
        self._cut[i].text = ""
        self._cut[i + 1].newline = self._cut[i].newline

    def _pairs(self, i: int, end: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while i < end:
            name = self._text(i)
            renamed = self._text(i + 1) == "as"
            found[name] = self._text(i + 2) if renamed else name
            i += 4 if renamed else 2
        return found

    def _blank(self, start: int, end: int) -> None:
        if self._text(end + 1) == ";":
            end += 1
        for i in range(start, end + 1):
            self._cut[i].text = ""
            self._module.roles.names.discard(i)
            self._module.roles.shorthands.discard(i)

    def _path(self, i: int) -> str:
        written = self._text(i)[1:-1]
        if not written.startswith("."):
            raise self._fault(i, "imports are relative")
        return posixpath.normpath(posixpath.join(posixpath.dirname(self._module.path), written))

    def _fault(self, i: int, words: str) -> PackError:
        return PackError(f"{self._module.path}:{self._cut[i].line}: {words}")
