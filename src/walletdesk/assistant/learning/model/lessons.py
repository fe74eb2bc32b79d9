"""What may be learnt from judged questions, and how many are asked here that no article answers."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from walletdesk.assistant.events import Outcome
from walletdesk.assistant.learning.model.decisions import NONE_OF_THEM, Decision
from walletdesk.assistant.learning.model.versions import Lesson

MOST_LESSONS = 40  # of one topic in one language: the last ones say how people speak now
PARTS = 5
_SHORTEST = 2


def part_of(text: str) -> int:
    """Who asks the same in the same words is in the same part."""
    return crc32(text.casefold().encode()) % PARTS


@dataclass(frozen=True, slots=True)
class Known:
    """A decision with its words. ``topic``: what it was about; None: not what was shown, nobody says what."""

    decision: Decision
    text: str

    @property
    def topic(self) -> str | None:
        return self.decision.right

    @property
    def words(self) -> str:
        return self.text.casefold()

    def lesson_on(self, topic: str) -> Lesson:
        one = self.decision
        return Lesson(
            message=one.message,
            conversation=one.conversation,
            seq=one.seq,
            topic=topic,
            locale=one.locale,
        )


def is_fit(one: Decision, titles: Mapping[str, str]) -> bool:
    """Whether it says how good the articles are that there are now.

    What was about an article that is gone does not. Nor does a question that an article was made of, as soon
    as that is there: its words stand in it.
    """
    is_asked = one.about is not None and bool(one.guesses) and one.outcome is not Outcome.RISK
    return is_asked and one.drafted not in titles and (one.about == NONE_OF_THEM or one.about in titles)


def lessons_of(known: Sequence[Known], may_teach: Callable[[str], bool]) -> list[Lesson]:
    """What staff confirmed, the last of each topic; never words on which two of them disagree."""
    meant: dict[str, set[str]] = defaultdict(set)
    for one in known:
        if one.topic is not None:
            meant[one.words].add(one.topic)
    seen: set[str] = set()
    of: dict[tuple[str, str], list[Lesson]] = defaultdict(list)
    for one in known:
        teaches = (
            one.decision.verdict is not None
            and len(meant[one.words]) == 1
            and one.words not in seen
            and len(one.text) >= _SHORTEST
            and may_teach(one.text)
        )
        if one.topic and teaches:
            seen.add(one.words)
            of[one.topic, one.decision.locale].append(one.lesson_on(one.topic))
    kept = [lesson for each in of.values() for lesson in each[:MOST_LESSONS]]
    return sorted(kept, key=lambda lesson: lesson.message)


def strangers_among(known: Sequence[Known], live: Mapping[str, int]) -> float:
    """The share of questions that no article answers, here and now. ``live``: how often each outcome comes.

    Most that are judged were handed over: so it is taken for each outcome by itself, and weighed by how often
    that comes.
    """
    of: dict[str, list[bool]] = defaultdict(list)
    for one in known:
        if one.topic is not None and one.decision.outcome is not Outcome.UNASKED:
            of[one.decision.outcome.value].append(one.topic == NONE_OF_THEM)
    whole = sum(live.get(outcome, 0) for outcome in of)
    if not whole:
        return 0.0
    return sum(live.get(outcome, 0) / whole * sum(each) / len(each) for outcome, each in of.items())
