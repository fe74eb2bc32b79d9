"""The board over HTTP: one picture, asked for again and again while somebody watches."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from litestar import Request, get
from litestar.handlers import HTTPRouteHandler

from walletdesk.insights.board.model import Board
from walletdesk.insights.board.service import Watching
from walletdesk.platform.http import Access, access, agent_of, visit_of
from walletdesk.platform.i18n import zone_name

FRESH = 1.0  # seconds


class Shared:
    """However many watch: it is counted once in a while, and never twice at the same time."""

    def __init__(self, count: Callable[[], Awaitable[Board]]) -> None:
        self._count = count
        self._last: tuple[float, Board] | None = None
        self._in_turn = asyncio.Lock()

    async def get(self) -> Board:
        async with self._in_turn:
            if self._last is None or time.monotonic() - self._last[0] >= FRESH:
                board = await self._count()
                self._last = time.monotonic(), board
            return self._last[1]


def board_routes(watching: Watching) -> list[HTTPRouteHandler]:
    shared = Shared(watching.board)

    @get("/api/workspace/board", opt=access(Access.LEAD))
    async def watch_board(request: Request[Any, Any, Any]) -> Board:
        """Asked for every few seconds by whoever watches.

        A number is not an event: half of what stands here changes by time alone (a promise comes near, an
        hour ends), and a feed of numbers would be made for every change whether or not anybody looks.
        """
        board = await watching.seen_by(agent_of(request), await shared.get())
        return replace(board, zone=zone_name(visit_of(request.scope).locale, board.zone))

    return [watch_board]
