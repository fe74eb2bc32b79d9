"""What the fields of a saved reply hold in a conversation: from whoever knows it, and nothing guessed."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from walletdesk.app.wiring.answers import Answers
from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import Heart, shown_in
from walletdesk.app.wiring.people import Staff
from walletdesk.app.wiring.waiting import Prospect, Saying
from walletdesk.app.wiring.work import Work
from walletdesk.conversations import Conversation
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import ArticleId, ConversationId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.platform.i18n import Locale, when


@dataclass(frozen=True, slots=True)
class _Asked:
    viewer: AgentViewer
    talk: Conversation
    locale: Locale


Know = Callable[[_Asked], Awaitable[str]]  # empty: not known


class ConversationValues:
    def __init__(
        self, *, engine: Engine, heart: Heart, work: Work, saying: Saying, staff: Staff, answers: Answers
    ) -> None:
        self._engine, self._heart, self._work = engine, heart, work
        self._staff, self._library = staff, answers.library
        self._links, self._saying = answers.links, saying
        self._known: dict[str, Know] = {
            "agent": self._agent,
            "app": self._app,
            "next_open": self._next_open,
            "position": self._position,
            "reply_by": self._reply_by,
            "team": self._team,
            "ticket": self._ticket,
        }

    async def of(
        self, viewer: AgentViewer, conversation: ConversationId, names: Collection[str], locale: str
    ) -> Mapping[str, str]:
        talk = await self._heart.reading.seen_by(viewer, conversation)
        asked = _Asked(viewer, talk, shown_in(locale or talk.locale))
        found = {name: await self._value(name, asked) for name in sorted(names)}
        return {name: value for name, value in found.items() if value}

    async def _value(self, name: str, asked: _Asked) -> str:
        kind, _, which = name.partition(":")
        if kind == "article":
            return await self._article(ArticleId(which), asked.locale)
        if kind == "link":
            return self._links.official(which, asked.locale) or ""
        know = self._known.get(name)
        return await know(asked) if know else ""

    async def _article(self, id: ArticleId, locale: Locale) -> str:
        try:
            digest = await self._library.digest(id, locale)
        except NotFound:
            return ""
        return f"{digest.title} {digest.address}"

    async def _agent(self, asked: _Asked) -> str:
        return self._staff.directory.shown_as(asked.viewer.agent)

    async def _app(self, asked: _Asked) -> str:
        return self._engine.settings.name_of_app(asked.locale)

    async def _next_open(self, asked: _Asked) -> str:
        return self._when(
            (await self._work.timetable_of.of(asked.talk)).next_open(self._engine.clock()), asked
        )

    async def _position(self, asked: _Asked) -> str:
        place = await self._work.routing.standings.place_of(asked.talk.id)
        return str(place) if place else ""

    async def _reply_by(self, asked: _Asked) -> str:
        """What was promised; where nothing is owed yet, what would be promised to whoever writes now."""
        talk = asked.talk
        if told := await self._saying.of(talk):
            return self._when(None if told.is_late else told.by, asked)  # a time that has passed is none
        seen = await Prospect(self._work, self._engine.clock).of(
            priority=talk.priority.value, channel=talk.channel, conversation=talk.id
        )
        return self._when(seen.by, asked)

    async def _team(self, asked: _Asked) -> str:
        teams = await self._staff.teams.list() if asked.talk.team else []
        return next((team.name for team in teams if team.id == asked.talk.team), "")

    async def _ticket(self, asked: _Asked) -> str:
        return next(iter(await self._work.ticket_numbers.theirs.numbers_of(asked.talk.id)), "")

    def _when(self, at: datetime | None, asked: _Asked) -> str:
        return when(asked.locale, at, self._engine.settings.time_zone) if at else ""
