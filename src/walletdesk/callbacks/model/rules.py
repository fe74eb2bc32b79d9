"""What the leads decide about callbacks."""

from dataclasses import dataclass
from datetime import timedelta

from walletdesk.kernel.errors import Invalid

MOST_SEATS, MOST_TRIES, SHORTEST_PAUSE, LONGEST_PAUSE = 50, 5, 5, 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """``seats``: callbacks of one half hour. ``tries``: how often the contact's phone is rung at most.

    ``pause``: minutes until the next try, each time twice as long, and only while we are open.
    """

    on: bool = True
    seats: int = 2
    tries: int = 3
    pause: int = 15
    version: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.seats <= MOST_SEATS or not 1 <= self.tries <= MOST_TRIES:
            raise Invalid("1 to 50 callbacks in a half hour, and 1 to 5 tries.", code="rules")
        if not SHORTEST_PAUSE <= self.pause <= LONGEST_PAUSE:
            raise Invalid("5 to 240 minutes until the next try.", code="rules")

    def pause_after(self, tries: int) -> timedelta:
        return timedelta(minutes=self.pause * 2 ** max(0, tries - 1))
