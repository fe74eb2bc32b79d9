"""The evidence pack: what was said, what happened on chains, what was done when; in one signed file.

For the police and for exchanges: a page for people, JSON for programs, and a list of digests whose signature
shows that nothing was changed, added or left out since.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import Viewer
from walletdesk.theft.model import Address, Containment
from walletdesk.theft.ports import Dossiers, Seal, Transcripts
from walletdesk.theft.report import NAME as REPORT
from walletdesk.theft.report import TRANSACTIONS, Reported, transactions_in
from walletdesk.theft.service import Containing

BEGINNING: Final = "0" * 64  # what the first link of the chain stands on
FORM: Final = "walletdesk evidence pack 1"
MakeReport = Callable[[Reported], bytes]


@dataclass(frozen=True, slots=True)
class Pack:
    """``signed``: whether this installation has a key to sign with."""

    name: str
    body: bytes
    signed: bool


class Packing:
    def __init__(
        self,
        containing: Containing,
        *,
        transcripts: Transcripts,
        dossiers: Dossiers,
        seal: Seal,
        home: str,
        clock: Clock,
    ) -> None:
        """``home``: the address of this installation."""
        self._containing = containing
        self._transcripts = transcripts
        self._dossiers = dossiers
        self._seal = seal
        self._home = home
        self._clock = clock

    async def packed(self, viewer: Viewer, id: ConversationId, *, readme: str, report: MakeReport) -> Pack:
        """Raises NotFound. ``readme``: how to check it; it and ``report`` are in the reader's language."""
        containment = await self._containing.seen_by(viewer, id)
        files = {
            "containment.json": _json(told(containment)),
            "conversation.html": (await self._transcripts.made(viewer, id, "html")).body,
            "conversation.json": _chained((await self._transcripts.made(viewer, id, "json")).body),
            **{
                f"{TRANSACTIONS}{name}": body
                for name, body in (await self._dossiers.sealed(viewer, id)).items()
            },
        }
        made_at = self._clock()
        files[REPORT] = report(
            Reported(
                containment=containment,
                transactions=transactions_in(files),
                files={name: _digest(body) for name, body in files.items()},
                made_at=made_at,
            )
        )
        manifest, signed = await self._manifest(id, made_at, files)
        whole = {"READ-ME.txt": readme.encode(), "manifest.json": manifest, **files}
        return Pack(f"evidence-{id[-8:]}-{made_at:%Y%m%d-%H%M}.zip", _zipped(whole, made_at), signed)

    async def _manifest(
        self, id: ConversationId, made_at: datetime, files: Mapping[str, bytes]
    ) -> tuple[bytes, bool]:
        statement: dict[str, object] = {
            "form": FORM,
            "home": self._home,
            "conversation": id,
            "made_at": made_at.isoformat(),
            "files": [
                {"name": name, "sha256": _digest(body), "size": len(body)}
                for name, body in sorted(files.items())
            ],
        }
        sealed = await self._seal(statement)
        return _json(dict(sealed or statement)), sealed is not None


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def told(containment: Containment) -> dict[str, object]:
    """For programs; times are UTC, amounts exact and in whole coins."""
    return {
        "conversation": containment.conversation,
        "opened_at": containment.opened_at.isoformat(),
        "steps": {step.value: at.isoformat() for step, at in containment.steps.items()},
        "own_addresses": [_address(one) for one in containment.own],
        "addresses_of_the_other_side": [_address(one) for one in containment.theirs],
    }


def _address(one: Address) -> dict[str, object]:
    return {
        "address": one.value,
        "told_at": one.told_at.isoformat(),
        "looked_at": one.looked_at.isoformat() if one.looked_at else None,
        "imitates": one.imitates or None,
        "holdings": [asdict(holding) for holding in one.holdings],
    }


def _chained(transcript: bytes) -> bytes:
    """Each item with the digest of all before it and itself: an item taken out or changed is noticed."""
    whole: dict[str, Any] = json.loads(transcript)
    before = BEGINNING
    for item in whole["items"]:
        before = item["hash"] = link(before, item)
    return _json(whole)


def link(before: str, item: Mapping[str, Any]) -> str:
    """SHA-256 of the digest before it, a line end, and the item as JSON: keys in order, no blanks, UTF-8."""
    bare = {name: value for name, value in item.items() if name != "hash"}
    written = json.dumps(bare, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(f"{before}\n{written}".encode()).hexdigest()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _zipped(files: Mapping[str, bytes], at: datetime) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(zipfile.ZipInfo(name, at.timetuple()[:6]), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()
