"""The live line: numbered frames to whoever listens, over a socket or by long poll. Only ever a hint.

A feed belongs to one contact or one agent. Its frames are numbered; a listener that comes back says the last number
it has and gets the rest, or is told to look afresh. Whatever is lost here can be read again from the database.
"""

from walletdesk.platform.feed.hub import Feed, Hub, Listener
from walletdesk.platform.feed.sockets import Face, Line, live_socket
from walletdesk.platform.feed.polling import poll

__all__ = ["Face", "Feed", "Hub", "Line", "Listener", "live_socket", "poll"]
