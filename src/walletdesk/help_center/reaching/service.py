"""Asks every way how it is now."""

from collections.abc import Sequence

from walletdesk.help_center.reaching.model import Ranking, Reach, Way, ranked
from walletdesk.help_center.reaching.ports import Channel, Situation
from walletdesk.kernel.clock import Clock


class Ways:
    """The ways alone: what the bot ranks."""

    def __init__(self, channels: Sequence[Channel], clock: Clock) -> None:
        self._channels = channels
        self.clock = clock

    async def ranking(self, locale: str) -> Ranking:
        return ranked(await self.now(locale), self.clock())

    async def now(self, locale: str) -> tuple[Way, ...]:
        found = [await channel.now(locale) for channel in self._channels]
        return tuple(way for way in found if way is not None)


class Reaching:
    """The ways, and what holds of all of them."""

    def __init__(self, ways: Ways, situation: Situation) -> None:
        self._ways = ways
        self._situation = situation

    async def now(self, locale: str) -> Reach:
        about = await self._situation.now(locale)
        return Reach(
            at=self._ways.clock(),
            ways=await self._ways.now(locale),
            openings=about.openings,
            languages=about.languages,
            note=about.note,
            quiet=about.quiet,
            told=about.told,
            held=about.held,
        )
