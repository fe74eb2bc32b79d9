"""What others are told of a turn: the decision itself, and whether an article helped. No words of anybody."""

from collections.abc import Iterator
from datetime import datetime

from walletdesk.assistant.events import AnswerJudged, AssistantEvent, Outcome, QuestionDecided
from walletdesk.assistant.model import Intent, saying
from walletdesk.assistant.service.turns import Heard, Turn

_POLITE = {Intent.GREETING, Intent.THANKS, Intent.SECRET_OFFERED}  # nothing was asked
_UNDECIDED = {saying.SOLVED, saying.OTHER_WORDS}  # taps that ask nothing
_MOST_LIKELY = 3


def outcome_of(turn: Turn) -> Outcome:
    if turn.reason:
        return Outcome.RISK if turn.reason == "risk" else Outcome.HANDED_OVER
    if turn.reply.source:
        return Outcome.ANSWERED
    is_choice = any(button.is_title for button in turn.reply.buttons)
    return Outcome.OFFERED if is_choice else Outcome.MISSED


def told(turn: Turn, heard: Heard, at: datetime) -> Iterator[AssistantEvent]:
    if turn.judged is not None:
        yield AnswerJudged(
            at=at,
            conversation=heard.conversation,
            asked=turn.judged.answered.message,
            shown=turn.judged.answered.topic,
            helped=turn.judged.helped,
        )
    if turn.meant.intent not in _POLITE and turn.meant.button not in _UNDECIDED:
        yield _decided(turn, heard, at)


def _decided(turn: Turn, heard: Heard, at: datetime) -> QuestionDecided:
    found, source = turn.found, turn.reply.source
    return QuestionDecided(
        at=at,
        conversation=heard.conversation,
        message=heard.message,
        seq=heard.seq,
        channel=heard.channel,
        locale=heard.locale,
        meant=turn.meant.intent.name.lower(),
        outcome=outcome_of(turn),
        reason=turn.reason,
        shown=source.id if source else "",
        likely=found.likely[:_MOST_LIKELY],
        answer_from=found.basis.answer_from,
        offer_from=found.basis.offer_from,
        knowledge=found.basis.knowledge,
        model=found.basis.model,
        version=found.basis.version,
    )
