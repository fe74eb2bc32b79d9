"""Decisions and versions as rows, and back."""

import msgspec

from walletdesk.assistant.learning.model import (
    Decision,
    Entry,
    Guess,
    Lesson,
    Outcome,
    Switch,
    Trial,
    Verdict,
    Version,
)
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import ConversationId, MessageId
from walletdesk.knowledge import Scorer
from walletdesk.platform.db import Row

_SCALE = 10_000  # probabilities are kept as whole numbers


def decision_row(decision: Decision) -> dict[str, str | int | None]:
    verdict = decision.verdict
    return {
        "message": decision.message,
        "conversation": decision.conversation,
        "seq": decision.seq,
        "at": millis(decision.at),
        "channel": decision.channel,
        "locale": decision.locale,
        "outcome": decision.outcome.value,
        "shown": decision.shown,
        "guesses": msgspec.json.encode(decision.guesses).decode(),
        "answer_from": _whole(decision.answer_from),
        "knowledge": decision.knowledge,
        "model": decision.model,
        "version": decision.version,
        "helped": None if decision.helped is None else int(decision.helped),
        "topic": verdict.topic if verdict else None,
        "judged_by": verdict.by if verdict else None,
        "judged_at": millis(verdict.at) if verdict else None,
        "settled": decision.settled,
    }


def decision_of(row: Row) -> Decision:
    (message, conversation, seq, at, channel, locale, outcome, shown, guesses, answer_from, *rest) = row
    knowledge, model, version, helped, topic, judged_by, judged_at, settled = rest
    return Decision(
        message=MessageId(message),
        conversation=ConversationId(conversation),
        seq=seq,
        at=from_millis(at),
        channel=channel,
        locale=locale,
        outcome=Outcome(outcome),
        shown=shown,
        guesses=msgspec.json.decode(guesses, type=tuple[Guess, ...]),
        answer_from=answer_from / _SCALE,
        knowledge=knowledge,
        model=model,
        version=version,
        helped=None if helped is None else bool(helped),
        verdict=None if topic is None else Verdict(topic=topic, by=judged_by, at=from_millis(judged_at)),
        settled=settled,
    )


def version_row(version: Version) -> dict[str, str | int | None]:
    return {
        "id": version.id,
        "at": millis(version.at),
        "by": version.by,
        "answer": None if version.answer is None else _whole(version.answer),
        "offer": None if version.offer is None else _whole(version.offer),
        "scorer": msgspec.json.encode(version.scorer).decode() if version.scorer else None,
        "judged": version.judged,
        "strangers": _whole(version.strangers),
        "lessons": msgspec.json.encode(version.lessons).decode(),
        "before": msgspec.json.encode(version.before).decode(),
        "after": msgspec.json.encode(version.after).decode(),
    }


def version_of(row: Row) -> Version:
    id, at, by, answer, offer, scorer, judged, strangers, lessons, before, after = row
    return Version(
        id=id,
        at=from_millis(at),
        by=by,
        answer=None if answer is None else answer / _SCALE,
        offer=None if offer is None else offer / _SCALE,
        scorer=msgspec.json.decode(scorer, type=Scorer) if scorer else None,
        judged=judged,
        strangers=strangers / _SCALE,
        lessons=msgspec.json.decode(lessons, type=tuple[Lesson, ...]),
        before=msgspec.json.decode(before, type=Trial),
        after=msgspec.json.decode(after, type=Trial),
    )


def entry_of(row: Row) -> Entry:
    id, at, by, answer, judged, strangers, lessons, before, after = row
    return Entry(
        id=id,
        at=from_millis(at),
        by=by,
        answer=None if answer is None else answer / _SCALE,
        judged=judged,
        strangers=strangers / _SCALE,
        lessons=lessons,
        before=msgspec.json.decode(before, type=Trial),
        after=msgspec.json.decode(after, type=Trial),
    )


def switch_of(row: Row) -> Switch:
    number, version, at, by = row
    return Switch(number=number, version=version, at=from_millis(at), by=by)


def _whole(share: float) -> int:
    return round(share * _SCALE)
