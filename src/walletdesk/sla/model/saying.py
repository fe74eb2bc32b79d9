"""What a contact may be told of the answer that is owed to them: one rule, for every face."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from walletdesk.sla.model.policy import Metric

MINUTES = timedelta(hours=1)  # up to here a time is one of minutes, beyond it a day and an hour


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
