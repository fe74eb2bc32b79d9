"""Delivery from a real outbox: at least once, in order, and no reaction in another's way."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import pytest
import sqlalchemy as sa

from tests.support.things import NOON, Noted, Unheard, make_things, noted
from tests.support.until import until
from walletdesk.kernel.events import Event
from walletdesk.platform.db import Database, Row, Statement, statement
from walletdesk.platform.db.outbox import OUTBOX
from walletdesk.platform.relay import FIRST_PAUSE, LONGEST_PAUSE, MOST_ATTEMPTS, PAGE, Relay

LEFT = statement(sa.select(OUTBOX.c.id, OUTBOX.c.kind, OUTBOX.c.dead).order_by(OUTBOX.c.id))
WRITE = statement(
    sa.insert(OUTBOX).values({name: sa.bindparam(name) for name in ("topic", "kind", "body", "at")})
)

Reaction = Callable[[Noted], Awaitable[None]]


class Pauses:
    """Nobody sleeps; each pause that was asked for is written down."""

    def __init__(self) -> None:
        self.asked: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        await asyncio.sleep(0)


class Listener:
    """Remembers what it was told; fails for the numbers it may not see, as often as it was asked to."""

    def __init__(self, *bad: int, times: int = 1_000) -> None:
        self.seen: list[tuple[str, int]] = []
        self.tries = 0
        self._bad = set(bad)
        self._times = times

    async def hear(self, event: Noted) -> None:
        await asyncio.sleep(0)
        self._refuse([event])
        self.seen.append((event.about, event.number))

    async def hear_all(self, events: Sequence[Noted]) -> None:
        self._refuse(events)
        self.seen += [(event.about, event.number) for event in events]

    def _refuse(self, events: Sequence[Noted]) -> None:
        self.tries += 1
        if self._times and self._bad & {event.number for event in events}:
            self._times -= 1
            raise ZeroDivisionError("texts of failures may quote a person")

    def of(self, about: str) -> list[int]:
        return [number for topic, number in self.seen if topic == about]


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
async def relay(db: Database, pauses: Pauses) -> AsyncIterator[Relay]:
    relay = Relay(db, clock=lambda: NOON, pause=pauses)
    yield relay
    await relay.stop()


async def emit(db: Database, *events: Event) -> None:
    async with db.write() as tx:
        tx.emit(*events)


async def emit_one_by_one(db: Database, *events: Event) -> None:
    for event in events:
        await emit(db, event)


async def test_events_of_a_topic_come_in_order_to_every_reaction(db: Database, relay: Relay) -> None:
    first, second = Listener(), Listener()
    relay.on(Noted, first.hear, second.hear)
    await relay.start()
    topics = ("a", "b", "c")
    await asyncio.gather(*(emit_one_by_one(db, *(noted(t, n) for n in range(20))) for t in topics))
    await relay.drain()
    assert [listener.of(t) for listener in (first, second) for t in topics] == [list(range(20))] * 6
    assert await db.all(LEFT) == []


async def test_a_failing_reaction_stops_neither_another_topic_nor_another_reaction(
    db: Database, relay: Relay
) -> None:
    failing, fine = Listener(0), Listener()
    relay.on(Noted, failing.hear, fine.hear)
    await relay.start()
    await emit(db, noted("a", 0), noted("a", 1), noted("b", 2))
    await relay.drain()
    assert (fine.of("a"), fine.of("b")) == ([0, 1], [2])
    assert (failing.of("a"), failing.of("b")) == ([1], [2]), "the bad one was set aside, the next came"


async def test_while_it_fails_only_its_own_topic_waits(db: Database) -> None:
    gate, waits = asyncio.Event(), asyncio.Event()

    async def pause(_: float) -> None:
        waits.set()
        await gate.wait()

    failing, fine = Listener(0, times=1), Listener()
    relay = Relay(db, clock=lambda: NOON, pause=pause)
    relay.on(Noted, failing.hear, fine.hear)
    await relay.start()
    await emit(db, noted("a", 0), noted("a", 1), noted("b", 2))
    await waits.wait()
    await until(lambda: fine.of("a") == [0, 1] and failing.of("b") == [2])
    assert failing.of("a") == [], "its order is kept"
    gate.set()
    await relay.drain()
    assert failing.of("a") == [0, 1]
    await relay.stop()


async def test_pauses_grow_up_to_a_limit_and_end(db: Database, relay: Relay, pauses: Pauses) -> None:
    failing = Listener(0)
    relay.on(Noted, failing.hear)
    await relay.start()
    await emit(db, noted("a", 0))
    await relay.drain()
    assert failing.tries == MOST_ATTEMPTS
    assert pauses.asked == [FIRST_PAUSE * 2**n for n in range(MOST_ATTEMPTS - 1)]
    assert max(pauses.asked) <= LONGEST_PAUSE


async def test_one_that_recovers_leaves_no_dead_letter(db: Database, relay: Relay) -> None:
    shaky = Listener(0, times=3)
    relay.on(Noted, shaky.hear)
    await relay.start()
    await emit(db, noted("a", 0))
    await relay.drain()
    assert shaky.of("a") == [0]
    assert (await relay.dead_letters(), await db.all(LEFT)) == ([], [])


async def test_a_dead_letter_says_what_failed_and_nothing_of_what_was_said(
    db: Database, relay: Relay
) -> None:
    relay.on(Noted, Listener(0).hear)
    await relay.start()
    await emit(db, noted("a", 0))
    await relay.drain()
    [letter] = await relay.dead_letters()
    assert (letter.topic, letter.kind, letter.at, letter.failed_at) == ("a", "Noted", NOON, NOON)
    assert letter.reaction.endswith("Listener.hear")
    assert letter.error.startswith("ZeroDivisionError at _refuse:")
    assert "quote" not in letter.error
    assert not hasattr(letter, "body")


async def test_a_dead_letter_can_be_delivered_once_more(db: Database, relay: Relay) -> None:
    failing = Listener(0, times=MOST_ATTEMPTS)
    relay.on(Noted, failing.hear)
    await relay.start()
    await emit(db, noted("a", 0))
    await relay.drain()
    [letter] = await relay.dead_letters()
    assert await relay.retry(letter.id)
    await relay.drain()
    assert failing.of("a") == [0]
    assert (await relay.dead_letters(), await db.all(LEFT)) == ([], [])
    assert not await relay.retry(letter.id), "it is no dead letter any more"


async def test_a_dead_letter_is_not_delivered_again_by_a_restart(db: Database, relay: Relay) -> None:
    relay.on(Noted, Listener(0).hear)
    await relay.start()
    await emit(db, noted("a", 0))
    await relay.drain()
    after = await restarted(db)
    assert after.seen == []
    assert [dead for _, _, dead in await db.all(LEFT)] == [1]


async def test_what_was_not_finished_is_delivered_after_a_restart_in_order(db: Database) -> None:
    await emit_one_by_one(db, *(noted("a", n) for n in range(5)), noted("b", 9))
    after = await restarted(db)
    assert (after.of("a"), after.of("b")) == ([0, 1, 2, 3, 4], [9])
    assert await db.all(LEFT) == []


async def test_a_reaction_cut_off_in_the_middle_is_repeated_after_the_restart(db: Database) -> None:
    begun = asyncio.Event()

    async def never_ends(event: Noted) -> None:
        begun.set()
        await asyncio.Event().wait()

    relay = Relay(db, clock=lambda: NOON)
    relay.on(Noted, never_ends)
    await relay.start()
    await emit(db, noted("a", 0), noted("a", 1))
    await begun.wait()
    await relay.stop()
    assert (await restarted(db)).of("a") == [0, 1]


async def test_one_reaction_that_is_not_through_keeps_the_row_for_all(db: Database) -> None:
    async def never_ends(event: Noted) -> None:
        await asyncio.Event().wait()

    done = Listener()
    relay = Relay(db, clock=lambda: NOON)
    relay.on(Noted, done.hear, never_ends)
    await relay.start()
    await emit(db, noted("a", 0))
    await asyncio.sleep(0.05)
    await relay.stop()
    assert done.of("a") == [0]
    assert len(await db.all(LEFT)) == 1


async def test_a_backlog_of_many_pages_is_taken_up_once_and_in_order(db: Database) -> None:
    many = PAGE * 2 + 7
    await emit(db, *(noted("a", n) for n in range(many)))
    after = await restarted(db)
    assert after.of("a") == list(range(many))


async def test_what_reactions_to_a_backlog_cause_does_not_overtake_it(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, last = Listener(), PAGE * 2
    at_once = db.all

    async def across_a_slow_network(what: Statement, **values: int) -> list[Row]:
        rows = await at_once(what, **values)
        await asyncio.sleep(0.1)
        return rows

    async def answer(event: Noted) -> None:
        await emit(db, noted("a", last + 1))

    await emit(db, *(noted("a", n) for n in range(last)))
    monkeypatch.setattr(db, "all", across_a_slow_network)
    relay = Relay(db, clock=lambda: NOON, pause=Pauses())
    relay.on(Noted, answer, when=lambda event: event.number == 0)
    relay.on(Noted, heard.hear)
    await relay.start()
    await relay.drain()
    await relay.stop()
    assert heard.of("a") == [*range(last), last + 1]


async def test_what_a_reaction_causes_is_delivered_too(db: Database, relay: Relay) -> None:
    heard = Listener()

    async def answer(event: Noted) -> None:
        await emit(db, noted("answer", event.number))

    relay.on(Noted, heard.hear)
    relay.on(Noted, answer, when=lambda event: event.about == "question")
    await relay.start()
    await emit(db, noted("question", 7))
    await relay.drain()
    assert heard.seen == [("question", 7), ("answer", 7)]


async def test_events_that_are_not_for_a_reaction_pass_it_by(db: Database, relay: Relay) -> None:
    picky = Listener()
    relay.on(Noted, picky.hear, when=lambda event: event.number > 1)
    await relay.start()
    await emit(db, *(noted("a", n) for n in range(4)), Unheard(at=NOON))
    await relay.drain()
    assert picky.of("a") == [2, 3]
    assert await db.all(LEFT) == []


async def test_a_batch_takes_many_topics_at_once_in_the_order_of_commits(db: Database, relay: Relay) -> None:
    batch = Listener()
    relay.on_batch(Noted, batch.hear_all)
    await relay.start()
    events = [noted(random.choice("abc"), n) for n in range(50)]  # noqa: S311 - any order will do
    await emit_one_by_one(db, *events)
    await relay.drain()
    assert [number for _, number in batch.seen] == list(range(50))
    assert await db.all(LEFT) == []


async def test_one_bad_event_does_not_take_the_others_of_its_batch_along(db: Database, relay: Relay) -> None:
    batch, fine = Listener(2), Listener()
    relay.on_batch(Noted, batch.hear_all)
    relay.on(Noted, fine.hear)
    await relay.start()
    await emit(db, *(noted("a", n) for n in range(4)))
    await relay.drain()
    assert (batch.of("a"), fine.of("a")) == ([0, 1, 3], [0, 1, 2, 3])
    assert len(await relay.dead_letters()) == 1


async def test_an_event_of_a_newer_version_is_read_without_what_we_do_not_know(db: Database) -> None:
    await write(db, "Noted", '{"at":"2026-03-02T12:00:00Z","about":"a","number":3,"mood":"new","more":[1]}')
    assert (await restarted(db)).of("a") == [3]


async def test_an_event_of_an_older_version_is_read_with_what_it_lacked(db: Database) -> None:
    await write(db, "Noted", '{"at":"2026-03-02T12:00:00Z","about":"a"}')
    assert (await restarted(db)).of("a") == [0]


async def test_a_kind_that_this_version_does_not_know_stays_for_one_that_does(db: Database) -> None:
    await write(db, "FromTomorrow", '{"at":"2026-03-02T12:00:00Z"}')
    await emit(db, noted("a", 1))
    assert (await restarted(db)).of("a") == [1]
    assert [(kind, dead) for _, kind, dead in await db.all(LEFT)] == [("FromTomorrow", 0)]


async def test_one_that_cannot_be_read_is_set_aside_and_the_start_goes_on(db: Database) -> None:
    await write(db, "Noted", '{"at":"2026-03-02T12:00:00Z","number":"not a number"}')
    await emit(db, noted("a", 1))
    assert (await restarted(db)).of("a") == [1]
    relay = Relay(db, clock=lambda: NOON)
    relay.on(Noted, Listener().hear)
    [letter] = await relay.dead_letters()
    assert (letter.kind, letter.reaction) == ("Noted", "relay")
    assert letter.error.startswith("ValidationError at ")
    assert not await relay.retry(letter.id), "it is no better the second time"
    assert len(await relay.dead_letters()) == 1


async def test_hints_are_told_at_once_in_order_and_a_failing_listener_hurts_nobody(
    db: Database, relay: Relay
) -> None:
    told: list[str] = []

    def fails(hint: str) -> None:
        raise ZeroDivisionError

    relay.hint(str, fails, told.append)
    await relay.start()
    async with db.write() as tx:
        tx.hint("one", "two", 3)
        early = list(told)
    assert (early, told) == ([], ["one", "two"])


async def test_waiting_counts_what_is_not_delivered_yet(db: Database, relay: Relay) -> None:
    gate = asyncio.Event()

    async def held(event: Noted) -> None:
        await gate.wait()

    relay.on(Noted, held)
    await relay.start()
    await emit(db, noted("a", 0), noted("b", 1))
    assert relay.waiting == 2
    gate.set()
    await relay.drain()
    assert relay.waiting == 0


async def test_rows_and_events_ride_together_under_a_storm(db: Database, relay: Relay) -> None:
    await make_things(db)
    heard = Listener()
    relay.on(Noted, heard.hear)
    await relay.start()
    chance = random.Random(7)  # noqa: S311 - a seed makes it repeatable

    async def one(number: int, *, good: bool) -> None:
        async with db.write() as tx:
            tx.emit(noted(str(number % 5), number))
            assert good

    plan = [chance.random() < 0.7 for _ in range(200)]
    await asyncio.gather(*(one(n, good=good) for n, good in enumerate(plan)), return_exceptions=True)
    await relay.drain()
    assert sorted(number for _, number in heard.seen) == [n for n, good in enumerate(plan) if good]


async def write(db: Database, kind: str, body: str) -> None:
    """An outbox row as another version wrote it."""
    async with db.write() as tx:
        await tx.run(WRITE, topic="a", kind=kind, body=body, at=0)


async def restarted(db: Database) -> Listener:
    """What a new process delivers on its own."""
    listener = Listener()
    relay = Relay(db, clock=lambda: NOON, pause=Pauses())
    relay.on(Noted, listener.hear)
    await relay.start()
    await relay.drain()
    await relay.stop()
    return listener
