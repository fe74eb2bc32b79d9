"""What each word of a module is: a name that may be shortened, a property, or a shorthand of both.

Names are then shortened all alike over a whole page, two names never to one, so no scope has to be worked
out: whatever shadowed or reached whatever still does.
"""

from dataclasses import dataclass, field
from typing import Final

from walletdesk.platform.packing.tokens import CONTEXTUAL, KEYWORDS, PackError, Token

OBJECT: Final = "object"  # a literal or a pattern
BLOCK: Final = "block"
CLASS: Final = "class"
HOLE: Final = "hole"  # of a template
ROUND: Final = "("
SQUARE: Final = "["
_BLOCK_AFTER: Final = frozenset([")", "=>", ";", "{", "}", "else", "do", "try", "finally", "catch", "static"])
_DECLARING: Final = frozenset(["const", "let", "var", "class", "function"])
_MODIFIERS: Final = frozenset(["async", "get", "set", "static", "*"])


@dataclass(slots=True)
class Bracket:
    kind: str
    start: int
    questions: int = 0  # "?" that wait for their ":"
    branch: bool = False  # a "case" waits for its ":"
    classed: bool = False  # a "class" waits for its body


@dataclass(slots=True)
class Roles:
    """By the number of the token."""

    names: set[int] = field(default_factory=set)
    shorthands: set[int] = field(default_factory=set)
    closing: dict[int, int] = field(default_factory=dict)  # a bracket -> where it ends
    opening: dict[int, int] = field(default_factory=dict)  # and the other way round
    kinds: dict[int, str] = field(default_factory=dict)  # an opening bracket -> what it opens
    declaring: dict[int, int] = field(default_factory=dict)  # const, class and so on -> brackets around it


class Reader:
    """One pass over the tokens, with the brackets that are open."""

    def __init__(self, cut: list[Token], name: str) -> None:
        self._cut = cut
        self._name = name
        self.roles = Roles()
        self._open = [Bracket(BLOCK, -1)]
        self._branch_colons: set[int] = set()
        self._modifiers: set[int] = set()

    def read(self) -> Roles:
        for i, token in enumerate(self._cut):
            if token.kind == "mark":
                self._mark(i, token.text)
            elif token.kind == "template":
                self._template(i, token.text)
            elif token.kind == "word":
                self._word(i, token.text)
        if len(self._open) != 1:
            raise PackError(f"{self._name}: a bracket is not closed")
        return self.roles

    def _text(self, i: int) -> str:
        return self._cut[i].text if 0 <= i < len(self._cut) else ""

    # ---- brackets

    def _template(self, i: int, text: str) -> None:
        if text[0] == "}":
            self._close(i)
        if text.endswith("${"):
            self._push(i, HOLE)

    def _mark(self, i: int, text: str) -> None:
        around = self._open[-1]
        if text in ("(", "["):
            self._push(i, ROUND if text == "(" else SQUARE)
        elif text == "{":
            self._push(i, self._brace(i))
        elif text in (")", "]", "}"):
            self._close(i)
        elif text == "?":
            around.questions += 1
        elif text == ":":
            self._colon(i, around)

    def _colon(self, i: int, around: Bracket) -> None:
        if around.questions:
            around.questions -= 1
        elif around.branch:
            around.branch = False
            self._branch_colons.add(i)

    def _push(self, i: int, kind: str) -> None:
        self.roles.kinds[i] = kind
        self._open.append(Bracket(kind, i))

    def _close(self, i: int) -> None:
        if len(self._open) == 1:
            raise PackError(f"{self._name}:{self._cut[i].line}: a bracket closes that was not open")
        start = self._open.pop().start
        self.roles.closing[start], self.roles.opening[i] = i, start

    def _brace(self, i: int) -> str:
        around = self._open[-1]
        if around.classed:
            around.classed = False
            return CLASS
        before = self._text(i - 1)
        if i == 0 or before in _BLOCK_AFTER or (i - 1) in self._branch_colons:
            return BLOCK
        return OBJECT

    # ---- words

    def _word(self, i: int, text: str) -> None:
        around, before = self._open[-1], self._text(i - 1)
        if before in (".", "?.") or text[0] == "#":
            return
        if self._is_key(i, text, around.kind, before):
            return
        if text in _DECLARING:
            self.roles.declaring[i] = len(self._open) - 1
        if text == "class":
            around.classed = True
        elif text == "case" or (text == "default" and self._text(i + 1) == ":"):
            around.branch = True
        elif text not in KEYWORDS and text not in CONTEXTUAL:
            self.roles.names.add(i)

    def _is_key(self, i: int, text: str, kind: str, before: str) -> bool:
        if before == "*" and self._text(i - 2) in ("{", "}", ";", ",", "static", "async"):
            before = self._text(i - 2)  # a generator method
        if kind == OBJECT:
            return self._is_key_of_object(i, text, before)
        if kind == CLASS:
            begins = before in ("{", "}", ";") or (i - 1) in self._modifiers
            if begins and text in _MODIFIERS and self._text(i + 1) not in ("(", "=", ";"):
                self._modifiers.add(i)
            return begins
        return False

    def _is_key_of_object(self, i: int, text: str, before: str) -> bool:
        if not (before in ("{", ",") or (i - 1) in self._modifiers):
            return False
        after = self._text(i + 1)
        if after in (":", "("):
            return True
        if text in _MODIFIERS and after not in (",", "}", "="):
            self._modifiers.add(i)
            return True
        if after in (",", "}", "=") and text not in KEYWORDS and text not in CONTEXTUAL:
            self.roles.shorthands.add(i)
            return True
        return after in (",", "}", "=")


def roles_of(cut: list[Token], name: str) -> Roles:
    return Reader(cut, name).read()
