"""Where a chain is asked by plain HTTP and JSON: several endpoints, the next where one fails."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from walletdesk.chains.model.diagnosis import Trouble
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources.door import Door


@dataclass(frozen=True, slots=True)
class Want:
    """``path`` is added to the endpoint's address; with a ``body`` (JSON) it is a POST."""

    path: str
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """``body`` is what nobody has looked at yet. A status below 500 other than 429 is an answer."""

    status: int
    body: bytes = field(repr=False)


class Reader(Protocol):
    """Somebody who answers: an endpoint, several of them, or a recording."""

    async def fetch(self, wants: Sequence[Want]) -> Sequence[Page]:
        """One page for each, in their order, all from the same endpoint. Raise NoAnswer."""
        ...


Fetch = Callable[[Want], Awaitable[Page]]
Fits = Callable[[Fetch], Awaitable[bool]]


class PageEndpoint:
    """One address. ``fits`` asks it whether it is of this chain; of another nothing is believed."""

    def __init__(self, door: Door, fits: Fits) -> None:
        self._door = door
        self._fits = fits

    @property
    def rests(self) -> bool:
        return self._door.rests

    async def fetch(self, wants: Sequence[Want]) -> Sequence[Page]:
        """Raise NoAnswer."""
        async with self._door.open():
            if not self._door.is_proven:
                self._door.prove(fits=await self._fits(self._one))
            return [await self._one(want) for want in wants]

    async def _one(self, want: Want) -> Page:
        answer = await self._door.send(want.path, want.body)
        return Page(answer.status, answer.body)


class PageEndpoints:
    """Those of one chain, in the operator's order. The first that answers is believed. Fits ``Reader``."""

    def __init__(self, endpoints: Sequence[PageEndpoint]) -> None:
        self._endpoints = endpoints

    @property
    def each(self) -> Sequence[Reader]:
        """One by one, for whoever wants to hear a second one."""
        return self._endpoints

    async def fetch(self, wants: Sequence[Want]) -> Sequence[Page]:
        """Raise NoAnswer, with what the last of them had."""
        why = Trouble.NO_ENDPOINT if not self._endpoints else Trouble.NOT_REACHED
        for endpoint in self._endpoints:
            if endpoint.rests:
                continue
            try:
                return await endpoint.fetch(wants)
            except NoAnswer as failure:
                why = failure.why
        raise NoAnswer(why)
