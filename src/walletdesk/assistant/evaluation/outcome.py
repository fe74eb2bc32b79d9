"""What the bot did with a question, told from the turn it took."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from walletdesk.assistant.model import Dialogue
from walletdesk.assistant.model.saying import AT_RISK, TOPIC
from walletdesk.assistant.service.turns import Turn


class Deed(StrEnum):
    ANSWER = "answer"  # an article, and nobody was called
    CHOICE = "choice"  # between topics
    PERSON = "person"
    DANGER = "danger"  # safe steps and a person at once
    CHECK = "check"  # it asked whether it is danger: one tap from both
    ANSWER_AND_CHECK = "answer and check"  # an article, and before it whether it is danger
    CHOICE_AND_CHECK = "choice and check"  # the same, beside a choice: whoever is calm taps no more than else
    NOTHING = "nothing"  # it asked, offered a person, or was polite


@dataclass(frozen=True, slots=True)
class Seen:
    """``topics``: how sure the ranker is of each, best first. ``topic``: of the article that was shown."""

    deed: Deed
    topic: str
    topics: tuple[tuple[str, float], ...]
    cpu_ms: float
    if_surer: str = ""  # the topic that would have been answered, had every answer been sure enough

    @property
    def confidence(self) -> float:
        return self.topics[0][1] if self.topics else 0.0


def fresh() -> Dialogue:
    """Nothing was said yet but hello: what the bot is called is no part of an answer."""
    return Dialogue(greeted=True)


def deed_of(turn: Turn) -> tuple[Deed, str]:
    shown = turn.reply.source.id if turn.reply.source else ""
    if turn.reason == "risk":
        return Deed.DANGER, shown
    if turn.reason:
        return Deed.PERSON, shown
    is_checked = any(button.id == AT_RISK for button in turn.reply.buttons)
    if shown:
        return (Deed.ANSWER_AND_CHECK if is_checked else Deed.ANSWER), shown
    if is_checked:
        is_choice = any(button.is_title for button in turn.reply.buttons)
        return (Deed.CHOICE_AND_CHECK if is_choice else Deed.CHECK), ""
    offered: Sequence[str] = [button.id for button in turn.reply.buttons if button.id.startswith(TOPIC)]
    is_choice = any(button.is_title for button in turn.reply.buttons if button.id in offered)
    return (Deed.CHOICE if is_choice else Deed.NOTHING), ""
