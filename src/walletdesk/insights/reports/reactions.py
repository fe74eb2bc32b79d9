"""What is worth counting, from the facts that others tell. No text is read, and no contact is named."""

from collections.abc import Sequence
from dataclasses import replace

from walletdesk.assistant import AnswerJudged, Outcome, QuestionDecided
from walletdesk.conversations import (
    AgentAssigned,
    AgentRequested,
    AgentUnassigned,
    ConversationClosed,
    ConversationMoved,
    ConversationReopened,
    ConversationResolved,
    ConversationStarted,
    MessageAdded,
    Priority,
    PriorityChanged,
    SecretStoppedByServer,
    Speaker,
)
from walletdesk.insights.reports.model import facts as f
from walletdesk.insights.reports.model.facts import Did, Fact, tongue
from walletdesk.insights.reports.service.counting import Recording
from walletdesk.kernel.clock import millis
from walletdesk.kernel.events import Event
from walletdesk.routing import QueueLeft, QueueRejoined
from walletdesk.sla import PromiseBreached, PromiseCancelled, PromiseMet
from walletdesk.staff import AgentAvailabilityChanged
from walletdesk.surveys import SurveyAnswered
from walletdesk.theft import StepTaken

_SAID = {Speaker.CONTACT.value: Did.WROTE, Speaker.AGENT.value: Did.ANSWERED}
_MARKS = ("overall", "speed", "professionalism", "manner", "solved")


class ReportReactions:
    """Messages come many at a time: they are most of what is told."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording

    async def on_messages_added(self, events: Sequence[MessageAdded]) -> None:
        await self._recording.tell([fact for event in events for fact in said(event)])

    async def on_fact(self, event: Event) -> None:
        """For every kind of which ``facts_of`` knows what it means."""
        await self._recording.tell(facts_of(event))


def facts_of(event: Event) -> list[Fact]:
    """Of everything but messages."""
    at = millis(event.at)
    match event:
        case ConversationStarted():
            return [_began(event, at)]
        case SurveyAnswered():
            return _marked(event, at)
        case PromiseBreached() | PromiseMet() | PromiseCancelled():
            return [_promise(event, at)]
        case AgentAvailabilityChanged():
            return [Fact(about=event.agent, at=at, did=Did.PRESENT, word=event.state)]
        case QuestionDecided() | AnswerJudged():
            return _of_the_bot(event, at)
        case _:
            return _moved(event, at)


def _moved(event: Event, at: int) -> list[Fact]:
    """Where the conversation went."""
    match event:
        case AgentRequested():
            team, language = event.team or "", tongue(event.locale)
            asked = Fact(about=event.conversation, at=at, did=Did.ASKED, team=team, language=language)
            return [replace(asked, word=event.reason)]
        case ConversationMoved():
            return [Fact(about=event.conversation, at=at, did=Did.MOVED, team=event.team)]
        case AgentAssigned() | AgentUnassigned():
            did = Did.GIVEN if isinstance(event, AgentAssigned) else Did.TAKEN_BACK
            return [Fact(about=event.conversation, at=at, did=did, agent=event.agent, word=event.reason)]
        case (
            PriorityChanged(priority=Priority.SECURITY.value) | SecretStoppedByServer() | StepTaken(done=True)
        ):
            return [Fact(about=event.conversation, at=at, did=Did.DANGER)]
        case _:
            return _over(event, at)


def _over(event: Event, at: int) -> list[Fact]:
    """How it ended, and began again."""
    match event:
        case QueueRejoined():  # a wait of its own, after the one that was lost
            return [Fact(about=event.conversation, at=at, did=Did.ASKED)]
        case QueueLeft():
            return [Fact(about=event.conversation, at=at, did=Did.LEFT, word=event.reason)]
        case ConversationResolved():
            agent = event.agent or ""
            return [Fact(about=event.conversation, at=at, did=Did.RESOLVED, agent=agent, word=event.by)]
        case ConversationReopened() | ConversationClosed():
            did = Did.CLOSED if isinstance(event, ConversationClosed) else Did.REOPENED
            return [Fact(about=event.conversation, at=at, did=did)]
        case _:
            return []


def _began(event: ConversationStarted, at: int) -> Fact:
    return Fact(
        about=event.conversation,
        at=at,
        did=Did.BEGAN,
        channel=event.channel,
        inbox=event.inbox,
        language=tongue(event.locale),
    )


def said(event: MessageAdded) -> list[Fact]:
    did = _SAID.get(event.author)
    if did is None:
        return []
    agent = event.author_id if did is Did.ANSWERED else ""
    return [
        Fact(
            about=event.conversation,
            at=millis(event.at),
            did=did,
            key=event.message,
            channel=event.channel,
            inbox=event.inbox,
            agent=agent,
            language=tongue(event.locale),
        )
    ]


def _of_the_bot(event: QuestionDecided | AnswerJudged, at: int) -> list[Fact]:
    if isinstance(event, AnswerJudged):
        asked, helped = event.asked, int(event.helped)
        return [Fact(about=event.conversation, at=at, did=Did.JUDGED, key=asked, value=helped)]
    if event.outcome is Outcome.UNASKED:
        return []
    likely = next((one.topic for one in event.likely if one.p >= event.offer_from), "")
    return [
        Fact(
            about=event.conversation,
            at=at,
            did=Did.DECIDED,
            key=event.message,
            topic=event.shown or likely,
            word=event.outcome.value,
        )
    ]


def _promise(event: PromiseBreached | PromiseMet | PromiseCancelled, at: int) -> Fact:
    became = f.CANCELLED
    if isinstance(event, PromiseBreached):
        became = f.BROKEN
    elif isinstance(event, PromiseMet):
        became = f.LATE if event.late else f.KEPT
    key = f"{event.metric}.{became}"
    return Fact(about=event.conversation, at=at, did=Did.PROMISE, key=key, word=event.metric, value=became)


def _marked(event: SurveyAnswered, at: int) -> list[Fact]:
    given = {name: getattr(event, name) for name in _MARKS}
    since = millis(event.given_at or event.at)
    return [
        Fact(
            about=event.topic,
            at=at,
            did=Did.MARKED,
            key=f"{event.survey}.{name}.{since}",
            agent=event.agent or "",
            word=name,
            value=mark,
        )
        for name, mark in given.items()
        if mark is not None
    ]
