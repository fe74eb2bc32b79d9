"""A phone that calls us, played: dial in, press keys, hear the sentences, hang up.

    phone = Phone(house.http)                    # or any client whose base is a served installation
    await phone.dials("+8613800138008")          # a list of the sentences that were heard
    await phone.presses("2", "2", code)          # English, a transfer, the code that the conversation showed
    await phone.presses("1")                     # wait for a person; ``phone.rings``: a phone of ours does
    await phone.is_answered()                    # by whoever has the conversation
    await phone.hangs_up()

The code comes from ``POST /api/conversations/{id}/caller-code``, asked as that contact (``code_of``). The
installation must be set to ``VoiceSettings(provider="simulator")``.
"""

from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final

import httpx

from tests.support.installation import Contact

SIMULATED: Final = "/api/phone/simulator"
_numbers = count(1)


async def code_of(contact: Contact, conversation: str) -> str:
    return str((await contact.post(f"/api/conversations/{conversation}/caller-code"))["code"])


@dataclass
class Phone:
    """``heard``: everything so far. ``turn``: the last answer, as the exchange gave it."""

    http: httpx.AsyncClient
    call: str = field(default_factory=lambda: f"call-{next(_numbers)}")
    number: str = ""
    heard: list[str] = field(default_factory=list)
    turn: dict[str, Any] = field(default_factory=dict)

    @property
    def rings(self) -> bool:
        """Whether a phone of ours does."""
        return bool(self.turn["dials"])

    @property
    def is_over(self) -> bool:
        return bool(self.turn["ends"])

    async def dials(self, number: str = "") -> list[str]:
        """``number`` as ours would show it; empty: hidden."""
        self.number = number
        return await self.tells("came")

    async def presses(self, *keys: str) -> list[str]:
        """One menu after the other; what is heard after the last. Empty: no key at all."""
        said: list[str] = []
        for one in keys:
            said = await self.tells("pressed", digits=one)
        return said

    async def waits(self) -> list[str]:
        return await self.tells("waited")

    async def is_answered(self) -> None:
        await self.tells("talks")

    async def is_not_answered(self) -> list[str]:
        return await self.tells("missed")

    async def hangs_up(self) -> None:
        await self.tells("hung_up")

    async def tells(self, what: str, *, digits: str = "", n: int | None = None) -> list[str]:
        told = {"call": self.call, "what": what, "number": self.number, "digits": digits}
        told["n"] = self.turn.get("n", 0) if n is None else n  # type: ignore[assignment]
        answer = await self.http.post(SIMULATED, json=told)
        assert answer.status_code == 200, answer.text
        self.turn = answer.json()
        said = [one["text"] for one in self.turn["says"]]
        self.heard += said
        return said
