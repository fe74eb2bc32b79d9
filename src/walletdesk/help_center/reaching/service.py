"""Asks every way how it is now."""

from collections.abc import Sequence

from walletdesk.help_center.reaching.model import Reach, Way
from walletdesk.help_center.reaching.ports import Channel, Situation
from walletdesk.kernel.clock import Clock


class Reaching:
    def __init__(self, channels: Sequence[Channel], situation: Situation, clock: Clock) -> None:
        self._channels = channels
        self._situation = situation
        self._clock = clock

    async def ways(self, locale: str) -> Reach:
        """The ways alone: what the bot and those who wait are told."""
        return Reach(at=self._clock(), ways=await self._ways(locale))

    async def now(self, locale: str) -> Reach:
        about = await self._situation.now(locale)
        return Reach(
            at=self._clock(),
            ways=await self._ways(locale),
            openings=about.openings,
            languages=about.languages,
            note=about.note,
            quiet=about.quiet,
            told=about.told,
            held=about.held,
        )

    async def _ways(self, locale: str) -> tuple[Way, ...]:
        found = [await channel.now(locale) for channel in self._channels]
        return tuple(way for way in found if way is not None)
