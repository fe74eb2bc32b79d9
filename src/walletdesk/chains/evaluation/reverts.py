"""How well reasons of contracts are read: what ``walletdesk eval reverts`` prints and writes.

A row is ``{"id", "data", "kind", "signature", "args", "text", "code"}``: what a contract gave back, and what
it is. ``kind`` is custom (with signature and args), error_string (with text), panic (with code), empty,
malformed or unknown_custom. Arguments are compared as they are shown: numbers in decimal, bytes in small hex.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from walletdesk.chains.evaluation.result import Evaluation, Row, share
from walletdesk.chains.model.diagnosis import Errors, ReasonKind, reason_of
from walletdesk.chains.model.diagnosis.reverts import shown

_CALLED: Final = {
    ReasonKind.TEXT: "error_string",
    ReasonKind.SILENT: "empty",
    ReasonKind.PANIC: "panic",
    ReasonKind.CUSTOM: "custom",
    ReasonKind.MALFORMED: "malformed",
    ReasonKind.UNKNOWN_CUSTOM: "unknown_custom",
}
_SAYING: Final = frozenset({"custom", "error_string", "panic"})  # the rest hold no reason that could be read


def evaluate(given: Iterable[Mapping[str, object]], errors: Errors) -> Evaluation:
    """``decoded``: of the rows that hold a reason, those read in full. ``wrong``: of all, those misread.

    A reason that was left unread is missing, not wrong.
    """
    judged = [(str(row["kind"]), _row(row, errors)) for row in given]
    metrics = {
        "decoded": share([row.ok for kind, row in judged if kind in _SAYING]),
        "wrong": share([not row.ok and not _unread(kind, row) for kind, row in judged]),
    }
    return Evaluation("reverts", [row for _, row in judged], metrics)


def _unread(kind: str, row: Row) -> bool:
    return kind in _SAYING and row.got in {"unknown_custom", "malformed", "empty"}


def _row(row: Mapping[str, object], errors: Errors) -> Row:
    """Neither words nor arguments are told again: anybody wrote them, and the row has them."""
    expected, got = _expected(row), _got(str(row.get("data") or ""), errors)
    differs = expected.head == got.head and expected != got
    said = f"{got.head}, but not what it says" if differs else got.head
    return Row(str(row["id"]), expected.head, said, expected == got)


class _Said(NamedTuple):
    head: str
    rest: tuple[str, ...] = ()


def _expected(row: Mapping[str, object]) -> _Said:
    kind = str(row["kind"])
    match kind:
        case "custom":
            args = row.get("args")
            shown_args = map(_shown, args if isinstance(args, list) else ())
            return _Said(f"{kind} {row.get('signature')}", tuple(shown_args))
        case "error_string":
            return _Said(kind, (shown(str(row.get("text") or "")),))
        case "panic":
            return _Said(kind, (str(int(str(row.get("code") or 0), 0)),))
    return _Said(kind)


def _got(data: str, errors: Errors) -> _Said:
    digits = data.removeprefix("0x")
    if not re.fullmatch(r"([0-9a-fA-F]{2})*", digits):
        return _Said(_CALLED[ReasonKind.MALFORMED])
    reason = reason_of(bytes.fromhex(digits), errors)
    kind = _CALLED[reason.kind]
    match reason.kind:
        case ReasonKind.CUSTOM:
            return _Said(f"{kind} {reason.signature}", reason.arguments)
        case ReasonKind.TEXT:
            return _Said(kind, (reason.text,))
        case ReasonKind.PANIC:
            return _Said(kind, reason.arguments)
    return _Said(kind)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return shown(f"[{', '.join(map(_shown, value))}]")
    text = str(value)
    return shown(text.lower() if re.fullmatch(r"0[xX][0-9a-fA-F]*", text) else text)
