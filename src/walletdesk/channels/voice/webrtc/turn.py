"""Where two browsers meet: STUN and TURN servers, with credentials that are good for one call.

coturn with ``use-auth-secret`` knows them by the secret that both of us have: the name is when they end and
for what they are, the password its HMAC-SHA1. Nobody keeps an account at the relay.
"""

import base64
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha1
from typing import Final

from walletdesk.kernel.ids import CallId

STUN: Final = ("stun:", "stuns:")


@dataclass(frozen=True, slots=True)
class IceServer:
    """As a browser takes it."""

    urls: tuple[str, ...]
    username: str = ""
    credential: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relays:
    """``only``: media goes through the relay alone, so that neither side learns the other's address."""

    urls: tuple[str, ...] = ()
    secret: bytes = b""
    life: timedelta = timedelta(hours=4)
    only: bool = True

    def servers(self, call: CallId, at: datetime) -> list[IceServer]:
        stun = tuple(url for url in self.urls if url.startswith(STUN))
        turn = tuple(url for url in self.urls if not url.startswith(STUN))
        found = [IceServer(stun)] if stun else []
        if turn:
            found.append(IceServer(turn, *credentials(self.secret, call, at + self.life)))
        return found

    @property
    def is_relay_only(self) -> bool:
        return self.only and any(not url.startswith(STUN) for url in self.urls)


def credentials(secret: bytes, who: str, until: datetime) -> tuple[str, str]:
    """Name and password for coturn, good until then."""
    name = f"{int(until.timestamp())}:{who}"
    digest = hmac.new(secret, name.encode(), sha1).digest()
    return name, base64.b64encode(digest).decode()
