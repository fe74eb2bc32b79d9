"""What a contact may be told of the answer that is owed to them: one rule, for every face."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from walletdesk.sla.model.policy import Metric

MINUTES = timedelta(hours=1)  # up to here a time is one of minutes, beyond it a day and an hour

# What everybody says of a wait, each in the same words: keys of the catalogue.
NOBODY: Final = "Nobody is online right now."
BACK: Final = "People are back {next_open}."
REPLY: Final = "A person answers by {reply_by}."
UNTOLD: Final = "We can't estimate the wait right now."


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldReply:
    """``by`` None: we cannot tell. ``is_late``: that time has passed, and we say that we did not keep it."""

    metric: Metric
    by: datetime | None
    is_late: bool = False


def told_reply(metric: Metric, due: datetime | None, now: datetime, *, is_sure: bool = True) -> ToldReply:
    """``is_sure``: whether a time to come may be told, see ``is_guess``. A broken one always is."""
    is_late = due is not None and due <= now
    return ToldReply(metric=metric, by=due if is_late or is_sure else None, is_late=is_late)


def is_guess(due: datetime | None, asked: datetime, *, is_open: bool, has_room: bool) -> bool:
    """Minutes, asked for and counted while we are open, hold only if somebody has room.

    A day and an hour stand: until then there will be room.
    """
    return is_open and not has_room and due is not None and due - asked <= MINUTES


def owed(*, there: bool, by: bool, opens: bool) -> tuple[str, ...]:
    """What is said of an answer: that nobody is there before all else, then what of its times is known.

    ``there``: somebody who can answer is online; ``by``, ``opens``: the time of the answer, and of the next
    opening, may be told.
    """
    said = () if there else (NOBODY, BACK) if opens else (NOBODY,)
    if by:
        return (*said, REPLY)
    return said if BACK in said else (*said, UNTOLD)
