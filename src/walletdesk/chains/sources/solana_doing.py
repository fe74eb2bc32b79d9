"""What the instructions of a Solana transaction do, as far as that matters to whoever asks about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from walletdesk.chains.codecs import base58s
from walletdesk.chains.codecs.ed25519 import is_on_curve
from walletdesk.chains.model.diagnosis.solana_facts import (
    SYSTEM,
    TOKEN,
    TOKEN_2022,
    Delegated,
    GivenAway,
    Sent,
)
from walletdesk.chains.sources.page_answers import inconsistent
from walletdesk.chains.sources.solana_raw import Instruction, written

_ASSIGN, _TRANSFER = (1).to_bytes(4, "little"), (2).to_bytes(4, "little")  # of the system program
# Of the token programs: solana-program/token, interface/src/instruction.rs
_SEND, _SEND_CHECKED, _APPROVE, _APPROVE_CHECKED, _AUTHORITY = b"\x03", b"\x0c", b"\x04", b"\x0d", b"\x06"
_OF_OWNER: Final = 2  # which authority: who owns the account
# Instructions that make tokens or destroy them: where the mint stands among the accounts, and the sign.
MINT_OR_BURN: Final[Mapping[bytes, tuple[int, int]]] = {
    b"\x07": (0, 1),
    b"\x0e": (0, 1),
    b"\x08": (1, -1),
    b"\x0f": (1, -1),
}


@dataclass(frozen=True, slots=True)
class Does:
    """One instruction. Accounts are told by their place where they are looked up, else by name."""

    keys: Sequence[str]
    it: Instruction

    @property
    def program(self) -> str:
        return self._key(self.it.program)

    @property
    def token_receiver(self) -> int | None:
        """The place of the token account that was to receive."""
        places = {_SEND: 1, _SEND_CHECKED: 2}
        place = places.get(self.it.data[:1]) if self._is_of_token else None
        if place is None or place >= len(self.it.accounts):
            return None
        self._key(self.it.accounts[place])
        return self.it.accounts[place]

    @property
    def _is_of_token(self) -> bool:
        return self.program in {TOKEN, TOKEN_2022}

    def _key(self, place: int) -> str:
        if place >= len(self.keys):
            raise inconsistent()
        return self.keys[place]

    def account(self, place: int) -> str:
        if place >= len(self.it.accounts):
            raise inconsistent()
        return self._key(self.it.accounts[place])

    def sent(self) -> Iterator[Sent]:
        data = self.it.data
        if self.program == SYSTEM and data[:4] == _TRANSFER and len(data) == 12:
            to, amount = self.account(1), int.from_bytes(data[4:], "little")
            if amount:
                yield Sent(to, amount, not is_on_curve(base58s.raw(to) or b""))

    def delegated(self) -> Iterator[Delegated]:
        data = self.it.data
        place = {_APPROVE: 1, _APPROVE_CHECKED: 2}.get(data[:1])
        if self._is_of_token and place is not None and len(data) >= 9:
            yield Delegated(self.account(0), self.account(place), int.from_bytes(data[1:9], "little"))

    def given_away(self) -> Iterator[GivenAway]:
        data = self.it.data
        if self._is_of_token and data[:1] == _AUTHORITY and len(data) == 35 and data[1] == _OF_OWNER:
            yield GivenAway(self.account(0), written(data[3:]))
        if self.program == SYSTEM and data[:4] == _ASSIGN and len(data) == 36:
            yield GivenAway(self.account(0), written(data[4:]))


@dataclass(frozen=True, slots=True)
class Deeds:
    """All that the transaction itself asks for; its bytes are signed, so that nobody could add to them."""

    keys: Sequence[str]
    instructions: Sequence[Instruction]

    def _each(self) -> Iterator[Does]:
        return (Does(self.keys, one) for one in self.instructions)

    def sent(self) -> Iterator[Sent]:
        return (sent for one in self._each() for sent in one.sent())

    def delegated(self) -> Iterator[Delegated]:
        return (told for one in self._each() for told in one.delegated())

    def given_away(self) -> Iterator[GivenAway]:
        return (told for one in self._each() for told in one.given_away())
