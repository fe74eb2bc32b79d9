"""Who of us is in a conversation, as its contact may know it."""

from datetime import datetime

from walletdesk.conversations import Conversation, Page, Status
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.verification.model import Badge
from walletdesk.verification.ports import Numbers, People, Talks

_PAGE = 200  # items looked through at a time
_MOST_PAGES = 10  # beyond it the time is not known, and nobody is told one
_END = 2**62


class Badges:
    def __init__(self, *, talks: Talks, people: People, numbers: Numbers) -> None:
        self._talks = talks
        self._people = people
        self._numbers = numbers

    async def seen_by(self, viewer: ContactViewer, id: ConversationId) -> Badge | None:
        """None while nobody of us is in it. Raises NotFound for a conversation that is not theirs."""
        talk = await self._talks.seen_by(viewer, id)
        return await self.of(talk)

    async def of(self, talk: Conversation) -> Badge | None:
        if talk.status is not Status.WITH_AGENT or talk.assignee is None:
            return None
        name = self._people.shown_as(talk.assignee)
        team = await self._people.team_name(talk.assignee, talk.team)
        return Badge(agent=name, team=team, since=await self._since(talk))

    async def working_on(self, talk: Conversation) -> str:
        return ", ".join(await self._numbers.numbers_of(talk.id)) or talk.subject

    async def _since(self, talk: Conversation) -> datetime | None:
        """When the agent came, from what the thread itself tells.

        The last who came is whoever has it now. Names say nothing: two can share one, and they change.
        """
        viewer, before = ContactViewer(contact=talk.contact), _END
        for _ in range(_MOST_PAGES):
            items = await self._talks.items(viewer, talk.id, Page(before=before, most=_PAGE))
            for item in reversed(items):
                if item.event and item.event.what == "assigned":
                    return item.at
            if len(items) < _PAGE or items[0].public_seq is None:
                return None
            before = items[0].public_seq
        return None


def is_with(talk: Conversation, agent: AgentId | None) -> bool:
    return talk.status is Status.WITH_AGENT and agent is not None and talk.assignee == agent
