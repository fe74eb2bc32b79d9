"""Calls by the browser: what may follow what, credentials of the relay, what two pages may say."""

from datetime import UTC, datetime, timedelta

import pytest

from walletdesk.channels.voice.webrtc import Call, IceServer, Relays, Side, State, Why, credentials
from walletdesk.channels.voice.webrtc.model import CONNECTS, RINGS, SILENT, new_call
from walletdesk.channels.voice.webrtc.ports import Sent
from walletdesk.channels.voice.webrtc.post import MOST, MOST_KEPT, MemoryPost
from walletdesk.kernel.errors import Conflict, TooMany
from walletdesk.kernel.ids import AgentId, CallId, ContactId, ConversationId

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
ONE = CallId("vcl_1")


def rings(by: Side = Side.AGENT) -> Call:
    call = new_call(ONE, ConversationId("cnv_1"), ContactId("con_ann"), AgentId("agt_kim"), by=by, at=AT)
    call.join(by, f"{by}-page", AT)
    return call


def accepted(by: Side = Side.AGENT) -> Call:
    call = rings(by)
    call.join(by.other, f"{by.other}-page", AT)
    return call


def talks() -> Call:
    call = accepted()
    call.hear(Side.AGENT, "agent-page", AT, connected=True, quality="good")
    return call


def later(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


@pytest.mark.parametrize("by", list(Side))
def test_who_called_does_not_accept_and_who_is_called_does_once(by: Side) -> None:
    call = rings(by)
    assert call.join(by, f"{by}-page", later(1)) == []
    assert call.state is State.RINGING
    [told] = call.join(by.other, "here", later(2))
    assert (told.state, told.by, call.accepted_at) == ("accepted", by.value, later(2))
    assert call.join(by.other, "here", later(3)) == []
    assert call.accepted_at == later(2)


def test_a_second_page_of_one_side_does_not_come_between() -> None:
    call = accepted()
    for act in (
        lambda: call.join(Side.CONTACT, "another", AT),
        lambda: call.require_seat(Side.CONTACT, "another"),
        lambda: call.hear(Side.CONTACT, "another", AT, connected=False, quality=""),
    ):
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.code == "elsewhere"
    call.require_seat(Side.CONTACT, "contact-page")


def test_nobody_takes_a_call_that_rang_out_before_its_job_came() -> None:
    call = rings()
    with pytest.raises(Conflict) as refused:
        call.join(Side.CONTACT, "here", AT + RINGS)
    assert refused.value.code == "call_over"
    assert [one.reason for one in call.look(AT + RINGS)] == ["timeout"]
    assert call.state is State.MISSED


@pytest.mark.parametrize(
    ("side", "why", "state", "reason"),
    [
        (Side.AGENT, Why.HUNG_UP, State.MISSED, "cancelled"),
        (Side.CONTACT, Why.HUNG_UP, State.DECLINED, ""),
        (Side.CONTACT, Why.MICROPHONE, State.FAILED, "microphone"),
    ],
)
def test_before_it_is_answered_each_side_ends_it_in_its_own_way(
    side: Side, why: Why, state: State, reason: str
) -> None:
    call = rings()
    [told] = call.end(side, why, later(3))
    assert (call.state, call.reason, call.ended_by, told.seconds) == (state, reason, side, 0)


@pytest.mark.parametrize(
    ("call", "why", "state"),
    [
        (talks(), Why.HUNG_UP, State.ENDED),
        (talks(), Why.NO_CONNECTION, State.ENDED),  # they did hear each other
        (talks(), Why.NOT_HEARD, State.FAILED),
        (accepted(), Why.NO_CONNECTION, State.FAILED),
        (accepted(), Why.HUNG_UP, State.ENDED),
    ],
)
def test_after_it_was_answered_it_ended_or_it_never_came_to_be(call: Call, why: Why, state: State) -> None:
    [told] = call.end(Side.CONTACT, why, later(61))
    assert (told.state, call.state) == (state, state)
    assert told.seconds == (61 if call.connected_at and state is State.ENDED else 0)


def test_what_is_over_stays_as_it_ended() -> None:
    call = talks()
    call.end(Side.AGENT, Why.HUNG_UP, later(9))
    assert call.end(Side.CONTACT, Why.MICROPHONE, later(10)) == []
    assert call.look(later(900)) == call.moved(later(900)) == []
    assert (call.state, call.ended_at, call.reason) == (State.ENDED, later(9), "hung_up")
    for act in (
        lambda: call.join(Side.AGENT, "agent-page", later(11)),
        lambda: call.hear(Side.AGENT, "agent-page", later(11), connected=True, quality=""),
    ):
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.code == "call_over"


def test_a_side_that_says_nothing_for_long_has_gone_and_its_end_is_told() -> None:
    call = talks()
    call.hear(Side.AGENT, "agent-page", later(40), connected=True, quality="")
    assert call.look(AT + SILENT - timedelta(seconds=1)) == []
    [told] = call.look(AT + SILENT)
    assert (told.state, told.reason, call.ended_by) == ("ended", "gone", Side.CONTACT)


def test_where_nobody_heard_anything_it_failed() -> None:
    call = accepted()
    assert call.look(AT + CONNECTS - timedelta(seconds=1)) == []
    assert [one.reason for one in call.look(AT + CONNECTS)] == ["no_connection"]
    assert call.state is State.FAILED


@pytest.mark.parametrize("call", [talks(), accepted()])
def test_after_we_were_away_both_get_time_to_say_that_they_are_there(call: Call) -> None:
    back = later(3_600)
    call.spare(back)
    assert call.look(back + timedelta(seconds=20)) == []
    assert [one.state for one in call.look(back + SILENT)] == ["ended" if call.connected_at else "failed"]


@pytest.mark.parametrize(("call", "state"), [(rings(), State.MISSED), (talks(), State.ENDED)])
def test_it_ends_when_the_conversation_is_with_somebody_else(call: Call, state: State) -> None:
    assert [one.reason for one in call.moved(later(1))] == ["moved"]
    assert call.state is state


def test_the_quality_that_is_kept_is_the_worst_that_was_told() -> None:
    call = talks()
    for quality in ("poor", "fair", "", "good"):
        call.hear(Side.CONTACT, "contact-page", AT, connected=True, quality=quality)
    assert call.quality == "poor"


def test_credentials_are_what_coturn_makes_of_the_same_secret() -> None:
    """The vector of its own documentation's formula, checked against coturn 4.6.1."""
    until = datetime.fromtimestamp(1_700_000_600, UTC)
    assert credentials(b"s3cret", "user42", until) == ("1700000600:user42", "6RtfflcilJf1CxjRY8szsFXAKzk=")


def test_a_relay_gets_credentials_that_end_and_a_stun_server_none() -> None:
    relays = Relays(urls=("stun:a:3478", "turn:a:3478", "turns:a:5349"), secret=b"s", life=timedelta(hours=1))
    stun, turn = relays.servers(ONE, AT)
    assert stun == IceServer(("stun:a:3478",))
    assert turn.urls == ("turn:a:3478", "turns:a:5349")
    assert turn.username == f"{int(AT.timestamp()) + 3600}:vcl_1"
    assert relays.is_relay_only
    assert not Relays(urls=("stun:a:3478",)).is_relay_only  # there would be no way at all
    assert Relays().servers(ONE, AT) == []


def test_what_is_said_comes_in_order_once_and_to_the_other_side_alone() -> None:
    post = MemoryPost()
    post.put(ONE, Side.AGENT, [Sent("sdp", "1"), Sent("ice", "2")])
    got = post.since(ONE, Side.AGENT, "", 0)
    assert (got.bodies, got.n) == (["1", "2"], 2)
    post.put(ONE, Side.AGENT, [Sent("ice", "3")])
    assert post.since(ONE, Side.AGENT, got.epoch, 2).bodies == ["3"]
    assert post.since(ONE, Side.AGENT, "another", 2).bodies == ["1", "2", "3"]
    assert post.since(ONE, Side.CONTACT, "", 0).bodies == []


def test_a_new_page_hears_nothing_that_was_meant_for_the_one_before() -> None:
    post = MemoryPost()
    post.put(ONE, Side.AGENT, [Sent("sdp", "old")])
    begins = post.begin(ONE, Side.AGENT)
    post.put(ONE, Side.AGENT, [Sent("sdp", "new")])
    assert post.since(ONE, Side.AGENT, begins.epoch, begins.n).bodies == ["new"]
    post.forget(ONE)
    assert len(post) == 0


def test_nobody_fills_our_memory_with_what_pages_say() -> None:
    post = MemoryPost()
    post.put(ONE, Side.AGENT, [Sent("ice", "x")] * MOST["ice"])
    with pytest.raises(TooMany):
        post.put(ONE, Side.AGENT, [Sent("ice", "x")])
    with pytest.raises(TooMany):
        post.put(ONE, Side.CONTACT, [Sent("sdp", "x" * (MOST_KEPT + 1))])
    assert post.since(ONE, Side.CONTACT, "", 0).bodies == []
    post.begin(ONE, Side.AGENT)  # a page that comes again and again gets no more by it
    with pytest.raises(TooMany):
        post.put(ONE, Side.AGENT, [Sent("ice", "x")])
