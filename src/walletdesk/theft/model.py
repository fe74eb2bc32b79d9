"""What a contact does whose coins are being taken: five steps in order, and the addresses that matter."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.theft.events import AddressTold, StepTaken

MOST_ADDRESSES = 10  # of each side; who was robbed of more tells a person


class Step(StrEnum):
    """In the order in which they save most."""

    STOP = "stop"
    NEW_WALLET = "new_wallet"
    MOVE = "move"
    REVOKE = "revoke"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """Somebody may take this token from the address. ``amount`` is None where there is no end to it."""

    spender: str
    token: str
    symbol: str = ""
    amount: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What lies at an address on one chain, and who else may move it.

    ``amount`` is exact, in whole coins; None where it was not learned. ``taken_over``: others hold the right
    to sign for it, so that the contact cannot move it alone. ``lent_to``: the program that decides for it
    (EIP-7702). ``trouble``: why nothing is known.
    """

    chain: str
    amount: str | None = None
    symbol: str = ""
    permissions: tuple[Permission, ...] = ()
    taken_over: bool = False
    lent_to: str = ""
    trouble: str = ""

    @property
    def is_empty(self) -> bool:
        return self.amount == "0" and not (self.permissions or self.taken_over or self.lent_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """``looked_at`` is None while nobody has asked the chains. ``imitates``: an own address it looks like."""

    value: str
    told_at: datetime
    looked_at: datetime | None = None
    holdings: tuple[Holding, ...] = ()
    imitates: str = ""


@dataclass(slots=True, kw_only=True)
class Containment:
    """One for each conversation. ``version`` counts changes."""

    conversation: ConversationId
    contact: ContactId
    opened_at: datetime
    steps: dict[Step, datetime] = field(default_factory=dict)
    own: tuple[Address, ...] = ()
    theirs: tuple[Address, ...] = ()
    version: int = 0

    @property
    def next_step(self) -> Step | None:
        return next((step for step in Step if step not in self.steps), None)

    @property
    def unseen(self) -> tuple[Address, ...]:
        return tuple(one for one in self.own if one.looked_at is None)

    def tick(self, step: Step, at: datetime) -> list[StepTaken]:
        """Done. Saying it twice changes nothing."""
        if step in self.steps:
            return []
        self.steps[step] = at
        return [self._took(step, at, done=True)]

    def untick(self, step: Step, at: datetime) -> list[StepTaken]:
        """Not done after all: a slip of the finger must not hide a step, from agents neither."""
        if self.steps.pop(step, None) is None:
            return []
        return [self._took(step, at, done=False)]

    def _took(self, step: Step, at: datetime, *, done: bool) -> StepTaken:
        self.version += 1
        return StepTaken(
            at=at, conversation=self.conversation, step=step.value, done=done, version=self.version
        )

    def tell(self, address: str, at: datetime, *, theirs: bool) -> list[AddressTold]:
        """Raises Conflict for one too many, and for one that is said to be both."""
        known, other = (self.theirs, self.own) if theirs else (self.own, self.theirs)
        if any(one.value == address for one in known):
            return []
        if any(one.value == address for one in other):
            raise Conflict(
                "This address is on the other list already. Take it off there first.", code="on_both"
            )
        if len(known) >= MOST_ADDRESSES:
            raise Conflict(
                "These are as many addresses as fit here. Tell the rest to a person.", code="too_many"
            )
        added = (*known, Address(value=address, told_at=at))
        if theirs:
            self.theirs = added
        else:
            self.own = added
        self.version += 1
        return [AddressTold(at=at, conversation=self.conversation, address=address, theirs=theirs)]

    def forget(self, address: str) -> None:
        own = tuple(one for one in self.own if one.value != address)
        theirs = tuple(one for one in self.theirs if one.value != address)
        if (own, theirs) != (self.own, self.theirs):
            self.own, self.theirs = own, theirs
            self.version += 1

    def learn(self, address: str, holdings: tuple[Holding, ...], at: datetime) -> None:
        """What the chains said. An address that was taken off meanwhile stays off."""
        if any(one.value == address for one in self.own):
            self.own = tuple(
                replace(one, holdings=holdings, looked_at=at) if one.value == address else one
                for one in self.own
            )
            self.version += 1

    def suspect(self, address: str, imitates: str) -> None:
        """A thief's address that was made to look like one of the contact's own."""
        theirs = tuple(
            replace(one, imitates=imitates) if one.value == address else one for one in self.theirs
        )
        if theirs != self.theirs:
            self.theirs = theirs
            self.version += 1
