"""The settings of routing."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    auto_accept: bool = True  # False: the agent is asked, and the next one after ``offer_for``
    offer_for: timedelta = timedelta(seconds=30)
    away_after_missed: int = 3  # offers in a row; an empty chair must not hold up the queue
    agent_grace: timedelta = timedelta(seconds=60)  # a page reload or a lift ride is no absence
    contact_grace: timedelta = timedelta(minutes=30)  # the place is kept this long without a connection
