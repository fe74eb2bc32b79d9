"""What both sides do with a conversation over HTTP: sending again, files, transcripts, drafts, two tabs."""

import asyncio
import json
from pathlib import Path

import pytest

from tests.support.installation import Agent, Contact, Installation
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.workspace import feed_key

NASTY = "<script>alert(1)</script> & <b>"
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"


class Pair:
    """A contact and the agent who has the conversation; a colleague of another desk."""

    def __init__(self, house: Installation) -> None:
        self.house = house

    async def meet(self) -> None:
        house = self.house
        self.desk, self.elsewhere = await house.team("Desk"), await house.team("Elsewhere")
        self.contact = await house.contact()
        self.agent = await house.agent(teams=[self.desk])
        self.stranger = await house.agent(teams=[self.elsewhere])
        self.id = ConversationId((await self.contact.starts(NASTY))["head"]["id"])
        await self.contact.post(self.path("/agent"))
        await house.settle()
        await house.system.work.routing.moving.transfer_to_team(self.id, self.desk)
        await house.settle()
        await self.agent.post(self.agent.of(self.id, "/accept"))
        await house.settle()

    def path(self, what: str = "") -> str:
        return f"/api/conversations/{self.id}{what}"


@pytest.fixture
async def pair(house: Installation) -> Pair:
    pair = Pair(house)
    await pair.meet()
    return pair


async def test_what_is_sent_twice_is_there_once_and_gets_one_number(pair: Pair) -> None:
    first, second = await asyncio.gather(
        pair.contact.says(pair.id, "once", "x1"), pair.contact.says(pair.id, "once", "x1")
    )
    assert first == second
    written = [await pair.agent.writes(pair.id, "hi", "a1"), await pair.agent.writes(pair.id, "hi", "a1")]
    assert written[0] == written[1]
    items = (await pair.contact.get(pair.path()))["items"]
    assert [item["text"] for item in items if item["text"] in ("once", "hi")] == ["once", "hi"]


async def test_an_answer_over_something_unseen_is_held_back_until_confirmed(pair: Pair) -> None:
    await pair.contact.says(pair.id, "wait", "x1")
    late = {"client_id": "a1", "text": "here you go", "seen_seq": 1}
    held = await pair.agent.ask("POST", pair.agent.of(pair.id, "/messages"), late)
    assert (held.status_code, held.json()["code"]) == (409, "someone_wrote")
    await pair.agent.post(pair.agent.of(pair.id, "/messages"), {**late, "confirm": True})


async def test_a_file_is_read_by_those_of_its_conversation_alone(pair: Pair) -> None:
    file = await _uploaded(pair.contact, pair.path("/attachments"))
    got = await pair.agent.ask("GET", f"/api/attachments/{file}")
    assert (got.status_code, got.content) == (200, b"hello")
    assert got.headers["content-disposition"].startswith("attachment")
    assert got.headers["x-content-type-options"] == "nosniff"
    other = await pair.house.contact()
    refused = [await who.ask("GET", f"/api/attachments/{file}") for who in (other, pair.stranger)]
    assert [answer.status_code for answer in refused] == [404, 404]


async def test_nobody_attaches_a_file_of_another_conversation(pair: Pair) -> None:
    other = await pair.house.contact()
    elsewhere = (await other.starts("mine"))["head"]["id"]
    file = await _uploaded(pair.contact, pair.path("/attachments"))
    body = {"client_id": "x1", "text": "look", "attachments": [file]}
    stolen = await other.ask("POST", f"/api/conversations/{elsewhere}/messages", body)
    assert stolen.status_code == 404
    assert (await other.get(f"/api/conversations/{elsewhere}"))["head"]["last_text"] != "look"


async def test_a_message_may_be_a_file_and_nothing_more(pair: Pair) -> None:
    file = await _uploaded(pair.contact, pair.path("/attachments"))
    await pair.contact.post(pair.path("/messages"), {"client_id": "x1", "attachments": [file, file]})
    last = (await pair.contact.get(pair.path()))["items"][-1]
    assert [attachment["id"] for attachment in last["attachments"]] == [file]
    empty = await pair.contact.ask("POST", pair.path("/messages"), {"client_id": "x2", "text": "  "})
    assert empty.json()["code"] == "empty"


SECRET_FILES = {
    "inside": ("words.txt", f"my backup: {PHRASE}".encode(), "text/plain"),
    "in its name": (f"{PHRASE}.txt", b"hello", "text/plain"),
}


@pytest.mark.parametrize("where", SECRET_FILES)
async def test_a_secret_in_a_contacts_file_brings_a_person_as_one_in_a_message_does(
    pair: Pair, where: str
) -> None:
    sent = await pair.contact.ask("POST", pair.path("/attachments"), files={"file": SECRET_FILES[where]})
    assert (sent.status_code, sent.json()["code"]) == (422, "secret_stopped")
    opened = await pair.agent.get(pair.agent.of(pair.id))
    assert (opened["head"]["priority"], opened["items"][-1]["event"]["what"]) == (
        "security",
        "secret_stopped",
    )
    assert "sausage" not in json.dumps(opened)
    assert [file for file in _blobs(pair.house) if b"sausage" in file.read_bytes()] == []


@pytest.mark.parametrize("where", SECRET_FILES)
async def test_no_byte_of_a_file_with_a_secret_is_ever_written(pair: Pair, where: str) -> None:
    """Where files wait and where they stay nothing can be written: whoever tries it fails otherwise."""
    folder = pair.house.system.engine.settings.folder
    for place in ("intake", "blobs"):
        (folder / place).write_text("in the way")
    sent = await pair.contact.ask("POST", pair.path("/attachments"), files={"file": SECRET_FILES[where]})
    assert (sent.status_code, sent.json()["code"]) == (422, "secret_stopped")


@pytest.mark.parametrize("where", SECRET_FILES)
async def test_a_secret_in_an_agents_file_is_refused_and_nothing_more(pair: Pair, where: str) -> None:
    before = await pair.agent.picture(pair.id)
    sent = await pair.agent.ask(
        "POST", pair.agent.of(pair.id, "/attachments"), files={"file": SECRET_FILES[where]}
    )
    assert (sent.status_code, sent.json()["code"]) == (422, "secret_stopped")
    assert await pair.agent.picture(pair.id) == before


async def test_a_transcript_is_a_download_in_which_words_stay_words(pair: Pair) -> None:
    texts = {
        format: await pair.contact.ask("GET", pair.path(f"/transcript?format={format}"))
        for format in ("html", "json", "text")
    }
    assert all(a.headers["content-disposition"].startswith("attachment") for a in texts.values())
    assert "<script>" not in texts["html"].text
    assert "&lt;script&gt;" in texts["html"].text
    assert json.loads(texts["json"].text)["items"][0]["text"] == NASTY
    assert NASTY in texts["text"].text


@pytest.mark.slow
async def test_a_transcript_of_more_than_a_page_is_whole(pair: Pair) -> None:
    for n in range(215):
        await pair.contact.says(pair.id, f"line {n}", f"x{n}")
    whole = json.loads((await pair.contact.ask("GET", pair.path("/transcript?format=json"))).text)
    assert [item["seq"] for item in whole["items"]] == list(range(1, len(whole["items"]) + 1))
    assert len(whole["items"]) > 215


class TestDrafts:
    async def test_another_screens_older_text_does_not_come_back(self, pair: Pair) -> None:
        path = pair.agent.of(pair.id, "/drafts/reply")
        assert (await self._saves(pair.agent, path, 0, "first"))["version"] == 1
        stale = await pair.agent.ask("PUT", path, {"version": 0, "text": "other screen"})
        assert (stale.status_code, stale.json()["code"]) == (409, "stale_draft")
        assert stale.json()["values"] == {"version": 1, "text": "first"}

    async def test_what_was_sent_is_no_draft_any_more(self, pair: Pair) -> None:
        await self._saves(pair.agent, pair.agent.of(pair.id, "/drafts/reply"), 0, "almost")
        await pair.agent.writes(pair.id, "done", "a1")
        drafts = (await pair.agent.get(pair.agent.of(pair.id)))["drafts"]
        assert drafts["reply"] == {"version": 2, "text": ""}

    async def test_the_two_modes_and_the_agents_have_their_own(self, pair: Pair) -> None:
        lead = await pair.house.agent(Role.LEAD)
        for agent, mode in ((pair.agent, "reply"), (pair.agent, "note"), (lead, "reply")):
            await self._saves(agent, agent.of(pair.id, f"/drafts/{mode}"), 0, f"{agent.id} {mode}")
        drafts = (await pair.agent.get(pair.agent.of(pair.id)))["drafts"]
        assert {mode: draft["text"] for mode, draft in drafts.items()} == {
            "reply": f"{pair.agent.id} reply",
            "note": f"{pair.agent.id} note",
        }

    async def test_a_secret_is_not_kept_as_a_draft(self, pair: Pair) -> None:
        body = {"version": 0, "text": "abandon " * 11 + "about"}
        stopped = await pair.agent.ask("PUT", pair.agent.of(pair.id, "/drafts/note"), body)
        assert (stopped.status_code, stopped.json()["code"]) == (422, "secret_stopped")
        assert "abandon" not in stopped.text
        assert (await pair.agent.get(pair.agent.of(pair.id)))["drafts"] == {}

    async def test_two_screens_at_the_same_moment_cannot_both_win(self, pair: Pair) -> None:
        path = pair.agent.of(pair.id, "/drafts/note")
        saves = [pair.agent.ask("PUT", path, {"version": 0, "text": f"screen {n}"}) for n in range(2)]
        assert sorted(a.status_code for a in await asyncio.gather(*saves)) == [200, 409]

    async def _saves(self, agent: Agent, path: str, version: int, text: str) -> dict[str, int]:
        answer = await agent.ask("PUT", path, {"version": version, "text": text})
        assert answer.status_code == 200, answer.text
        told: dict[str, int] = answer.json()
        return told


async def test_both_tabs_of_a_contact_hear_everything_under_the_same_numbers(pair: Pair) -> None:
    tabs = [pair.house.listen(f"contact:{pair.contact.id}") for _ in range(2)]
    await pair.contact.says(pair.id, "from one tab", "x1")
    await pair.agent.writes(pair.id, "to both", "a1")
    await pair.house.settle()
    assert tabs[0].taken == tabs[1].taken
    assert [f["item"]["text"] for f in tabs[0].of("item")] == ["from one tab", "to both"]


async def test_who_looked_on_hears_nothing_more_once_it_belongs_to_another_desk(pair: Pair) -> None:
    presence = pair.house.system.faces.presence
    colleague = await pair.house.agent(teams=[pair.desk])
    viewer = AgentViewer(agent=colleague.id, role=Role.AGENT, teams=frozenset({pair.desk}))
    presence.arrive(viewer, "Ben")
    presence.look(colleague.id, pair.id, before=None)
    frames = pair.house.listen(feed_key(colleague.id))
    await pair.agent.post(pair.agent.of(pair.id, "/transfer"), {"team": pair.elsewhere})
    await pair.house.settle()
    frames.taken.clear()
    await pair.contact.says(pair.id, "for the other desk", "x1")
    pair.house.system.faces.agent_pushes.contact_types(pair.id, on=True)
    await pair.house.settle()
    assert frames.of("item", "head", "typing") == []


async def _uploaded(who: Contact | Agent, path: str) -> str:
    answer = await who.ask("POST", path, files={"file": ("a.txt", b"hello", "text/plain")})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def _blobs(house: Installation) -> list[Path]:
    """Every file that the installation keeps of what was uploaded."""
    folder = house.system.engine.settings.folder
    return [file for name in ("blobs", "intake") for file in (folder / name).rglob("*") if file.is_file()]
