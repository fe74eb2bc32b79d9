"""A request as our handlers meet it: bounded in size and time, strictly typed, clean of control letters."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

from litestar.connection import Request
from litestar.enums import RequestEncodingType
from litestar.types import Empty

from walletdesk.kernel.errors import TooLarge
from walletdesk.platform.http.problems import TookTooLong, Unreadable
from walletdesk.platform.http.text import clean_form, decode
from walletdesk.platform.http.web import visit_of

_MEGABYTE = 1_000_000


class Gone(Unreadable):
    """The caller hung up before all was said; nobody reads the answer."""


class Asked(Request[Any, Any, Any]):
    """litestar's request with our limits. Handlers see it as a plain ``Request``."""

    __slots__ = ()

    async def stream(self) -> AsyncGenerator[bytes, None]:
        """The body piece by piece; refused at the first byte too many, before anything is kept."""
        if self._body is not Empty:
            yield self._body
            return
        limit = self._limit_mb() * _MEGABYTE
        if (self.content_length or 0) > limit:
            raise self._too_large()
        received = 0
        deadline = asyncio.get_running_loop().time() + visit_of(self.scope).web.settings.limits.body_seconds
        async for piece in self._pieces(deadline):
            received += len(piece)
            if received > limit:
                raise self._too_large()
            yield piece

    async def body(self) -> bytes:
        if self._body is Empty:
            whole = b"".join([piece async for piece in self.stream()])
            form = self.content_type[0] == RequestEncodingType.URL_ENCODED
            self._body = self._connection_state.body = clean_form(whole) if form else whole
        return self._body

    async def json(self) -> Any:
        """The body as the type of the handler's ``data``, in one strict step."""
        parameter = self.route_handler.parsed_fn_signature.parameters.get("data")
        return decode(await self.body() or b"null", parameter.annotation if parameter else object)

    async def _pieces(self, deadline: float) -> AsyncGenerator[bytes, None]:
        more = True
        while more:
            try:
                async with asyncio.timeout_at(deadline):
                    message = await self.receive()
            except TimeoutError:
                raise TookTooLong from None
            if message["type"] != "http.request":
                raise Gone
            if piece := message.get("body", b""):  # an empty one would be taken for the end of a form
                yield piece
            more = message.get("more_body", False)

    def _limit_mb(self) -> int:
        limits, own = visit_of(self.scope).web.settings.limits, self.route_handler.opt.get("most_mb")
        if own is not None:
            return int(own)
        return limits.upload_mb if self.route_handler.opt.get("upload") else limits.body_mb

    def _too_large(self) -> TooLarge:
        return TooLarge("At most {limit} MB can be sent here. Nothing was kept.", limit=self._limit_mb())
