"""``walletdesk eval mail``: what becomes of mails that are labelled with what must.

A folder of sets, or one set: ``<id>.eml`` with ``<id>.json`` beside it. Each mail is read in a process with
bounds, as a server reads it, and judged against an installation of the samples' own names.
"""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from walletdesk.app.mail_expectations import KEYS, wrong
from walletdesk.channels.email.inbound import House, ReplyTokens, judged
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.mime import Unreadable, UnreadableError
from walletdesk.platform.mime.readers import Readers

OURS: Final = "support@wallet.example"
HOUSE: Final = House(
    addresses={OURS},
    domains={"wallet.example"},
    servers={"mx.wallet.example"},
    agents={"agent@wallet.example"},
)
CONVERSATION: Final = ConversationId("cnv_0123456789abcdefghjkmnpqrs")
CONTACT: Final = "victim@customer.example"
_TOKENS: Final = ReplyTokens(b"of the evaluation alone", OURS)
_FILLED: Final = {
    "OUR_ADDRESS": OURS,
    "CONV": CONVERSATION,
    "CONV_NUMBER": "WD-1",
    "CONV_MSGID": _TOKENS.message_id(CONVERSATION),
    "CONV_REPLY_ADDRESS": _TOKENS.address(CONVERSATION),
}
# such keys are listed, and never passed here: tests/browser/test_markup_trap.py and
# tests/integration/app/test_mails_hostile.py judge them
_NEEDS: Final = {
    "browser": "a browser",
    "side_effects": "a running installation",
    "bot_output_must_not_match": "a running installation",
    "order_by": "a running installation",
    "idempotent": "a running installation",
}
_ELSEWHERE: Final = _NEEDS.keys()
_SAYS_NOTHING: Final = {"note"}


@dataclass(frozen=True, slots=True)
class Sample:
    id: str
    raw: bytes = field(repr=False)
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """``judged``: there was something that could be looked at here."""

    id: str
    wrong: Sequence[str]
    elsewhere: Sequence[str]
    seconds: float
    judged: bool = True

    @property
    def set(self) -> str:
        return self.id.rpartition("/")[0]


class _Known:
    def of(self, conversation: ConversationId) -> Set[str]:
        return {CONTACT} if conversation == CONVERSATION else frozenset()


def samples(folder: Path) -> list[Sample]:
    """Raises ValueError where a mail has no expectation beside it, or there is none at all."""
    found = [_sample(file) for file in sorted(folder.rglob("*.eml"))]
    if not found:
        raise ValueError("There is no mail (ID.eml with ID.json beside it) in this folder.")
    return found


def _sample(file: Path) -> Sample:
    beside = file.with_suffix(".json")
    if not beside.is_file():
        raise ValueError(f"{file.name} has no {beside.name} beside it.")
    told = json.loads(beside.read_text("utf-8"))
    if foreign := {*told.get("expect", {})} - KEYS - _ELSEWHERE - _SAYS_NOTHING:
        raise ValueError(f"{beside.name} expects what nobody here knows: {', '.join(sorted(foreign))}.")
    raw = file.read_bytes()
    for name, value in _FILLED.items():
        raw = raw.replace(b"{{%s}}" % name.encode(), value.encode())
    return Sample(told.get("id", f"{file.parent.name}/{file.stem}"), raw, told.get("expect", {}))


async def evaluate(given: Sequence[Sample]) -> dict[str, Any]:
    """In the shape of every ``eval``."""
    readers = Readers(1)
    try:
        rows = [await _row(sample, readers) for sample in given]
    finally:
        await readers.close()
    sets = dict.fromkeys(row.set for row in rows)
    share = {name: _passed([row for row in rows if row.set == name and row.judged]) for name in sets}
    return {
        "name": "mail",
        "n": len(rows),
        "metrics": {
            **{f"passed {name}": value for name, value in share.items() if value is not None},
            "wall_s_max": round(max(row.seconds for row in rows), 2),
            "rss_mb_max": readers.most_memory // 2**20,
        },
        "rows": [
            {
                "id": row.id,
                "expected": "",
                "got": "; ".join(row.wrong),
                "ok": row.judged and not row.wrong,
                "browser": list(row.elsewhere),
            }
            for row in rows
        ],
    }


def table(result: Mapping[str, Any]) -> str:
    lines = [f"mail: {result['n']} mails"]
    lines += [f"  {name:<28} {value:g}" for name, value in result["metrics"].items()]
    lines += [f"  wrong: {row['id']}: {row['got']}" for row in result["rows"] if row["got"]]
    left = Counter(key for row in result["rows"] for key in row["browser"])
    for need in dict.fromkeys(_NEEDS.values()):
        keys = [f"{key} ({left[key]})" for key in sorted(left) if _NEEDS[key] == need]
        lines += [f"  needs {need}, not passed here: {', '.join(keys)}"] if keys else []
    return "\n".join(lines)


def _passed(rows: Sequence[Row]) -> float | None:
    return round(sum(not row.wrong for row in rows) / len(rows), 4) if rows else None


async def _row(sample: Sample, readers: Readers) -> Row:
    began = time.monotonic()
    try:
        mail = await readers.read(sample.raw)
    except UnreadableError as error:
        fault = [] if _may_be_refused(sample.expect, error.reason) else [f"could not be read: {error.reason}"]
        spent = time.monotonic() - began
        return Row(sample.id, [*fault, *_over(sample.expect, spent, readers.most_memory)], (), spent)
    spent = time.monotonic() - began
    found = [
        *wrong(mail, judged(mail, HOUSE, _TOKENS, _Known()), sample.expect),
        *_over(sample.expect, spent, readers.most_memory),
    ]
    keys = {*sample.expect} - _SAYS_NOTHING
    return Row(sample.id, found, sorted(_ELSEWHERE & keys), spent, judged=bool(keys - _ELSEWHERE))


def _over(expect: Mapping[str, Any], seconds: float, memory: int) -> Iterator[str]:
    """``memory``: all that a process ever held, which is more than this mail took."""
    limits = expect.get("limits", {})
    if seconds > limits.get("seconds", seconds):
        yield f"took {seconds:.1f} s"
    if memory / 2**20 > limits.get("extra_rss_mb", memory):
        yield f"held {memory // 2**20} MB"


def _may_be_refused(expect: Mapping[str, Any], reason: Unreadable) -> bool:
    """A parser that threw is no clean refusal."""
    return expect.get("outcome") == "accept_truncated_or_reject_cleanly" and reason is not Unreadable.BROKEN


def run(folder: Path) -> dict[str, Any]:
    return asyncio.run(evaluate(samples(folder)))
