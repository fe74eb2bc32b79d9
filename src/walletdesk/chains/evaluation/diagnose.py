"""How well transactions are diagnosed: what ``walletdesk eval diagnose`` prints and writes.

A row is ``{"id", "tx", "known": {"from", "nonce"} or null, "rpc": [...], "expect": {"code", "reason"}}``.
What ``rpc`` holds depends on the ``family`` of chains that the row names, ``evm`` where it names none: there
``{"method", "params", "response"}``, found again by method and first parameter. Nobody else is asked.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import msgspec

from walletdesk.chains.evaluation.result import Evaluation, Row, share
from walletdesk.chains.model import Family
from walletdesk.chains.model.diagnosis import Code, Diagnosis, Errors, Known, ReasonKind, diagnose, unknown
from walletdesk.chains.ports import ChainSource, NoAnswer
from walletdesk.chains.sources.evm import EvmSource
from walletdesk.chains.sources.recording import Recorded, Recording

Replay = Callable[[object], ChainSource]  # from what ``rpc`` holds to who answers with it


def _evm(rpc: object) -> ChainSource:
    return EvmSource(Recording(msgspec.convert(rpc, list[Recorded])))


REPLAYS: Final[Mapping[Family, Replay]] = {Family.EVM: _evm}


async def evaluate(
    given: Iterable[Mapping[str, Any]], errors: Errors, replays: Mapping[Family, Replay] = REPLAYS
) -> Evaluation:
    """``exact``: of all rows, those with the right code and, where one is expected, the right reason."""
    rows = await asyncio.gather(*(_row(row, errors, replays) for row in given))
    return Evaluation("diagnose", rows, {"exact": share([row.ok for row in rows])})


async def _row(row: Mapping[str, Any], errors: Errors, replays: Mapping[Family, Replay]) -> Row:
    expect = row["expect"]
    code, reason = str(expect["code"]), expect.get("reason")
    told = await _told(row, errors, replays)
    ok = told.code == code and (reason is None or _is_said(told, str(reason)))
    expected = f"{code} {reason}" if reason else code
    return Row(str(row["id"]), expected, _shown(told), ok)


async def _told(row: Mapping[str, Any], errors: Errors, replays: Mapping[Family, Replay]) -> Diagnosis:
    source = replays[Family(row.get("family") or Family.EVM)](row.get("rpc") or [])
    try:
        return diagnose(await source.look_up(str(row["tx"]), _known(row.get("known"))), errors)
    except NoAnswer as failure:
        return unknown(failure.why)


def _known(given: Mapping[str, Any] | None) -> Known | None:
    """Of use only together."""
    if not given or given.get("from") is None or given.get("nonce") is None:
        return None
    return Known(str(given["from"]).lower(), int(str(given["nonce"]), 0))


def _is_said(told: Diagnosis, reason: str) -> bool:
    """As the contract gave it, or, where it gave no words, by the kind of it."""
    it = told.reason
    if it is None:
        return False
    wordless = it.kind in {ReasonKind.SILENT, ReasonKind.NOT_REPRODUCIBLE, ReasonKind.INVALID}
    return reason.casefold() in {it.text.casefold(), it.kind.value} if wordless else reason == it.text


def _shown(told: Diagnosis) -> str:
    reason = f"{told.reason.kind.value} {told.reason.text}".rstrip() if told.reason else ""
    trouble = told.trouble.value if told.code is Code.UNKNOWN and told.trouble else ""
    return " ".join(part for part in (told.code.value, reason or trouble) if part)
