"""uvicorn's WebSocket protocol with a shorter way out for many small frames.

An application that finds ``DIRECT`` among the extensions of its scope hands a text straight to the
connection, without a coroutine, as long as the connection takes it.
"""

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState
from websockets.http11 import Request

from walletdesk.platform.feed import DIRECT


class DirectSockets(WebSocketsSansIOProtocol):
    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if not self.close_sent:
            self.scope["extensions"][DIRECT] = self.send_at_once  # type: ignore[assignment] # not an empty one, as those of ASGI are

    def send_at_once(self, text: str) -> bool:
        """False where ``send`` has to wait or to refuse."""
        if not (self.writable.is_set() and self.handshake_complete) or self.disconnected or self.close_sent:
            return False
        try:
            self.conn.send_text(text.encode())
        except InvalidState:  # the other end is closing
            return False
        self.transport.write(b"".join(self.conn.data_to_send()))
        return True
