"""A contact's callbacks as their page shows them, and what it needs to know of the line and the people."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from walletdesk.callbacks import LENGTH, Booking, Callback, SpokenNumbers, State, whole
from walletdesk.help_center.http.portal import OwnPage
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.i18n import Locale

DONE = frozenset({"booked", "moved", "cancelled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackPages(OwnPage):
    """``line_of``: the place, and how long it takes from there, empty where that is not known.

    ``is_staffed``: whether somebody who could take that conversation is online. ``days``: for how long
    a number is kept when its callback is over.
    """

    booking: Booking
    spoken: SpokenNumbers
    line_of: Callable[[ConversationId, Locale], Awaitable[tuple[int, str] | None]]
    is_staffed: Callable[[ConversationId], Awaitable[bool]]
    days: int
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One callback as its contact reads it. ``says``: what our agent says first in the next call."""

    id: str
    conversation: str
    state: str
    reason: str
    slot: datetime | None
    due_at: datetime
    over_at: datetime | None
    number: str
    says: str
    late: bool
    may_change: bool
    may_cancel: bool
    place: int
    wait: str

    @property
    def ends(self) -> datetime | None:
        return self.slot + LENGTH if self.slot else None


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody has just done with a call of theirs; ``slot``: its half hour since then."""

    what: str
    slot: datetime | None

    @property
    def ends(self) -> datetime | None:
        return self.slot + LENGTH if self.slot else None


def done_with(every: Sequence[Callback], what: str, id: str) -> Done | None:
    one = next((one for one in every if one.id == id), None)
    if one is None or what not in DONE:
        return None
    if (what == "cancelled") is not (one.state is State.CANCELLED):
        return None
    return Done(what, one.slot)


async def shown(page: CallbackPages, one: Callback, locale: Locale) -> Shown:
    now = page.clock()
    waits = one.state is State.IN_LINE
    place, wait = (await page.line_of(one.conversation, locale) if waits else None) or (0, "")
    return Shown(
        id=one.id,
        conversation=one.conversation,
        state=one.state.value,
        reason=one.reason,
        slot=one.slot,
        due_at=one.due_at,
        over_at=one.over_at,
        number=whole(one.number),
        says=page.spoken(one.id, one.ring),
        late=one.late_at is not None or (one.owes_a_call and one.may_change and now >= (one.ends or now)),
        may_change=one.may_change,
        may_cancel=not one.is_over and one.state is not State.TALKING,
        place=place,
        wait=wait,
    )
