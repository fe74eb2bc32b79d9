"""Mails of ``tests/data/mail``, and sets of others where they are kept: each with what must hold of it."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.source import ROOT

OURS = ROOT / "tests" / "data" / "mail"
OTHERS = ROOT.parent / "shared" / "data" / "mail"
FILLED = {
    "OUR_ADDRESS": "support@wallet.example",
    "CONV": "cnv_0123456789",
    "CONV_NUMBER": "WD-1",
    "CONV_MSGID": "0123456789@wallet.example",
    "CONV_REPLY_ADDRESS": "support+t0ken@wallet.example",
}


@dataclass(frozen=True)
class Case:
    id: str
    raw: bytes
    expect: Mapping[str, Any]


def cases(name: str) -> list[Case]:
    """One set, by name. Of a set of others, nothing where it is not kept, and that is said."""
    folder = next((place / name for place in (OURS, OTHERS) if (place / name).is_dir()), None)
    if folder is None:
        print(f"\n!!! the set {name} is not here: nothing of it was tried", file=sys.__stderr__)
        return []
    return [_case(file) for file in sorted(folder.glob("*.json"))]


def _case(file: Path) -> Case:
    told = json.loads(file.read_text("utf-8"))
    return Case(told["id"], filled(file.with_suffix(".eml").read_bytes()), told["expect"])


def filled(raw: bytes) -> bytes:
    for name, value in FILLED.items():
        raw = raw.replace(b"{{%s}}" % name.encode(), value.encode())
    return raw
