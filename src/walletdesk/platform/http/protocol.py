"""uvicorn's HTTP protocol with bounds on a request's head, which it has none of.

Without them one connection may send headers for ever: kept in memory, or one letter a minute.
"""

import asyncio
from typing import Final

import msgspec
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from walletdesk.kernel.errors import Refused
from walletdesk.platform.http.problems import HeadersTooLarge, TookTooLong, Unreadable, answer_to

_HEAD_BYTES: Final = 65_536
_HEAD_SECONDS: Final = 15.0


class BoundedHttp(HttpToolsProtocol):
    _in_head = True
    _head_bytes = 0
    _head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as its parent
        super().connection_made(transport)
        self._watch_head()

    def data_received(self, data: bytes) -> None:
        if self._in_head:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._in_head and self._head_bytes:
            self._watch_head()

    def on_message_begin(self) -> None:
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._head_is_in()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._in_head = True  # of the next request; its bytes count from the next piece

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_is_in()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        self._refuse(Unreadable("This cannot be read."))

    def _watch_head(self) -> None:
        if self._head_bytes > _HEAD_BYTES:
            self._refuse(HeadersTooLarge())
        elif self._head_timer is None:
            self._head_timer = self.loop.call_later(_HEAD_SECONDS, self._refuse, TookTooLong())

    def _head_is_in(self) -> None:
        self._in_head = False
        self._head_bytes = 0
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _refuse(self, refusal: Refused) -> None:
        """The head is unknown, so the answer is in English and the line is closed."""
        if self.transport.is_closing():
            return
        answer = answer_to(refusal, "en")
        body = msgspec.json.encode(answer.problem)
        head = (
            f"HTTP/1.1 {answer.problem.status} Refused\r\ncontent-type: application/problem+json\r\n"
            f"content-length: {len(body)}\r\nx-content-type-options: nosniff\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()
