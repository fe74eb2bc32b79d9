"""What desks tell: the front, by a note that calls who has the conversation; their own, of a deadline."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from walletdesk.app.wiring.heart import Heart, shown_in
from walletdesk.app.wiring.people import Staff
from walletdesk.conversations import Author, Conversation, Mentioned, Said, Speaker
from walletdesk.insights import Alerting
from walletdesk.insights.model import Cause, Kind
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.kernel.viewers import Role
from walletdesk.platform.i18n import Locale, translate
from walletdesk.tickets.desks import NAMES, DeskOverdue
from walletdesk.tickets.desks.reactions import FrontNote
from walletdesk.workspace import AgentPushes, Presence


class FrontNotes:
    """What a desk tells the front, as a note in the conversation that calls whoever has it now by name."""

    def __init__(self, heart: Heart, staff: Staff, alerting: Alerting) -> None:
        self._heart = heart
        self._staff = staff
        self._alerting = alerting

    async def note(
        self, conversation: ConversationId | None, by: AgentId, *, key: str, at: datetime, words: FrontNote
    ) -> None:
        """Told again it does no harm: the note and the alert are each kept once."""
        found = await self._heart.reading.find(conversation) if conversation else None
        called = await self._called(found) if found else []
        if found:
            text = _said(words, shown_in(found.locale), [one for one in called if one.id != by])
            author = Author(Speaker.AGENT, by, self._staff.directory.shown_as(by))
            said = Said(text=text, client_id=key, mentions=tuple(one for one in called if one.id != by))
            await self._heart.conversing.note(found.id, author, said)
        if not called:
            values = {"number": words.number}
            cause = Cause(
                kind=Kind.SPECIALISTS_ANSWERED, key=key, at=at, conversation=conversation, values=values
            )
            await self._alerting.raise_for(cause)

    async def _called(self, talk: Conversation) -> Sequence[Mentioned]:
        """Who has it; where nobody does, or who had it left the staff, the leads of its team."""
        active = {one.id: one for one in await self._staff.personnel.list() if one.active}
        if owner := active.get(talk.assignee) if talk.assignee else None:
            return [Mentioned(owner.id, owner.name)]
        return [
            Mentioned(one.id, one.name)
            for one in active.values()
            if one.role is Role.LEAD and talk.team in one.teams
        ]


class SpecialistNews:
    """A deadline that is over: an alert for those who lead, a frame for those of the desk who are here."""

    def __init__(self, alerting: Alerting, presence: Presence, pushes: AgentPushes) -> None:
        self._alerting = alerting
        self._presence = presence
        self._pushes = pushes

    async def on_overdue(self, event: DeskOverdue) -> None:
        """The frame is a hint; for those who are away it stands in the list."""
        number = f"WD-{event.number}"
        key, values = f"desk_due:{event.ticket}:{int(event.due_at.timestamp())}", {"number": number}
        await self._alerting.raise_for(
            Cause(kind=Kind.SPECIALISTS_OVERDUE, key=key, at=event.at, values=values)
        )
        here = [one.viewer for one in self._presence.all()]
        team = [who.agent for who in here if event.team in who.teams and not who.at_least(Role.LEAD)]
        told = msgspec.json.encode({"ticket": event.ticket, "number": number}).decode()
        self._pushes.tell_all(team, f'"t":"desk_due",{told[1:-1]}')


def _said(words: FrontNote, locale: Locale, called: Sequence[Mentioned]) -> str:
    head = translate(
        locale, "{number}, {name}:", number=words.number, name=translate(locale, NAMES[words.kind])
    )
    lines = [" ".join([*(f"@{one.name}" for one in called), head]), words.text]
    if words.asked:
        names = [translate(locale, one.name) for one in words.asked]
        lines.append(
            translate(locale, "It needs: {fields}", fields=("、" if locale == "zh-CN" else ", ").join(names))
        )
    return "\n".join(lines)
