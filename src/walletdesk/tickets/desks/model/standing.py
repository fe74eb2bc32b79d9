"""Where a ticket stands at its desk, and which team is which desk."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from walletdesk.kernel.errors import Conflict, Invalid
from walletdesk.kernel.ids import AgentId, ConversationId, TeamId, TicketId
from walletdesk.tickets.desks.model.kinds import FORMS, DeskKind, Field, field_of
from walletdesk.tickets.desks.model.packet import (
    Chains,
    Entry,
    Packet,
    merged,
    missing,
    require_complete,
)

LONGEST = 60 * 24 * 90  # business minutes; more is no promise


class Stage(StrEnum):
    INTAKE = "intake"  # the packet is being filled in
    REVIEW = "review"
    RETURNED = "returned"  # back at the front: more is needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """``minutes`` of business time from review on until the desk answers; None: nothing is promised."""

    kind: DeskKind
    team: TeamId
    minutes: int | None = None
    version: int = 0

    def __post_init__(self) -> None:
        if self.minutes is not None and not 0 < self.minutes <= LONGEST:
            raise Invalid("A target is at least a minute and at most 90 days.")


@dataclass(slots=True, kw_only=True)
class Standing:
    """``front`` has it at the front: who escalated it, or who has ``conversation`` since.

    ``parent``: the ticket that the contact knows. ``due_at``: until when the desk answers, while an answer is
    owed. ``told_due``: the one that its people were told is over.
    """

    ticket: TicketId
    kind: DeskKind
    front: AgentId
    stage: Stage = Stage.INTAKE
    conversation: ConversationId | None = None
    parent: TicketId | None = None
    packet: dict[str, Entry] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    due_at: datetime | None = None
    told_due: datetime | None = None

    @property
    def open_fields(self) -> list[str]:
        """What the front may fill in: what is missing, and what the desk asked for."""
        lacking = [one.id for one in missing(self.kind, self.packet)]
        return [*lacking, *(id for id in self.asked if id not in lacking)]

    def fill(self, given: Packet, chains: Chains, at: datetime, *, as_front: bool = False) -> list[str]:
        """The ids of the fields that changed."""
        if as_front and self.stage is Stage.REVIEW:
            raise Conflict("The desk is at work on it. Write a note in the conversation.", code="in_review")
        if as_front and not set(given) <= {*self.open_fields, *self._optional_and_empty()}:
            raise Conflict("The desk has this already. Only what is missing can be filled in.", code="kept")
        before, self.packet = self.packet, merged(self.kind, self.packet, given, chains, at)
        if self.stage is Stage.REVIEW:
            require_complete(self.kind, self.packet)
        names = {*before, *self.packet}
        changed = sorted(id for id in names if before.get(id) != self.packet.get(id))
        answered = {*changed, *(id for id, entry in given.items() if entry.is_filled)}
        self.asked = tuple(id for id in self.asked if id not in answered)
        return changed

    def enter_review(self, due_at: datetime | None) -> bool:
        """Raises PacketRefused for a packet that is not complete. False: it is in review already."""
        if self.stage is Stage.REVIEW:
            return False
        require_complete(self.kind, self.packet, self.asked)
        self.stage, self.due_at = Stage.REVIEW, due_at
        return True

    def send_back(self, asked: Sequence[str]) -> None:
        """To the front, which is asked for these fields."""
        if not asked or any(field_of(self.kind, id) is None for id in asked):
            raise Invalid("Say which fields of the form you need.", code="nothing_asked")
        self.stage, self.asked = Stage.RETURNED, tuple(dict.fromkeys(asked))

    def answer(self) -> None:
        """What was promised is kept: the front was told something."""
        self.due_at = None

    @property
    def untold_due(self) -> datetime | None:
        """The deadline of which nobody was told yet that it is over."""
        return self.due_at if self.due_at != self.told_due else None

    def tell_overdue(self, at: datetime) -> datetime | None:
        """The deadline that is to be told of now: not before it is over, and each once."""
        due = self.untold_due
        if due is None or at < due:
            return None
        self.told_due = due
        return due

    def fields(self, ids: Sequence[str]) -> list[Field]:
        return [one for one in (field_of(self.kind, id) for id in ids) if one is not None]

    def _optional_and_empty(self) -> set[str]:
        from_form = self.packet
        return {one for one in _ids(self.kind) if one not in from_form}


def _ids(kind: DeskKind) -> list[str]:
    return [one.id for one in FORMS[kind]]
