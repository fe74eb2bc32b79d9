"""What may be learnt from judged questions, and how many are asked here that no article answers."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

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
    """A decision with its words, and what it was about."""

    decision: Decision
    text: str
    topic: str

    @property
    def words(self) -> str:
        return self.text.casefold()

    @property
    def lesson(self) -> Lesson:
        one = self.decision
        return Lesson(
            message=one.message,
            conversation=one.conversation,
            seq=one.seq,
            topic=self.topic,
            locale=one.locale,
        )


def lessons_of(
    known: Sequence[Known], titles: Mapping[str, str], may_teach: Callable[[str], bool]
) -> list[Lesson]:
    """What staff confirmed, the last of each topic; never words on which two of them disagree."""
    meant: dict[str, set[str]] = defaultdict(set)
    for one in known:
        meant[one.words].add(one.topic)
    seen: set[str] = set()
    of: dict[tuple[str, str], list[Lesson]] = defaultdict(list)
    for one in known:
        is_fit = (
            one.decision.verdict is not None
            and one.topic != NONE_OF_THEM
            and one.topic in titles
            and len(meant[one.words]) == 1
            and one.words not in seen
            and len(one.text) >= _SHORTEST
            and may_teach(one.text)
        )
        if is_fit:
            seen.add(one.words)
            of[one.topic, one.decision.locale].append(one.lesson)
    kept = [lesson for each in of.values() for lesson in each[:MOST_LESSONS]]
    return sorted(kept, key=lambda lesson: lesson.message)


def strangers_among(known: Sequence[Known], live: Mapping[str, int]) -> float:
    """The share of questions that no article answers, here and now. ``live``: how often each outcome comes.

    Most that are judged were handed over: so it is taken for each outcome by itself, and weighed by how often
    that comes.
    """
    of: dict[str, list[bool]] = defaultdict(list)
    for one in known:
        of[one.decision.outcome.value].append(one.topic == NONE_OF_THEM)
    whole = sum(live.get(outcome, 0) for outcome in of)
    if not whole:
        return 0.0
    return sum(live.get(outcome, 0) / whole * sum(each) / len(each) for outcome, each in of.items())
