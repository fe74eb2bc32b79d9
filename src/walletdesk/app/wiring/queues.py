"""What leads set for the queues, joined with those who know: where a conversation goes, what it is told."""

import json
from contextlib import suppress

from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import Heart
from walletdesk.app.wiring.partners import Partners
from walletdesk.app.wiring.people import Staff
from walletdesk.conversations import Conversation, Priority, Said, Status
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import ContactId, ConversationId, TeamId
from walletdesk.platform.i18n import negotiate, translate
from walletdesk.platform.settings import Settings
from walletdesk.routing import Home, QueueOverflowed, language_of
from walletdesk.routing.rules import Arranging, Facts, Rule
from walletdesk.routing.rules import store as rules_store
from walletdesk.staff.store import audit_in

SECOND_TEAM = (
    "You have waited longer than {minutes} min. Another team can take your conversation now too. "
    "Your place still counts from when you asked."
)
MESSAGE = (
    "You have waited longer than {minutes} min. You need not stay: leave your question as a message, "
    "and the answer comes here. Your place is kept either way."
)
CALLBACK = (
    "You have waited longer than {minutes} min. You can ask for a callback instead. "
    "Your place is kept either way."
)
_URGENCY = (Priority.NORMAL, Priority.HIGH, Priority.SECURITY)


class QueuePlaces:
    """Which teams there are, and which of them are desks."""

    def __init__(self, staff: Staff, partners: Partners) -> None:
        self._staff = staff
        self._partners = partners

    async def is_team(self, id: TeamId) -> bool:
        return any(team.id == id for team in await self._staff.teams.list())

    async def specialists_of(self, team: TeamId | None) -> str:
        return await self._partners.specialists_of(team)


def arranging(engine: Engine, staff: Staff, partners: Partners) -> Arranging:
    return Arranging(
        open_work=rules_store.open_work(engine.db, audit_in(engine.key)),
        reading=rules_store.SqlReading(engine.db),
        places=QueuePlaces(staff, partners),
        clock=engine.clock,
    )


class Destinations:
    """Where a conversation belongs: with its organization's people, else where the first rule sends it.

    A rule that names the organization goes before both: who wrote it knew them.
    """

    def __init__(self, arranging: Arranging, partners: Partners, heart: Heart) -> None:
        self._arranging = arranging
        self._partners = partners
        self._heart = heart

    async def settle(self, conversation: ConversationId, contact: ContactId) -> Home | None:
        talk = await self._heart.reading.find(conversation)
        place = await self._partners.of(contact)
        organization = await self._partners.organization_of(contact)
        rule = await self._arranging.rule_for(_facts(talk, organization)) if talk else None
        if talk is None or rule is None:
            return await self._partners.settle(conversation, contact)
        await self._raise(talk, rule)
        if rule.team and (rule.organization or place is None):
            await self._heart.conversing.belong(conversation, TeamId(rule.team))
            return _home(rule, TeamId(rule.team), None)
        home = await self._partners.settle(conversation, contact)
        return _home(rule, home.team if home else None, home)

    async def _raise(self, talk: Conversation, rule: Rule) -> None:
        """More urgent, never less: money at risk stays what it is."""
        if rule.priority and _URGENCY.index(Priority(rule.priority)) > _URGENCY.index(talk.priority):
            await self._heart.conversing.set_priority(talk.id, Priority(rule.priority))


def _home(rule: Rule, team: TeamId | None, home: Home | None) -> Home:
    return Home(
        team,
        home.agent if home else None,
        priority=rule.priority,
        skill=rule.skill,
        level=rule.level,
    )


def _facts(talk: Conversation, organization: str) -> Facts:
    return Facts(
        inbox=talk.inbox,
        channel=talk.channel,
        language=language_of(talk.locale),
        topic=_topic(talk),
        organization=organization,
        category=talk.category,
    )


def _topic(talk: Conversation) -> str:
    """The article that was shown last, and otherwise the specialists' skill."""
    told = json.loads(talk.packet) if talk.packet else {}
    articles = told.get("articles") or []
    return str(articles[-1]["id"] if articles else told.get("skill", ""))


class OverflowTold:
    """Says it to whoever waits, in their language; agents see why in the thread."""

    def __init__(self, heart: Heart, staff: Staff, settings: Settings) -> None:
        self._heart = heart
        self._staff = staff
        self._settings = settings

    async def on_queue_overflowed(self, event: QueueOverflowed) -> None:
        talk = await self._heart.reading.find(event.conversation)
        if talk is None or talk.status is not Status.WAITING_FOR_AGENT:
            return  # somebody has it already: there is nothing to wait for any more
        if event.to is not None:
            teams = {team.id: team.name for team in await self._staff.teams.list()}
            key, name = f"{event.to}/{event.waited_ms}", teams.get(event.to, "")
            await self._heart.conversing.note_fact(talk.id, "overflowed", value=name, key=key)
        if sentence := self._sentence(event, talk):
            text = translate(negotiate(talk.locale), sentence, minutes=event.minutes)
            said = Said(text=text, client_id=f"overflow-{event.to or ''}-{event.waited_ms}")
            with suppress(Conflict, NotFound):  # it ended this moment
                await self._heart.conversing.answer_as_bot(talk.id, said, is_news=True)

    def _sentence(self, event: QueueOverflowed, talk: Conversation) -> str:
        """Of other ways only what this inbox really has."""
        if talk.channel != "webchat":
            return ""  # nobody stands there and watches a line
        if event.to is not None:
            return SECOND_TEAM
        inbox = self._settings.inbox(talk.inbox)
        ways = inbox.instead if inbox else []
        return MESSAGE if "message" in ways else CALLBACK if "callback" in ways else ""
