"""What the server tells a widget of an answer, without a server."""

from tests.support.asgi import Json
from walletdesk.channels.webchat.wire import saying


def promised(
    by: int | None = None, *, open: bool = True, next_open: int | None = None, there: bool = True
) -> Json:
    """What is told of an answer, worded as the server words it."""
    say = saying(there=there, by=by is not None, opens=next_open is not None)
    return {"by": by, "open": open, "next_open": next_open, "there": there, "say": say}
