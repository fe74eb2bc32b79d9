"""Which way to people is best right now: one order with its reasons, for page, widget, bot and portal."""

from walletdesk.help_center.reaching.model import (
    Kind,
    Opening,
    Quiet,
    Ranked,
    Ranking,
    Reach,
    State,
    Way,
    Why,
    ranked,
    waited_long,
)
from walletdesk.help_center.reaching.ports import Channel, Situation
from walletdesk.help_center.reaching.service import Reaching, Ways
from walletdesk.help_center.reaching.week import Hours, holds_until, hours_of

__all__ = [
    "Channel",
    "Hours",
    "Kind",
    "Opening",
    "Quiet",
    "Ranked",
    "Ranking",
    "Reach",
    "Reaching",
    "Situation",
    "State",
    "Way",
    "Ways",
    "Why",
    "holds_until",
    "hours_of",
    "ranked",
    "waited_long",
]
