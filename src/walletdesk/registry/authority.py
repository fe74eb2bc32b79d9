"""Whose word the list is: a root key that may lie offline says which online key signs, and for how long."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict
from walletdesk.registry import signing, verifier
from walletdesk.registry.key_files import following, make_key, read_key, settle
from walletdesk.registry.model import Trust
from walletdesk.registry.service import Publishing

MANDATE_DAYS = 90
Statement = Mapping[str, Any]


class Authority:
    """``online_file``: the key that signs here; the one that follows it waits beside it for its mandate."""

    def __init__(self, publishing: Publishing, online_file: Path, clock: Clock) -> None:
        self._publishing = publishing
        self._online = online_file
        self._next = following(online_file)
        self._clock = clock

    async def begin(self, root_file: Path, *, days: int = MANDATE_DAYS) -> str:
        """Both keys, where they are not there yet, and the first mandate; the root's public half."""
        if (await self._publishing.trust()).mandate is not None:
            raise Conflict("The registry has its keys already. Nothing was changed.", code="begun_already")
        for path in (root_file, self._online):
            _key_in(path)
        await self.mandate(root_file, days=days)
        return signing.public_of(read_key(root_file))

    async def mandate(self, root_file: Path, *, days: int = MANDATE_DAYS) -> Statement:
        """A new mandate for the online key, signed with a root key that is at hand."""
        answered = answer(root_file, await self.request(), now=self._clock(), days=days)
        await self.take(answered)
        return answered

    async def request(self) -> Statement:
        """What the root is asked to sign; no secret is in it."""
        number = (await self._settled()).number + 1
        path = self._next if self._next.exists() else self._online
        return {"key": signing.public_of(read_key(path)), "number": number}

    async def take(self, mandate: Statement, *, succession: Statement | None = None) -> None:
        """Keep a mandate that the root signed, here or elsewhere; ``succession``: that root is a new one."""
        self._require_signature("mandate", mandate)
        trust = await self._settled()
        followed = [*trust.successions, *([succession] if succession else [])]
        known = str(followed[-1]["key"]) if followed else trust.root
        if known and mandate["by"] != known:
            raise Conflict("Another root has signed this than the one that is known here.", code="other_root")
        waits = self._next.exists() and signing.public_of(read_key(self._next)) == mandate["key"]
        if not waits and signing.public_of(read_key(self._online)) != mandate["key"]:
            raise Conflict("The mandate is for another online key than the one here.", code="other_key")
        await self._publishing.take(mandate, succession=succession)
        await self._settled()

    async def follow_online(self) -> str:
        """A new online key; it signs once it has a mandate. Its public half."""
        await self._settled()  # or the key that has the mandate would be thrown away
        self._next.unlink(missing_ok=True)
        return make_key(self._next)

    async def follow_root(self, old_file: Path, new_file: Path, *, days: int = MANDATE_DAYS) -> str:
        """The old root names the new one, which gives the online key a mandate of its own."""
        follower = signing.public_of(_key_in(new_file))
        succession = signing.succession(read_key(old_file), follower, at=self._clock())
        trust = await self._publishing.trust()
        if succession["by"] != trust.root:
            raise Conflict("This is not the root key that is known here.", code="other_root")
        answered = answer(new_file, await self.request(), now=self._clock(), days=days)
        await self.take(answered, succession=succession)  # what is signed between them, nobody would believe
        return follower

    async def _settled(self) -> Trust:
        """Who is trusted, with the key in place that has the mandate."""
        trust = await self._publishing.trust()
        if trust.mandate is not None:
            settle(self._online, str(trust.mandate["key"]))
        return trust

    def _require_signature(self, what: str, statement: Statement) -> None:
        try:
            verifier.check_signature(what, dict(statement))
        except verifier.NotBelieved:
            raise Conflict("The signature of this mandate does not hold.", code="bad_signature") from None


def answer(root_file: Path, request: Statement, *, now: datetime, days: int = MANDATE_DAYS) -> Statement:
    """The mandate asked for. Needs nothing but the root key: no database, no network."""
    try:
        key, number = str(request["key"]), int(request["number"])
    except (KeyError, TypeError, ValueError):
        raise Conflict("This is not a request for a mandate.", code="not_a_request") from None
    until = now + timedelta(days=days)
    return signing.mandate(read_key(root_file), key, number=number, begins=now, until=until)


def _key_in(path: Path) -> Ed25519PrivateKey:
    """Made where it is not there yet."""
    if not path.exists():
        make_key(path)
    return read_key(path)
