"""Which program refused: read from the log of a failed Solana transaction, where calls stand inside calls."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from walletdesk.chains.sources.page_answers import inconsistent

# What programs write themselves stands behind "Program log: ", so that it cannot be taken for these.
_CALLED: Final = re.compile(r"Program ([1-9A-HJ-NP-Za-km-z]{32,44}) invoke \[(\d{1,3})\]")
_DONE: Final = re.compile(r"Program ([1-9A-HJ-NP-Za-km-z]{32,44}) success")
_FAILED: Final = re.compile(r"Program ([1-9A-HJ-NP-Za-km-z]{32,44}) failed: (.*)", re.DOTALL)
_NUMBER: Final = re.compile(r"custom program error: 0x([0-9a-f]{1,8})")
_WORDS: Final = re.compile(r"Program log: .*?\bError(?: Message)?: (.+)", re.DOTALL)
_RAN_DRY: Final = re.compile(r"exceeded CUs meter|[Cc]omputational budget exceeded")
_CUT: Final = "Log truncated"


@dataclass(frozen=True, slots=True)
class Failing:
    """``depth``: 1 is what the transaction itself called. ``said``: words of that program, if any."""

    program: str
    depth: int
    said: str
    ran_dry: bool


def failing(logs: Sequence[str], called: str, number: int | None) -> Failing | None:
    """The innermost that failed; what calls it fails with it. None where the log was cut before that.

    ``called`` is the program that the transaction called, ``number`` the error it ended with.
    """
    stack: list[str] = []
    said = ""
    for line in logs:
        if begun := _CALLED.fullmatch(line):
            stack.append(begun[1])
            _expect(int(begun[2]) == len(stack))
        elif done := _DONE.fullmatch(line):
            _expect(stack[-1:] == [done[1]])
            stack.pop()
            said = ""
        elif failed := _FAILED.fullmatch(line):
            _expect(stack[-1:] == [failed[1]] and stack[0] == called and _fits(failed[2], number))
            return Failing(failed[1], len(stack), said, bool(_RAN_DRY.search(failed[2])))
        elif words := _WORDS.fullmatch(line):
            said = words[1]
    _expect(bool(logs) and logs[-1] == _CUT)
    return None


def _fits(words: str, number: int | None) -> bool:
    told = _NUMBER.search(words)
    return (int(told[1], 16) if told else None) == number


def _expect(holds: bool) -> None:
    if not holds:
        raise inconsistent()
