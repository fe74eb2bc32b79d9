"""Who polls is there from the first poll until none comes any more, as one is on a socket."""

import asyncio
from collections import Counter

import pytest

from tests.support.until import until
from walletdesk.platform.feed import Hub, Polled, Polling, polling

KEY = "contact:1"
BYE = '{"t":"bye"}'


class House:
    """Counts who is in, as a face does."""

    def __init__(self) -> None:
        self.hub = Hub()
        self.polling = Polling(self.hub)
        self.inside: Counter[str] = Counter()
        self.emptied = 0

    async def poll(self, epoch: str = "", n: int = 0) -> Polled:
        self.inside[KEY] += 1
        return await self.polling.poll(KEY, epoch, n, self.leave)

    async def leave(self) -> None:
        self.inside[KEY] -= 1
        self.emptied += self.inside[KEY] == 0


@pytest.fixture
async def house() -> House:
    return House()


async def test_between_two_polls_nobody_has_left(house: House) -> None:
    for _ in range(20):
        await house.poll()
    assert (house.inside[KEY], house.emptied, house.hub.is_listening(KEY)) == (1, 0, True)


async def test_who_polls_no_more_has_left_after_the_pause(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "PAUSE", 0.01)
    await house.poll()
    there = house.inside[KEY]
    await until(lambda: house.emptied == 1)
    assert (there, house.inside[KEY], house.hub.is_listening(KEY)) == (1, 0, False)


async def test_a_poll_that_waits_is_not_over_with_the_pause_of_the_one_before(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "PAUSE", 0.01)
    here = await house.poll()
    waiting = asyncio.ensure_future(house.poll(here.epoch, here.n))
    await asyncio.sleep(0.05)
    assert (house.inside[KEY], house.emptied) == (1, 0)
    house.hub.publish(KEY, '"t":"item"')
    assert (await waiting).n == 1


async def test_a_line_that_is_ended_between_two_polls_ends_at_once(house: House) -> None:
    await house.poll()
    house.hub.end(KEY, BYE)
    await until(lambda: house.emptied == 1)


async def test_a_line_that_is_ended_while_a_poll_waits_ends_with_that_poll(house: House) -> None:
    here = await house.poll()
    waiting = asyncio.ensure_future(house.poll(here.epoch, here.n))
    await asyncio.sleep(0)
    house.hub.end(KEY, BYE)
    assert (await waiting).ended
    await until(lambda: house.emptied == 1)
    assert (house.inside[KEY], house.hub.is_listening(KEY)) == (0, False)


async def test_who_hangs_up_while_a_poll_waits_keeps_the_place_for_the_pause(house: House) -> None:
    here = await house.poll()
    waiting = asyncio.ensure_future(house.poll(here.epoch, here.n))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert (house.inside[KEY], house.emptied) == (1, 0)


async def test_the_end_of_the_process_is_the_end_of_every_stay(house: House) -> None:
    await house.poll()
    await house.polling.end()
    assert (house.inside[KEY], house.emptied) == (0, 1)


async def test_each_poll_begins_the_pause_anew(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "PAUSE", 0.01)
    await house.poll()
    monkeypatch.setattr(polling, "PAUSE", 60.0)
    await house.poll()
    await asyncio.sleep(0.05)
    assert (house.inside[KEY], house.emptied) == (1, 0)
