"""What learning does when the bot decided, when a contact judged, and when another version holds."""

from walletdesk.assistant.events import AnswerJudged, Outcome, QuestionDecided
from walletdesk.assistant.learning.model import Decision, Guess
from walletdesk.assistant.learning.service import Recording, Refitting
from walletdesk.conversations import MessagesWithdrawn

_ASKED = {"question", "danger", "life"}  # what else a message was taken for is no question to learn from
_TAPPED = "button"


class LearningReactions:
    def __init__(self, recording: Recording, refitting: Refitting) -> None:
        self.recording = recording
        self._refitting = refitting

    async def on_question_decided(self, event: QuestionDecided) -> None:
        if event.meant in _ASKED:
            await self.recording.decided(_decision(event))
        elif event.meant == _TAPPED and event.outcome is Outcome.RISK:
            await self.recording.was_danger(event.conversation)

    async def on_answer_judged(self, event: AnswerJudged) -> None:
        await self.recording.judged_by_contact(event.asked, helped=event.helped)

    async def on_version_switched(self, _: object) -> None:
        await self._refitting.load()

    async def on_messages_withdrawn(self, event: MessagesWithdrawn) -> None:
        """What is gone for good must vote no more."""
        await self._refitting.forget(event.conversation, event.seqs)


def _decision(event: QuestionDecided) -> Decision:
    return Decision(
        message=event.message,
        conversation=event.conversation,
        seq=event.seq,
        at=event.at,
        channel=event.channel,
        locale=event.locale,
        outcome=event.outcome,
        shown=event.shown,
        guesses=tuple(Guess(one.topic, one.p) for one in event.likely),
        answer_from=event.answer_from,
        knowledge=event.knowledge,
        model=event.model,
        version=event.version,
    )
