"""The numbers of surveys, for reports, leads, and each agent alone."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.ids import AgentId
from walletdesk.surveys.model import Own, folded, own
from walletdesk.surveys.model.figures import Day
from walletdesk.surveys.ports import Archive

OWN_DAYS = 90


class Counting:
    """A port of reports: see ``docs/flows/survey.md``."""

    def __init__(self, *, archive: Archive, clock: Clock) -> None:
        self._archive = archive
        self._clock = clock

    async def days(self, since: datetime, until: datetime, *, zone: str) -> Sequence[Day]:
        """One row for each day of ``zone``, team, channel and language in which somebody answered.

        An answer counts on the day it was given; one that took the place of an earlier, on its own day alone.
        """
        low = (await self._archive.settings()).low
        return folded(await self._archive.figures(since, until, low=low), zone)

    async def asked(self, since: datetime, until: datetime) -> int:
        return await self._archive.asked(since, until)

    async def own(self, agent: AgentId) -> Own:
        """In a sum from which nobody's answer can be told."""
        now = self._clock()
        low = (await self._archive.settings()).low
        since = now - timedelta(days=OWN_DAYS)
        return own(OWN_DAYS, await self._archive.figures(since, now, low=low, agent=agent))
