"""The leads' live board: what it asks the house for."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from walletdesk.app.wiring.heart import Heart
from walletdesk.app.wiring.parts import Parts
from walletdesk.app.wiring.people import ContactCards, Staff
from walletdesk.conversations import Conversation
from walletdesk.insights.board import Named, Pause, Person, Seen, Shown, Watching
from walletdesk.kernel.ids import AgentId, ConversationId, TeamId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.sla.store import SqlKeeping
from walletdesk.staff import Agent, Availability, PauseReason, State


def watching(parts: Parts) -> Watching:
    engine, work, faces = parts.engine, parts.work, parts.faces
    return Watching(
        line=work.routing.standings,
        forecasts=work.forecasts,
        keeping=SqlKeeping(engine.db),
        talks=BoardTalks(parts.heart, faces.cards, parts.staff),
        people=BoardPeople(parts.staff),
        eyes=faces.presence,
        marks=work.surveying,
        clock=engine.clock,
        zone=engine.settings.time_zone,
    )


class BoardTalks:
    """Conversations with the names that stand around them."""

    def __init__(self, heart: Heart, cards: ContactCards, staff: Staff) -> None:
        self._heart = heart
        self._cards = cards
        self._staff = staff

    async def seen(self, ids: Collection[ConversationId]) -> Mapping[ConversationId, Seen]:
        found = await self._heart.reading.several(ids)
        cards = await self._cards.of([one.contact for one in found])
        teams = {team.id: Named(team.id, team.name) for team in await self._staff.teams.list()}
        names = {one.contact: card.name for one in found if (card := cards.get(one.contact))}
        return {one.id: self._seen(one, names.get(one.contact, ""), teams) for one in found}

    async def begun_since(self, at: datetime) -> int:
        return await self._heart.archive.begun_since(at)

    def _seen(self, talk: Conversation, contact: str, teams: Mapping[TeamId, Named]) -> Seen:
        agent = talk.assignee
        shown = Shown(
            id=talk.id,
            contact=Named(talk.contact, contact),
            subject=talk.subject,
            status=talk.status,
            priority=talk.priority,
            team=teams.get(talk.team) if talk.team else None,
            assignee=Named(agent, self._staff.directory.shown_as(agent)) if agent else None,
        )
        return Seen(shown=shown, team=talk.team, language=talk.locale)


class BoardPeople:
    def __init__(self, staff: Staff) -> None:
        self._staff = staff

    async def people(self) -> Sequence[Person]:
        said, named = await self._staff.availabilities.all(), await self._staff.pauses.named()
        return [_person(agent, said.get(agent.id), named) for agent in await self._active()]

    async def teams(self) -> Sequence[Named]:
        return [Named(team.id, team.name) for team in await self._staff.teams.list()]

    async def settable(self, viewer: AgentViewer) -> Collection[AgentId]:
        return self._staff.availabilities.settable(viewer, await self._active())

    async def _active(self) -> list[Agent]:
        return [agent for agent in await self._staff.personnel.list() if agent.active]


def _pause(said: Availability | None, named: Mapping[str, PauseReason]) -> Pause | None:
    """Also one of ours, as after offers that were let go by: it has a code and no words of its own."""
    if said is None or not said.reason:
        return None
    known = named.get(said.reason)
    return Pause(said.reason, known.en if known else "", known.zh if known else "")


def _person(agent: Agent, said: Availability | None, named: Mapping[str, PauseReason]) -> Person:
    return Person(
        agent=agent.id,
        name=agent.name,
        state=(said.state if said else State.OFFLINE).value,
        pause=_pause(said, named),
        since=said.since if said else None,
        languages=agent.languages,
        teams=sorted(agent.teams),
    )
