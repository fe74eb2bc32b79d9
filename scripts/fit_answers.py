"""Fit how sure a ranking is: the shipped weights of P(right), by letters alone and by each kind of sight.

Asked is every starter phrasing, left out of the vote while it asks and of the head that hears it, and
questions that no article answers, left out of the head likewise. No frozen question set is read. Prints the
weights.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from walletdesk.knowledge.fitting import fitted
from walletdesk.knowledge.ranking import VoteIndexes, VoteRanker, features_of_votes
from walletdesk.knowledge.retrieval.embedding import Asked, Floats
from walletdesk.knowledge.retrieval.encoder import shared
from walletdesk.knowledge.retrieval.heads import KeptHeads, Said, voice_of
from walletdesk.knowledge.retrieval.judging import Seen, seen
from walletdesk.knowledge.retrieval.keeping import KeptVectors
from walletdesk.knowledge.retrieval.meaning import Line, Meaning, Votes, lines_of, meaning_of
from walletdesk.knowledge.starter import Stranger, starter_topics, starter_vectors, strangers

AS_MANY = 2  # times each: live, one question in five is a stranger's, here it is one in eight
DIRECTION = (1.0, 1.0, 2.0, 2.0)  # of the votes and their leads: freer weights fit these rows and no others
FOLDS = 8
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Row:
    text: str
    letters: dict[str, float]
    votes: Votes
    vector: Floats
    right: str  # a topic, or nobody's
    times: int


async def main() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    articles = [one.article(locale, at=at) for one in starter_topics() for locale in one.locales]
    lines = lines_of(articles)
    kept = KeptVectors(shared(), shipped=starter_vectors())
    vectors = kept.of([line.text for line in lines])
    meaning, letters = meaning_of(lines, vectors, kept.mean()), await VoteRanker().index(articles)
    asked = _of_lines(lines, vectors, letters, meaning)
    far = [_of_stranger(one, kept, letters, meaning) for one in strangers()]
    rows = [*asked, *far]
    heard = _heard(lines, kept, meaning, rows)
    _weights_of_letters(rows)
    plain = [(seen(_in_order(one.letters, meaning), one.votes), one) for one in rows]
    _weights_along(plain, meaning)
    full = [(seen(_in_order(one.letters, meaning), one.votes, said), one) for one, said in heard]
    _weights(full, meaning)


def _of_lines(lines: Sequence[Line], vectors: Floats, letters: VoteIndexes, meaning: Meaning) -> list[Row]:
    row_of = {at: row for row, at in enumerate(sorted(range(len(lines)), key=lambda at: lines[at].topic))}
    counted: Counter[str] = Counter()
    rows: list[Row] = []
    for number, line in enumerate(lines):
        index = letters.languages[line.language]
        said = index.votes(line.text, left_out=counted[line.language])
        counted[line.language] += 1
        if line.is_title:
            continue
        votes = meaning.votes(
            Asked(vectors[number : number + 1], (1,)), line.language, left_out=row_of[number]
        )
        by_letters = dict(zip(map(str, index.topics), said, strict=True))
        rows.append(Row(line.text, by_letters, votes, vectors[number], str(line.topic), 1))
    return rows


def _of_stranger(one: Stranger, kept: KeptVectors, letters: VoteIndexes, meaning: Meaning) -> Row:
    vectors = kept.of([one.text])
    by_letters = {str(topic): vote for topic, vote in letters.votes(one.text, one.language).items()}
    return Row(
        one.text,
        by_letters,
        meaning.votes(Asked(vectors, (1,)), one.language),
        vectors[0],
        NOBODY,
        AS_MANY,
    )


def _heard(
    lines: Sequence[Line], kept: KeptVectors, meaning: Meaning, rows: Sequence[Row]
) -> list[tuple[Row, Said]]:
    """Each by a head that has learned neither it nor the others of its part."""
    titles, said = ([line for line in lines if line.is_title is wanted] for wanted in (True, False))
    far = [row.text for row in rows if row.right == NOBODY]
    found: list[tuple[Row, Said]] = []
    for part in range(FOLDS):
        learned = [line for at, line in enumerate(said) if at % FOLDS != part]
        others = [text for at, text in enumerate(far) if at % FOLDS != part]
        voice = voice_of(KeptHeads(kept, others).fitted([*titles, *learned]), meaning.topics)
        ours, theirs = rows[: len(said)][part::FOLDS], rows[len(said) :][part::FOLDS]
        found += [(row, voice.says(row.text, row.vector)) for row in (*ours, *theirs)]
    return found


def _in_order(by_letters: dict[str, float], meaning: Meaning) -> Floats:
    return np.array([by_letters.get(topic, 0.0) for topic in meaning.topics])


def _weights_of_letters(rows: Sequence[Row]) -> None:
    judged = [
        (
            features_of_votes(sorted(row.letters.values(), reverse=True)),
            max(row.letters, key=lambda t: row.letters[t]) == row.right,
        )
        for row in rows
        if row.letters
        for _ in range(row.times)
    ]
    print("by letters", np.round(fitted(judged, (0.0, 0.0, 0.0), hold=0.01), 2).tolist())


def _weights_along(rows: Sequence[tuple[Seen, Row]], meaning: Meaning) -> None:
    judged = [
        ((1.0, float(np.dot(one.features[1:], DIRECTION))), right) for one, right in _judged(rows, meaning)
    ]
    bias, scale = fitted(judged, (0.0, 0.0), hold=0.01)
    print("by meaning", round(bias, 2), [round(scale * part, 3) for part in DIRECTION])
    _tell(rows, meaning)


def _weights(rows: Sequence[tuple[Seen, Row]], meaning: Meaning) -> None:
    judged = [(one.features, right) for one, right in _judged(rows, meaning)]
    print("by the head too", np.round(fitted(judged, (0.0,) * len(judged[0][0]), hold=0.01), 3).tolist())
    _tell(rows, meaning)


def _judged(rows: Sequence[tuple[Seen, Row]], meaning: Meaning) -> list[tuple[Seen, bool]]:
    return [
        (one, str(meaning.topics[one.order[0]]) == row.right) for one, row in rows for _ in range(row.times)
    ]


def _tell(rows: Sequence[tuple[Seen, Row]], meaning: Meaning) -> None:
    ours = [str(meaning.topics[one.order[0]]) == row.right for one, row in rows if row.right]
    print(f"  right first, left out: {np.mean(ours):.3f} of {len(ours)}")


if __name__ == "__main__":
    asyncio.run(main())
