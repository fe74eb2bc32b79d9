"""What speaks against a text of ours, said the same way by everybody who keeps or sends one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from walletdesk.kernel.errors import Invalid, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """``start`` and ``end`` count code points of the text; ``why`` and ``instead`` stand by language."""

    rule: str
    start: int
    end: int
    why: Mapping[str, str]
    instead: Mapping[str, str]
    may_pass: bool = False  # a second person may let it go out
    asks_for_secret: bool = False
    only_resembles: bool = False  # no rule says so: for what somebody writes, not for what the house keeps


class Objected(Invalid):
    """A text that must not be kept or go out as it is.

    Codes: ``asks_for_secret``, ``second_person`` where somebody else may decide, ``not_sent`` for all else.
    """

    code = "not_sent"
    message = "This can't go out as it is. {why} {instead}"

    def __init__(self, objections: Sequence[Objection]) -> None:
        self.objections = tuple(objections)
        worst = next((one for one in objections if not one.may_pass), objections[0])
        super().__init__(code=_code(self.objections), rule=worst.rule, start=worst.start, end=worst.end)
        self._worst = worst

    def worded(self, locale: str) -> dict[str, Value]:
        return {"why": self._worst.why[locale], "instead": self._worst.instead[locale]}


def _code(objections: Sequence[Objection]) -> str:
    if any(one.asks_for_secret for one in objections):
        return "asks_for_secret"
    return "second_person" if all(one.may_pass for one in objections) else ""
