"""Numbered frames: who was away asks by number; who cannot be served by number looks afresh."""

import asyncio
import json
from dataclasses import dataclass, field

import pytest

from walletdesk.platform.feed import Feed, Hub, poll
from walletdesk.platform.feed import hub as hub_module
from walletdesk.platform.feed.hub import KEPT_FRAMES, KEPT_SECONDS


@dataclass(eq=False)
class Ear:
    heard: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)

    def put(self, frame: str) -> None:
        self.heard.append(frame)

    def end(self, frame: str) -> None:
        self.ended.append(frame)


@dataclass
class Seconds:
    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


def numbers(frames: list[str] | None) -> list[int] | None:
    return None if frames is None else [json.loads(frame)["n"] for frame in frames]


def filled(count: int) -> Feed:
    feed = Feed()
    for number in range(count):
        feed.publish(f'"t":"item","x":{number}')
    return feed


def test_frames_are_numbered_from_one_without_a_gap() -> None:
    feed, ear = Feed(), Ear()
    feed.listeners.add(ear)
    for _ in range(3):
        feed.publish('"t":"item"')
    assert ear.heard == ['{"n":1,"t":"item"}', '{"n":2,"t":"item"}', '{"n":3,"t":"item"}']


def test_the_one_who_caused_it_gets_the_answer_under_the_number_of_the_message() -> None:
    feed, origin, other = Feed(), Ear(), Ear()
    feed.listeners |= {origin, other}
    feed.publish('"t":"item"', origin=origin, answer='"t":"ack"')
    feed.publish('"t":"head"')
    assert origin.heard == ['{"n":1,"t":"ack"}', '{"n":2,"t":"head"}']
    assert other.heard == ['{"n":1,"t":"item"}', '{"n":2,"t":"head"}']
    assert feed.since(feed.epoch, 0) == other.heard, "who comes back sees the message itself"


def test_what_nobody_else_listens_to_is_made_when_somebody_comes_back_for_it() -> None:
    feed, origin, made = Feed(), Ear(), list[str]()
    feed.listeners.add(origin)

    def body() -> str:
        made.append("once")
        return '"t":"item"'

    feed.publish(body, origin=origin, answer='"t":"ack"')
    assert (origin.heard, made) == (['{"n":1,"t":"ack"}'], [])
    assert feed.since(feed.epoch, 0) == ['{"n":1,"t":"item"}']


def test_a_body_that_many_read_is_made_once() -> None:
    feed, one, other, made = Feed(), Ear(), Ear(), list[str]()
    feed.listeners |= {one, other}

    def body() -> str:
        made.append("once")
        return '"t":"item"'

    feed.publish(body)
    assert one.heard == other.heard == feed.since(feed.epoch, 0) == ['{"n":1,"t":"item"}']
    assert made == ["once"]


@pytest.mark.parametrize(("n", "expected"), [(0, [1, 2, 3]), (2, [3]), (3, [])])
def test_who_was_away_gets_what_came_after_its_number(n: int, expected: list[int]) -> None:
    feed = filled(3)
    assert numbers(feed.since(feed.epoch, n)) == expected


def test_a_number_of_another_epoch_or_of_the_future_cannot_be_served() -> None:
    feed = filled(3)
    assert (feed.since("before the restart", 3), feed.since(feed.epoch, 4)) == (None, None)


def test_who_missed_more_than_is_kept_looks_afresh() -> None:
    feed = filled(KEPT_FRAMES + 10)
    assert feed.since(feed.epoch, 9) is None
    assert numbers(feed.since(feed.epoch, 10)) == list(range(11, KEPT_FRAMES + 11))


def test_an_empty_feed_has_missed_nothing() -> None:
    feed = Feed()
    assert (feed.since(feed.epoch, 0), feed.since(feed.epoch, 1)) == ([], None)


def test_two_feeds_never_share_an_epoch() -> None:
    assert Feed().epoch != Feed().epoch


async def test_a_frame_reaches_only_its_own_feed_and_costs_nothing_where_nobody_listens() -> None:
    hub, one, other = Hub(), Ear(), Ear()
    hub.join("contact:1", one)
    hub.join("contact:2", other)
    hub.publish("contact:1", '"t":"item"')
    hub.publish("contact:3", '"t":"item"')
    assert (len(one.heard), other.heard, hub.find("contact:3")) == (1, [], None)
    assert (hub.is_listening("contact:1"), hub.is_listening("contact:3")) == (True, False)
    assert sorted(hub.keys("contact:")) == ["contact:1", "contact:2"]


async def test_a_feed_goes_on_while_its_owner_is_away_for_a_moment() -> None:
    hub, ear = Hub(), Ear()
    feed = hub.join("contact:1", ear)
    hub.leave("contact:1", ear)
    hub.publish("contact:1", '"t":"item"')
    assert (hub.is_listening("contact:1"), numbers(feed.since(feed.epoch, 0))) == (False, [1])
    assert hub.join("contact:1", Ear()) is feed


async def test_a_feed_that_nobody_comes_back_to_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "SWEEP_EVERY", 0.01)
    seconds = Seconds()
    hub, ear, stays = Hub(seconds=seconds), Ear(), Ear()
    first = hub.join("contact:1", ear)
    hub.join("contact:2", stays)
    hub.leave("contact:1", ear)
    seconds.now += KEPT_SECONDS - 1
    await asyncio.sleep(0.03)
    early = hub.find("contact:1")
    seconds.now += 2
    await asyncio.sleep(0.03)
    assert (early is first, hub.find("contact:1"), hub.find("contact:2") is not None) == (True, None, True)
    assert hub.join("contact:1", ear).epoch != first.epoch


async def test_the_farewell_reaches_every_line() -> None:
    hub, ears = Hub(), [Ear(), Ear(), Ear()]
    for number, ear in enumerate(ears):
        hub.join(f"contact:{number % 2}", ear)
    hub.end_all('{"t":"bye"}')
    assert [ear.ended for ear in ears] == [['{"t":"bye"}']] * 3


async def test_a_poll_without_an_epoch_says_where_the_feed_stands() -> None:
    hub = Hub()
    hub.join("contact:1", Ear()).publish('"t":"item"')
    told = await poll(hub, "contact:1", "", 0)
    assert (told.n, told.frames) == (1, [])


async def test_a_poll_gets_at_once_what_is_there() -> None:
    hub = Hub()
    here = await poll(hub, "contact:1", "", 0)
    hub.publish("contact:1", '"t":"item"')
    told = await poll(hub, "contact:1", here.epoch, here.n)
    assert (told.n, told.frames) == (1, ['{"n":1,"t":"item"}'])


async def test_a_poll_waits_for_the_next_frame() -> None:
    hub = Hub()
    here = await poll(hub, "contact:1", "", 0)
    polling = asyncio.ensure_future(poll(hub, "contact:1", here.epoch, here.n))
    await asyncio.sleep(0.01)
    waiting = not polling.done()
    hub.publish("contact:1", '"t":"item"')
    told = await polling
    assert (waiting, numbers(told.frames)) == (True, [1])


async def test_a_poll_ends_empty_handed_after_a_while() -> None:
    hub = Hub()
    here = await poll(hub, "contact:1", "", 0)
    told = await poll(hub, "contact:1", here.epoch, here.n, seconds=0.02)
    assert (told.epoch, told.n, told.frames) == (here.epoch, 0, [])
    assert not hub.is_listening("contact:1")


async def test_a_poll_with_a_strange_epoch_is_told_to_look_afresh() -> None:
    hub = Hub()
    told = await poll(hub, "contact:1", "before the restart", 9)
    assert [json.loads(frame) for frame in told.frames] == [{"t": "reset"}]
    assert told.epoch != "before the restart"
