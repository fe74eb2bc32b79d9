"""Finds private keys: by their own checksum where the form has one, by the words around them where not.

64 hexadecimal digits, with or without 0x, are the hash of a transaction far more often than a key, and only
words tell which: where there are none, whoever wrote them is asked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from walletdesk.safety import ledgers, solana
from walletdesk.safety.base58 import payload
from walletdesk.safety.hex_cues import Verdict, verdict
from walletdesk.safety.model import Certainty, Finding, Kind

_SHORTEST = 28
_RUN = re.compile(r"[0-9A-Za-z]{51,}")
_HEX = re.compile(r"(?:0[xX])?[0-9a-fA-F]{64}")
_PIECES = re.compile(
    r"(?<![0-9a-zA-Z])(?:0[xX])?[0-9a-fA-F]{4,32}(?:[ \t\r\n:-]{1,3}[0-9a-fA-F]{4,32}){1,15}(?![0-9a-zA-Z])"
)
_KEY_BYTES = 32


def find(text: str, context: Sequence[str] = ()) -> list[Finding]:
    if len(text) < _SHORTEST:
        return []
    runs = [_judge(text, run, context) for run in _RUN.finditer(text)]
    pieces = [_judge_pieces(text, run, context) for run in _PIECES.finditer(text)]
    seeds = [
        Finding(Kind.WIF, *seed.span()) for seed in ledgers.SEED.finditer(text) if ledgers.is_seed(seed[0])
    ]
    rows = [_judge_numbers(text, row, context) for row in _numbers(text)]
    return [finding for finding in (*runs, *pieces, *seeds, *rows) if finding]


def _judge(text: str, run: re.Match[str], context: Sequence[str]) -> Finding | None:
    if _HEX.fullmatch(run[0]):
        return _judge_hex(text, run, context)
    if is_wif(run[0]):
        return Finding(Kind.WIF, *run.span())
    if solana.is_key(run[0]):
        return Finding(Kind.SOLANA_KEY, *run.span())
    return Finding(Kind.XPRV, *run.span()) if is_xprv(run[0]) else None


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """Rows of 32 or 64 decimal numbers."""
    found = solana.NUMBERS.finditer(text) if text.count(",") >= _KEY_BYTES - 1 else iter(())
    return islice(found, solana.MOST)


def _judge_numbers(text: str, row: re.Match[str], context: Sequence[str]) -> Finding | None:
    raw = solana.bytes_of(row[0])
    if raw is None or len(raw) not in {_KEY_BYTES, solana.SIZE}:
        return None
    found = Finding(Kind.SOLANA_KEY_JSON, *row.span())
    if solana.is_keypair(raw):
        return found
    says = verdict(text, row.span(), context)
    if says is Verdict.SECRET:
        return found
    is_open = says is not Verdict.PUBLIC and len(raw) == solana.SIZE and row[0].lstrip()[0] == "["
    return replace(found, certainty=Certainty.UNCERTAIN) if is_open else None


def _judge_hex(text: str, run: re.Match[str], context: Sequence[str]) -> Finding | None:
    says = verdict(text, run.span(), context)
    if says is Verdict.SECRET:
        return Finding(Kind.PRIVKEY_HEX, *run.span())
    if says is Verdict.PUBLIC:
        return None
    return Finding(Kind.PRIVKEY_HEX, *run.span(), Certainty.UNCERTAIN)


def _judge_pieces(text: str, run: re.Match[str], context: Sequence[str]) -> Finding | None:
    """A key in groups or over two lines; only where words say so, since rows of numbers look the same."""
    digits = re.sub(r"^0[xX]|[ \t\r\n:-]", "", run[0])
    if len(digits) == 2 * _KEY_BYTES and verdict(text, run.span(), context) is Verdict.SECRET:
        return Finding(Kind.PRIVKEY_HEX, *run.span())
    return None


def is_wif(text: str) -> bool:
    """Version, 32 bytes, and 01 for a compressed key. No address has that size: the version is not asked."""
    if len(text) not in {51, 52}:
        return False
    short = payload(text, 2 + _KEY_BYTES)
    return payload(text, 1 + _KEY_BYTES) is not None or (short is not None and short[-1] == 1)


def is_xprv(text: str) -> bool:
    """An extended key holds 00 before a private key, 02 or 03 before a public one, whatever its version."""
    if not 107 <= len(text) <= 112:
        return False
    body = payload(text, 78)
    return body is not None and body[45] == 0
