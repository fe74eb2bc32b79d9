"""A call by voice over HTTP, as both pages make it: what each is told, and what stands in the thread."""

import json
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from tests.support.files import pieces
from tests.support.installation import Agent, Contact, Frames, Installation
from tests.support.matrix_voice import SOUND
from walletdesk.callbacks import Rules
from walletdesk.channels.voice.webrtc.voicemail import EACH, MOST, Spoken
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId
from walletdesk.kernel.viewers import AgentViewer, ContactViewer, Role
from walletdesk.platform.db import statement

Json = dict[str, Any]
_ROWS = statement(sa.text("SELECT * FROM voice_call"))
OFFER = {"k": "sdp", "type": "offer", "sdp": "v=0\nabandon abandon abandon"}
WAY = {"k": "ice", "candidate": "candidate:1 1 udp 1 198.51.100.7 50000 typ host", "mid": "0", "line": 0}

STATES = ("ringing", "accepted", "ended")
BOUNDS: list[tuple[list[Json], int]] = [
    ([{**OFFER, "sdp": "x" * 64_001}], 422),
    ([WAY] * 41, 422),
    ([], 422),
    ([{"k": "joined"}], 422),  # that is said by us
    ([{**WAY, "candidate": "x" * 1_001}], 422),
    ([WAY] * 40, 204),
]


async def together(house: Installation) -> tuple[Contact, Agent, str]:
    contact, agent = await house.contact(), await house.agent()
    id = str((await contact.starts("where are my coins"))["head"]["id"])
    await contact.post(f"/api/conversations/{id}/agent")
    await house.settle()
    await agent.post(agent.of(id, "/accept"))
    await house.settle()
    return contact, agent, id


def frames(told: Frames) -> list[tuple[str, str]]:
    return [(one["state"], one["by"]) for one in told.of("voice")]


async def test_both_pages_meet_and_the_thread_tells_what_became_of_it(house: Installation) -> None:
    contact, agent, id = await together(house)
    theirs, ours = house.listen(f"contact:{contact.id}"), house.listen(f"agent:{agent.id}")
    own, desk = f"/api/conversations/{id}/calls", f"/api/workspace/conversations/{id}/calls"
    assert (await contact.get(own)) == {"live": None, "may_start": True}
    call = await agent.post(desk)
    assert (call["state"], call["by"], call["mine"]) == ("ringing", "agent", True)
    assert (await agent.get("/api/workspace/calls"))["live"]["id"] == call["id"]
    one, its = f"{own}/{call['id']}", f"{desk}/{call['id']}"
    begun = await agent.post(f"{its}/join", {"leg": "page-of-agent"})
    joined = await contact.post(f"{one}/join", {"leg": "page-of-contact"})
    assert (joined["call"]["state"], joined["relay"], joined["ice"]) == ("accepted", False, [])
    listens = f"{its}/signals?leg=page-of-agent&epoch={begun['epoch']}&n={begun['n']}"
    assert (await agent.get(listens))["signals"] == [{"k": "joined"}]
    said = {"leg": "page-of-agent", "signals": [OFFER, WAY]}
    assert (await agent.ask("POST", f"{its}/signals", said)).status_code == 204
    got = await contact.get(f"{one}/signals?leg=page-of-contact&epoch={joined['epoch']}&n={joined['n']}")
    assert [signal["k"] for signal in got["signals"]] == ["sdp", "ice"]
    assert got["signals"][0]["sdp"] == OFFER["sdp"]
    got = [(await agent.ask("POST", f"{its}/signals", {**said, "signals": s})).status_code for s, _ in BOUNDS]
    assert got == [status for _, status in BOUNDS]
    here = {"leg": "page-of-contact", "connected": True, "quality": "fair"}
    assert (await contact.post(f"{one}/here", here))["connected_at"]
    over = await contact.post(f"{one}/end", {"why": "hung_up"})
    assert (over["state"], over["ended_by"], over["quality"]) == ("ended", "contact", "fair")
    await house.settle()
    assert set(frames(theirs)) == set(frames(ours)) == {(one, "agent") for one in STATES}
    await told_in_the_thread(contact, id)
    kept = json.dumps([str(row) for row in await house.system.engine.db.all(_ROWS)])
    assert "page-of-contact" in kept  # what stands in its row, and nothing of what the pages said
    assert not any(said in kept for said in ("abandon", "198.51.100.7"))


async def told_in_the_thread(contact: Contact, id: str) -> None:
    items = (await contact.get(f"/api/conversations/{id}"))["items"]
    lines = [
        (item["event"]["reason"], item["text"])
        for item in items
        if (item["event"] or {}).get("what") == "voice"
    ]
    assert lines == [
        ("ringing", "Voice call from Agent-1"),
        ("accepted", "The call was answered."),
        ("ended", "The call is over."),
    ]
    [words] = [item["text"] for item in items if "would like to talk to you by voice" in item["text"]]
    assert "also not by voice" in words
    transcript = (await contact.ask("GET", f"/api/conversations/{id}/transcript?format=text")).text
    assert "Voice call from Agent-1" in transcript


async def test_its_page_alone_may_use_the_microphone_and_offers_another_way_afterwards(
    house: Installation,
) -> None:
    contact, agent, id = await together(house)
    call = await contact.post(f"/api/conversations/{id}/calls")
    opened = await contact.post(f"/portal/{id}/calls/{call['id']}/open")
    brief = await house.http.get(opened["url"])
    assert (brief.status_code, brief.headers["referrer-policy"]) == (303, "no-referrer")
    cookie = {"cookie": brief.headers["set-cookie"].partition(";")[0]}
    house.http.cookies.clear()
    page = await house.http.get(brief.headers["location"], headers=cookie)
    desk = await house.http.get(f"/workspace/calls/{id}/{call['id']}")
    for answer in (page, desk):
        assert answer.status_code == 200
        assert "microphone=(self)" in answer.headers["permissions-policy"]
        assert "camera=()" in answer.headers["permissions-policy"]
    assert page.headers["cache-control"] == "no-store"
    assert call["id"] in page.text
    for other in ("/w", "/workspace", "/verify", "/portal"):
        assert "microphone=()" in (await house.http.get(other)).headers["permissions-policy"]
    await booked_instead(house, contact, agent, call)
    stranger = await house.contact()
    assert (await stranger.ask("POST", f"/portal/{id}/calls/{call['id']}/open")).status_code == 404


async def booked_instead(house: Installation, contact: Contact, agent: Agent, call: Json) -> None:
    """Where nobody talks another way is offered, if there is one."""
    id = call["conversation"]
    over = await agent.post(f"/api/workspace/conversations/{id}/calls/{call['id']}/end")
    assert (over["state"], over["callback"]) == ("declined", f"/callbacks?conversation={id}&locale=en")
    lead = AgentViewer(agent=AgentId(agent.id), role=Role.LEAD)
    await house.system.callbacks.booking.settle(lead, Rules(on=False, version=0))
    own = f"/api/conversations/{id}/calls"
    assert (await contact.get(f"{own}/{call['id']}"))["callback"] == ""
    await agent.post(f"/api/workspace/conversations/{id}/resolve")
    assert (await contact.get(own))["may_start"] is False


async def test_it_rings_on_the_page_of_the_conversation_too(house: Installation) -> None:
    contact, agent, id = await together(house)
    answer = await contact.ask("POST", "/portal/session")
    cookie = {"cookie": answer.headers["set-cookie"].partition(";")[0]}
    house.http.cookies.clear()
    own = f"/portal/{id}"

    async def rings() -> Json:
        return dict((await house.http.get(f"{own}/calls", headers=cookie)).json())

    page = (await house.http.get(f"{own}?locale=en", headers=cookie)).text
    assert "Talk by voice" in page
    assert "Agent-1 calls" not in page
    assert await rings() == {"call": "", "agent": "", "rings": False}
    call = await agent.post(f"/api/workspace/conversations/{id}/calls")
    assert await rings() == {"call": call["id"], "agent": "Agent-1", "rings": True}
    page = (await house.http.get(f"{own}?locale=en", headers=cookie)).text
    assert f"{own}/calls/{call['id']}?locale=en#answer" in page
    assert "Agent-1 calls" in page
    path = f"{own}/calls/{call['id']}/decline"
    assert (await house.http.post(path, headers=cookie, data={})).status_code == 303
    assert (await contact.get(f"/api/conversations/{id}/calls/{call['id']}"))["state"] == "declined"
    begun = await house.http.post(f"{own}/calls", headers=cookie, data={})
    [mine] = [(await agent.get("/api/workspace/calls"))["live"]]
    assert (mine["by"], mine["state"]) == ("contact", "ringing")
    assert begun.headers["location"].startswith(f"{own}/calls/{mine['id']}")
    house.http.cookies.clear()
    assert (await house.http.get(f"{own}/calls")).status_code == 404


async def test_a_spoken_message_is_kept_once_bounded_and_heard_by_the_desk_alone(house: Installation) -> None:
    contact, agent, id = await together(house)
    stranger = await house.contact()
    path = f"/api/conversations/{id}/voicemail"

    async def leaves(by: Contact, once: str, content: bytes = SOUND) -> int:
        files, form = {"file": ("abandon.webm", content, "text/html")}, {"once": once, "seconds": "42"}
        return (await by.ask("POST", path, data=form, files=files)).status_code

    assert [await leaves(contact, "first-one"), await leaves(contact, "first-one")] == [204, 204]
    assert await leaves(stranger, "a-stranger") == 404
    items = (await contact.get(f"/api/conversations/{id}"))["items"]
    [(file, text)] = [(item["attachments"][0], item["text"]) for item in items if item["attachments"]]
    assert (file["name"], file["type"], file["state"]) == ("Spoken message 42 s.webm", "audio/webm", "ready")
    assert text == ""
    heard = await agent.ask("GET", f"/api/attachments/{file['id']}")
    assert (heard.content, heard.headers["content-type"]) == (SOUND, "audio/webm")
    assert "sandbox" in heard.headers["content-security-policy"]
    assert (await stranger.ask("GET", f"/api/attachments/{file['id']}")).status_code == 404
    assert await leaves(contact, "no-sound-1", b"<html>abandon</html>") == 422
    assert await leaves(contact, "too-long-1", SOUND + bytes(MOST)) == 413
    await is_off_unless_allowed(house, contact, id)
    assert EACH == (5, 3_600)  # four were asked for
    assert [await leaves(contact, "the-fifth"), await leaves(contact, "the-sixth")] == [204, 429]


async def is_off_unless_allowed(house: Installation, contact: Contact, id: str) -> None:
    off = replace(house.system.voice.leaving, allows=lambda _: False)
    viewer, spoken = ContactViewer(contact=ContactId(contact.id)), Spoken("another-one", "x", pieces(SOUND))
    with pytest.raises(Conflict) as refused:
        await off.leave(viewer, ConversationId(id), spoken)
    assert refused.value.code == "no_voicemail"
