"""One live line from handshake to close, and a slow reader who hurts nobody."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable

import pytest

from tests.support.live_line import HOME, Door, Socket
from tests.support.until import until
from walletdesk.platform.feed import Hub, live_socket, sockets
from walletdesk.platform.feed.sockets import (
    GOING_AWAY,
    LARGEST_FRAME,
    MOST_BYTES,
    MOST_FRAMES,
    POLICY,
    TOKEN_REFUSED,
    TOO_BIG,
    TOO_SLOW,
    Line,
)

Opens = Callable[..., Socket]


@pytest.fixture
async def hub() -> Hub:
    return Hub()


@pytest.fixture
def door(hub: Hub) -> Door:
    return Door(hub)


@pytest.fixture
async def opens(hub: Hub, door: Door) -> AsyncIterator[Opens]:
    made: list[Socket] = []

    def one(origin: str | None = HOME, host: str = "localhost") -> Socket:
        made.append(Socket(live_socket(door, hub), origin=origin, host=host))
        return made[-1]

    yield one
    for socket in made:
        socket.reads.set()
        socket.hang_up()
    await asyncio.gather(*(socket.served for socket in made))


async def welcomed(socket: Socket, **more: object) -> dict[str, object]:
    socket.say({"t": "hello", "v": 1, "token": "contact:1", **more})
    await until(lambda: bool(socket.frames))
    feed: dict[str, object] = socket.frames[0]["feed"]
    return feed


@pytest.mark.parametrize(
    "origin",
    [None, "null", "https://evil.example", "https://support.example.evil.example", "https://localhost:1"],
)
async def test_a_strange_origin_never_gets_through_the_handshake(opens: Opens, origin: str | None) -> None:
    socket = opens(origin)
    await socket.served
    assert [message["type"] for message in socket.sent] == ["websocket.close"]
    assert socket.closed == POLICY


@pytest.mark.parametrize(("origin", "host"), [(HOME, "proxy.internal"), ("http://desk:8080", "desk:8080")])
async def test_our_own_pages_get_in(opens: Opens, origin: str, host: str) -> None:
    socket = opens(origin, host)
    await welcomed(socket)
    assert (socket.frames[0]["t"], socket.closed) == ("welcome", None)


async def test_who_does_not_say_hello_in_time_is_sent_away(
    opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "HELLO_WITHIN", 0.02)
    socket = opens()
    async with asyncio.timeout(5):
        await socket.served
    assert (socket.frames, socket.closed) == ([], TOKEN_REFUSED)


@pytest.mark.parametrize(
    "first", ["not json", "[]", '{"t":"hello"}', '{"token":7}', '{"token":"stranger"}', "\ud800"]
)
async def test_a_hello_that_proves_nothing_is_refused_alike(opens: Opens, first: str) -> None:
    socket = opens()
    socket.say_raw(first)
    await socket.served
    assert (socket.frames, socket.closed) == ([], TOKEN_REFUSED)


async def test_who_hangs_up_before_hello_leaves_nothing_behind(opens: Opens, hub: Hub) -> None:
    socket = opens()
    socket.hang_up()
    await socket.served
    assert (socket.frames, hub.keys("")) == ([], [])


async def test_the_welcome_says_where_the_feed_stands_and_frames_follow_in_order(
    opens: Opens, hub: Hub
) -> None:
    socket = opens()
    feed = await welcomed(socket)
    for number in range(100):
        hub.publish("contact:1", f'"t":"item","x":{number}')
    await until(lambda: len(socket.frames) == 101)
    assert feed["n"] == 0
    assert [frame["n"] for frame in socket.frames[1:]] == list(range(1, 101))
    assert [frame["x"] for frame in socket.frames[1:]] == list(range(100))


async def test_an_acknowledgement_takes_the_number_of_its_message(opens: Opens) -> None:
    sender, watcher = opens(), opens()
    await welcomed(sender)
    await welcomed(watcher)
    sender.say("one")
    watcher.say("two")
    await until(lambda: len(sender.frames) == len(watcher.frames) == 3)
    assert sender.frames[1:] == [{"n": 1, "t": "ack", "of": "one"}, {"n": 2, "t": "item", "said": "two"}]
    assert watcher.frames[1:] == [{"n": 1, "t": "item", "said": "one"}, {"n": 2, "t": "ack", "of": "two"}]


@pytest.mark.parametrize("frame", ["{", ""], ids=["no json", "nothing"])
async def test_a_frame_that_cannot_be_read_ends_the_line_and_says_so(opens: Opens, frame: str) -> None:
    socket = opens()
    await welcomed(socket)
    socket.say_raw(frame)
    await socket.served
    assert socket.closed == POLICY


async def test_a_refusal_is_told_and_the_line_goes_on(opens: Opens) -> None:
    socket = opens()
    await welcomed(socket)
    socket.say("no")
    socket.say("yes")
    await until(lambda: len(socket.frames) == 3)
    assert [frame["t"] for frame in socket.frames[1:]] == ["refused", "ack"]


async def test_a_frame_that_is_too_large_ends_the_line(opens: Opens, door: Door) -> None:
    socket = opens()
    await welcomed(socket)
    socket.say("x" * (LARGEST_FRAME + 1))
    await until(lambda: socket.closed is not None)
    await socket.served
    assert socket.closed == TOO_BIG
    assert len(door.guests[0].left_lines) == 1


async def test_who_comes_back_by_number_gets_exactly_what_it_missed(opens: Opens, hub: Hub) -> None:
    away = opens()
    feed = await welcomed(away)
    hub.publish("contact:1", '"t":"item"')
    await until(lambda: len(away.frames) == 2)
    away.hang_up()
    await away.served
    for _ in range(3):
        hub.publish("contact:1", '"t":"item"')
    back = opens()
    await welcomed(back, epoch=feed["epoch"], n=1)
    await until(lambda: len(back.frames) == 4)
    assert [frame["n"] for frame in back.frames[1:]] == [2, 3, 4]


async def test_who_comes_back_too_late_is_told_to_look_afresh(opens: Opens) -> None:
    socket = opens()
    await welcomed(socket, epoch="before the restart", n=7)
    await until(lambda: len(socket.frames) == 2)
    assert socket.frames[1] == {"t": "reset"}


@pytest.mark.parametrize(
    ("frames", "size"), [(MOST_FRAMES + 50, 10), (30, MOST_BYTES // 20)], ids=["many", "large"]
)
async def test_a_slow_reader_is_dropped_the_others_are_unhurt_and_it_comes_back_by_number(
    opens: Opens, hub: Hub, frames: int, size: int
) -> None:
    slow, quick = opens(), opens()
    feed = await welcomed(slow)
    await welcomed(quick)
    slow.reads.clear()
    for number in range(frames):
        hub.publish("contact:1", f'"t":"item","x":"{"x" * size}"')
        await asyncio.sleep(0)
        await until(lambda number=number: len(quick.frames) == number + 2)  # type: ignore[misc]
    await until(lambda: slow.closed is not None)
    assert (slow.closed, quick.closed) == (TOO_SLOW, None)
    assert [frame["n"] for frame in quick.frames[1:]] == list(range(1, frames + 1))
    back = opens()
    await welcomed(back, epoch=feed["epoch"], n=frames - 2)
    await until(lambda: len(back.frames) == 3)
    assert [frame["n"] for frame in back.frames[1:]] == [frames - 1, frames]


async def test_a_guest_hears_once_that_its_line_began_and_once_that_it_ended(
    opens: Opens, door: Door
) -> None:
    socket = opens()
    await welcomed(socket)
    began = len(door.guests[0].began_lines)
    socket.hang_up()
    await socket.served
    assert (began, door.guests[0].left_lines) == (1, door.guests[0].began_lines)


async def test_what_waited_for_a_slow_reader_is_let_go(opens: Opens, hub: Hub) -> None:
    slow = opens()
    await welcomed(slow)
    slow.reads.clear()
    for _ in range(MOST_FRAMES * 4):
        hub.publish("contact:1", '"t":"item"')
        await asyncio.sleep(0)
    await until(lambda: slow.closed is not None)
    slow.reads.set()
    await asyncio.sleep(0.02)
    assert [frame["t"] for frame in slow.frames] == ["welcome"]


async def test_the_farewell_is_the_last_frame_and_closes(opens: Opens, hub: Hub) -> None:
    socket = opens()
    await welcomed(socket)
    hub.publish("contact:1", '"t":"item"')
    hub.end_all('{"t":"bye","retry_in":[500,5000]}')
    hub.publish("contact:1", '"t":"item"')
    await until(lambda: socket.closed is not None)
    assert [frame["t"] for frame in socket.frames] == ["welcome", "item", "bye"]
    assert (socket.frames[-1]["retry_in"], socket.closed) == ([500, 5000], GOING_AWAY)


async def test_bytes_are_read_as_text_is(opens: Opens) -> None:
    socket = opens()
    await welcomed(socket)
    socket._to_server.put_nowait({"type": "websocket.receive", "bytes": json.dumps("one").encode()})
    await until(lambda: len(socket.frames) == 2)
    assert socket.frames[1]["of"] == "one"


async def test_a_frame_goes_out_at_once_where_the_connection_takes_it_and_none_overtakes_another() -> None:
    out: list[str] = []
    takes = iter([True, False, True])

    async def send(message: dict[str, str]) -> None:
        out.append(message["text"])

    def direct(frame: str) -> bool:
        if took := next(takes):
            out.append(frame)
        return took

    line = Line(send, direct)
    line.put("one")
    assert out == ["one"]
    line.put("two")  # the connection is full: from here on frames wait in their order
    line.put("three")
    await until(lambda: len(out) == 3)
    line.put("four")
    assert out == ["one", "two", "three", "four"]
