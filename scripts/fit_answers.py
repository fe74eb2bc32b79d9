"""Fit how sure a ranking is: the shipped weights of P(right), by letters alone and by letters and meaning.

Asked is every starter phrasing, left out of the vote while it asks, and questions that no article answers
(tests/data/answers/strangers.jsonl, written for this). No frozen question set is read. Prints the weights.
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from walletdesk.knowledge.fitting import fitted
from walletdesk.knowledge.model import language_of
from walletdesk.knowledge.ranking import VoteIndexes, VoteRanker, features_of_votes
from walletdesk.knowledge.retrieval.embedding import Asked, Floats
from walletdesk.knowledge.retrieval.encoder import shared
from walletdesk.knowledge.retrieval.judging import Seen, seen
from walletdesk.knowledge.retrieval.keeping import KeptVectors
from walletdesk.knowledge.retrieval.meaning import Meaning, lines_of, meaning_of
from walletdesk.knowledge.starter import starter_topics, starter_vectors

STRANGERS = Path(__file__).parents[1] / "tests" / "data" / "answers" / "strangers.jsonl"
AS_MANY = 4  # times each: live, one question in five is a stranger's, here it is one in twenty
DIRECTION = (1.0, 1.0, 2.0, 2.0)  # of the votes and their leads: freer weights fit these rows and no others
NOBODY = ""

Vote = tuple[dict[str, float], Seen, str]  # by letters, by both, the right topic or nobody's


async def main() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    articles = [one.article(locale, at=at) for one in starter_topics() for locale in one.locales]
    lines = lines_of(articles)
    kept = KeptVectors(shared(), shipped=starter_vectors())
    vectors = kept.of([line.text for line in lines])
    meaning, letters = meaning_of(lines, vectors, kept.mean()), await VoteRanker().index(articles)
    row_of = {at: row for row, at in enumerate(sorted(range(len(lines)), key=lambda at: lines[at].topic))}
    counted: Counter[str] = Counter()
    votes: list[Vote] = []
    for number, line in enumerate(lines):
        index = letters.languages[line.language]
        said = index.votes(line.text, left_out=counted[line.language])
        counted[line.language] += 1
        if not line.is_title:
            by_letters = dict(zip(map(str, index.topics), said, strict=True))
            asked = Asked(vectors[number : number + 1], (1,))
            found = meaning.votes(asked, line.language, left_out=row_of[number])
            votes.append((by_letters, seen(_in_order(by_letters, meaning), found), str(line.topic)))
    votes += [one async for one in _of_strangers(letters, meaning)]
    _weights_of_letters(votes)
    _weights_of_both(votes, meaning)


async def _of_strangers(letters: VoteIndexes, meaning: Meaning) -> AsyncIterator[Vote]:
    for text, language in _strangers():
        by_letters = {str(topic): vote for topic, vote in letters.votes(text, language).items()}
        found = meaning.votes(await shared().ask(text), language)
        for _ in range(AS_MANY):
            yield by_letters, seen(_in_order(by_letters, meaning), found), NOBODY


def _in_order(by_letters: dict[str, float], meaning: Meaning) -> Floats:
    return np.array([by_letters.get(topic, 0.0) for topic in meaning.topics])


def _weights_of_letters(votes: Sequence[Vote]) -> None:
    rows = [
        (features_of_votes(sorted(said.values(), reverse=True)), max(said, key=lambda t: said[t]) == right)
        for said, _, right in votes
        if said
    ]
    print("by letters", np.round(fitted(rows, (0.0, 0.0, 0.0), hold=0.01), 2).tolist())


def _weights_of_both(votes: Sequence[Vote], meaning: Meaning) -> None:
    judged = [(one, meaning.topics[one.order[0]] == right) for _, one, right in votes]
    rows = [((1.0, float(np.dot(one.features[1:], DIRECTION))), is_right) for one, is_right in judged]
    bias, scale = fitted(rows, (0.0, 0.0), hold=0.01)
    print("by both", round(bias, 2), [round(scale * part, 3) for part in DIRECTION])
    ours = [is_right for (_, is_right), (_, _, right) in zip(judged, votes, strict=True) if right]
    print(f"right first, each left out: {np.mean(ours):.3f} of {len(ours)}")


def _strangers() -> Iterator[tuple[str, str]]:
    for line in STRANGERS.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row["text"], language_of(row["lang"])


if __name__ == "__main__":
    asyncio.run(main())
