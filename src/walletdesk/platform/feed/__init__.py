"""The live line: numbered frames to whoever listens, over a socket or by long poll. Only ever a hint.

A feed belongs to one contact or one agent. Its frames are numbered; a listener that comes back says the last
number it has and gets the rest, or is told to look afresh. Whatever is lost here can be read again from the
database.
"""

from walletdesk.platform.feed.coalescing import Coalescer
from walletdesk.platform.feed.expiry import Expiry
from walletdesk.platform.feed.hub import Feed, Hub, Listener
from walletdesk.platform.feed.polling import Polled, Polling, poll
from walletdesk.platform.feed.sockets import (
    DIRECT,
    TOKEN_REFUSED,
    Face,
    Guest,
    Hello,
    Line,
    Scope,
    live_socket,
    same_origin,
)

__all__ = [
    "DIRECT",
    "TOKEN_REFUSED",
    "Coalescer",
    "Expiry",
    "Face",
    "Feed",
    "Guest",
    "Hello",
    "Hub",
    "Line",
    "Listener",
    "Polled",
    "Polling",
    "Scope",
    "live_socket",
    "poll",
    "same_origin",
]
