"""Which names a module declares: at its top, where each must be its own on the page, and anywhere inside."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from walletdesk.platform.packing.roles import BLOCK, CLASS, OBJECT, Roles
from walletdesk.platform.packing.tokens import Token

_OPENERS = ("(", "[", "{")
_NO_PARAMETERS = ("if", "for", "while", "switch", "with")


@dataclass(frozen=True, slots=True)
class Declared:
    top: set[str] = field(default_factory=set)
    inside: set[str] = field(default_factory=set)


class Finder:
    def __init__(self, cut: list[Token], roles: Roles) -> None:
        self._cut = cut
        self._roles = roles

    def find(self) -> Declared:
        declared = Declared()
        for i, depth in self._places():
            (declared.inside if depth else declared.top).add(self._cut[i].text)
        return declared

    def _text(self, i: int) -> str:
        return self._cut[i].text if i < len(self._cut) else ""

    def _places(self) -> Iterator[tuple[int, int]]:
        """Every name that is declared, with how many brackets are around the declaration."""
        for i, token in enumerate(self._cut):
            if token.kind == "word" and i in self._roles.declaring:
                depth = self._roles.declaring[i]
                yield from ((place, depth) for place in self._by_keyword(i, token.text))
            elif token.text == "=>":
                yield from ((place, 1) for place in self._arrow(i))
            elif token.text == "(" and self._is_method(i):
                yield from ((place, 1) for place in self._parameters(i))

    def _by_keyword(self, i: int, text: str) -> Iterator[int]:
        if text in ("const", "let", "var"):
            yield from self._list(i + 1)
        elif text in ("class", "function"):
            after = i + 2 if self._text(i + 1) == "*" else i + 1
            if after in self._roles.names:
                yield after

    def _arrow(self, i: int) -> Iterator[int]:
        if self._text(i - 1) == ")":
            yield from self._parameters(self._roles.opening[i - 1])
        elif i - 1 in self._roles.names:
            yield i - 1

    def _is_method(self, i: int) -> bool:
        """``name(...) {``: of a function, a method or a catch. What is in the brackets is declared."""
        after = self._roles.closing[i] + 1
        return self._roles.kinds.get(after) == BLOCK and self._text(i - 1) not in _NO_PARAMETERS

    def _parameters(self, opening: int) -> Iterator[int]:
        yield from self._list(opening + 1, self._roles.closing[opening])

    def _list(self, i: int, end: int | None = None) -> Iterator[int]:
        """Patterns with commas between, as far as they go."""
        while end is None or i < end:
            if self._text(i) == "...":
                i += 1
            after, places = self._pattern(i)
            yield from places
            i = self._past_value(after)
            if self._text(i) != ",":
                return
            i += 1

    def _pattern(self, i: int) -> tuple[int, list[int]]:
        """Where it ends, and the names in it."""
        if self._text(i) in ("{", "["):
            end = self._roles.closing[i]
            return end + 1, list(self._inside(i + 1, end, keyed=self._roles.kinds[i] in (OBJECT, CLASS)))
        return i + 1, [i] if i in self._roles.names or i in self._roles.shorthands else []

    def _inside(self, i: int, end: int, *, keyed: bool) -> Iterator[int]:
        while i < end:
            if self._text(i) == ",":
                i += 1
                continue
            if self._text(i) == "...":
                i += 1
            if keyed and self._text(i) == "[":  # a computed key
                i = self._roles.closing[i] + 1
            if keyed and self._text(i + 1) == ":":
                i += 1
            if keyed and self._text(i) == ":":
                i += 1
            after, places = self._pattern(i)
            yield from places
            i = self._past_value(after)

    def _past_value(self, i: int) -> int:
        """Past ``= value``, to the comma or whatever ends the list."""
        if self._text(i) != "=":
            return i
        while i < len(self._cut) and self._text(i) not in (",", ";", ")", "]", "}"):
            if self._cut[i].kind == "template" or self._text(i) in _OPENERS:
                i = self._roles.closing.get(i, i)
                # the end of one hole of a template may begin the next
                if self._cut[i].kind == "template" and self._cut[i].text.endswith("${"):
                    continue
            i += 1
        return i


def declared_in(cut: list[Token], roles: Roles) -> Declared:
    return Finder(cut, roles).find()
