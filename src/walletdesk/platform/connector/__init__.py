"""The one door for requests that we make: whatever address somebody gave, it leads to no machine of ours.

``Connector.send(Outgoing(...)) -> Incoming``: one request, no redirect, bounded in time and size. Nothing
else in the package may call other machines (tests/architecture/test_outgoing.py).
"""

from walletdesk.platform.connector.addresses import is_public
from walletdesk.platform.connector.connector import Connector, Resolve
from walletdesk.platform.connector.messages import Incoming, NotReached, Outgoing, Why

__all__ = ["Connector", "Incoming", "NotReached", "Outgoing", "Resolve", "Why", "is_public"]
