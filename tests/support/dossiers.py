"""Dossiers as a face gets them, in every tone and both languages: for tests against a server from memory."""

import json
import re
from typing import Any, Final

from tests.support.asgi import Json
from tests.support.source import ROOT

SAMPLES: Final = ROOT / "tests" / "data" / "dossiers"
WAITS, FAILED, ARRIVED, UNKNOWN, CHECKED = IDS = ("dos_3150", "dos_3147", "dos_3141", "dos_3152", "dos_3153")
TX: Final = "0x" + "90c192cf" * 8
SCRIPTED: Final = "<img src=x onerror=alert(1)> https://evil.example/claim"  # a contract's reason


def all_of(locale: str) -> dict[str, Json]:
    return {one["id"]: one for one in json.loads((SAMPLES / f"{locale}.json").read_text("utf-8"))}


def event(what: str, dossier: str, reason: str = "") -> Json:
    return {"what": what, "agent": "", "reason": reason, "value": dossier}


def answer(dossiers: dict[str, Json], path: str) -> tuple[int, Any] | None:
    """What both APIs answer to a question about dossiers, or to more about one; None for any other."""
    asked = re.search(r"/dossiers(?:/(\w+)(?:/([\w.]+))?)?$", path)
    if not asked:
        return None
    if not asked[1]:
        return 200, {"dossiers": [*dossiers.values()]}
    if asked[1] not in dossiers:
        return 404, {"title": "Not found", "status": 404, "code": "not_found"}
    return 200, {"url": "/w?inbox=printed"} if asked[2] == "open" else dossiers[asked[1]]


def in_reply(dossier: Json) -> str:
    """What an agent's field holds after it was put there."""
    steps = [f"{number}. {step}" for number, step in enumerate(dossier["steps"], 1)]
    return "\n".join([dossier["title"], dossier["meaning"], *steps, *dossier["never"]])
