"""Reviews: what leads look at, and what they write down about it."""

from collections.abc import Sequence

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import NotFound, SecretStopped
from walletdesk.kernel.ids import TeamId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.surveys.model import Review, ReviewId
from walletdesk.surveys.ports import OpenWork, ReviewArchive, Reviewed, SecretIn

MOST = 100


class Reviewing:
    def __init__(
        self, *, open_work: OpenWork, archive: ReviewArchive, secret_in: SecretIn, clock: Clock
    ) -> None:
        self._open_work = open_work
        self._archive = archive
        self._secret_in = secret_in
        self._clock = clock

    async def list(
        self, viewer: AgentViewer, *, is_open: bool, team: TeamId | None = None
    ) -> Sequence[Reviewed]:
        _refuse_agents(viewer)
        return await self._archive.reviews(is_open=is_open, team=team, most=MOST)

    async def open_count(self, viewer: AgentViewer) -> int:
        _refuse_agents(viewer)
        return await self._archive.open_count()

    async def take(self, viewer: AgentViewer, id: ReviewId) -> Review:
        """Raises Conflict when it is done already."""
        _refuse_agents(viewer)
        async with self._open_work() as work:
            review = await work.reviews.get(id)
            if review is None:
                raise NotFound
            taken = review.taken(viewer.agent, self._clock())
            await work.reviews.save(taken)
        return taken

    async def done(self, viewer: AgentViewer, id: ReviewId, note: str) -> Review:
        """Raises SecretStopped before anything is written, Conflict when another was first."""
        _refuse_agents(viewer)
        if self._secret_in(note):
            raise SecretStopped
        async with self._open_work() as work:
            review = await work.reviews.get(id)
            survey = await work.surveys.get(review.survey) if review else None
            if review is None or survey is None:
                raise NotFound
            done, told = review.done(viewer.agent, note, survey, self._clock())
            await work.reviews.save(done)
            work.emit(told)
        return done


def _refuse_agents(viewer: AgentViewer) -> None:
    """Who rated what is for leads: an agent who knew could take it up with the contact."""
    if not viewer.at_least(Role.LEAD):
        raise NotFound
