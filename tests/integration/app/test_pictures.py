"""Pictures that contacts send: kept from agents until they were looked at, destroyed if they show a secret.

What a picture shows is told to the installation here; tests/ocr has the real reader.
"""

from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import msgspec
import pytest

from tests.support.files import picture
from tests.support.installation import PLENTY, Agent, Contact, Installation, Json, installation
from tests.support.memory import Hands
from tests.support.pictures import CLEAN, DIGITS_SEEN, PHRASE_SEEN, ToldEyes, no_eyes
from tests.support.until import until
from walletdesk.app.wiring.faces import UPLOADERS_PER_ADDRESS
from walletdesk.conversations import Looked
from walletdesk.conversations.checking import LEASE, LONGEST_WAIT, MOST_TRIES
from walletdesk.conversations.store import SqlFileArchive
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.workspace import feed_key

AFTER = LEASE.total_seconds() + 1
FILE = {"file": ("shot.png", picture("PNG"), "image/png")}


class Talk:
    """A contact and an agent in one conversation, and what the contact sends into it."""

    def __init__(self, house: Installation) -> None:
        self.house = house
        self.name = ""

    async def meet(self) -> "Talk":
        house = self.house
        self.contact, self.agent = await house.contact(), await house.agent(Role.LEAD)
        self.id = (await self.contact.starts("hello"))["head"]["id"]
        self.line = house.listen(f"contact:{self.contact.id}")
        return self

    async def shows(self, who: Contact | Agent | None = None, client_id: str = "p1") -> str:
        """A message that is a picture; the id of the file."""
        who = who or self.contact
        base = "/api/workspace/conversations" if isinstance(who, Agent) else "/api/conversations"
        kept = await who.ask("POST", f"{base}/{self.id}/attachments", files=FILE)
        assert kept.status_code == 201, kept.text
        file = str(kept.json()["id"])
        body: Json = {"client_id": client_id, "text": "see", "attachments": [file]}
        if isinstance(who, Agent):
            await who.post(f"/api/workspace/conversations/{self.id}/accept")
            body["mode"] = "note"
        await who.post(f"{base}/{self.id}/messages", body)
        return file

    async def blob(self, file: str) -> str:
        found = await SqlFileArchive(self.house.system.engine.db).find(file)
        assert found is not None
        return found.blob

    async def state(self, who: Contact | Agent, file: str) -> str:
        opened = await who.get(who.of(self.id) if isinstance(who, Agent) else f"/api/conversations/{self.id}")
        return str(
            next(a["state"] for item in opened["items"] for a in item["attachments"] if a["id"] == file)
        )

    async def fetch(self, who: Contact | Agent, file: str) -> tuple[int, str]:
        answer = await who.ask("GET", f"/api/attachments/{file}")
        is_told = answer.headers["content-type"].startswith("application/problem")
        return answer.status_code, str(answer.json()["code"]) if is_told else "bytes"

    async def is_settled(self, file: str, state: str) -> None:
        await until(lambda: (file, state) in outcomes(frame["item"] for frame in self.line.of("item")))
        await self.house.settle()

    @property
    def blobs(self) -> list[Path]:
        folder = self.house.system.engine.settings.folder
        return [
            file for place in ("blobs", "intake") for file in (folder / place).rglob("*") if file.is_file()
        ]


def outcomes(items: Iterable[Json]) -> list[tuple[str, str]]:
    """What was told of pictures: file and state."""
    told = [item["event"] for item in items if item["event"]]
    return [(one["value"], one["reason"]) for one in told if one["what"] == "picture_checked"]


@pytest.fixture
def eyes() -> ToldEyes:
    return ToldEyes()


@pytest.fixture
async def talk(database_url: str, tmp_path: Path, eyes: ToldEyes) -> AsyncIterator[Talk]:
    async with installation(database_url, tmp_path, see=eyes.made) as house:
        yield await Talk(house).meet()


@pytest.fixture
async def blind(database_url: str, tmp_path: Path) -> AsyncIterator[Talk]:
    async with installation(database_url, tmp_path, see=no_eyes) as house:
        yield await Talk(house).meet()


async def test_agents_get_no_byte_of_a_picture_until_it_was_looked_at(talk: Talk, eyes: ToldEyes) -> None:
    file = await talk.shows()
    assert await talk.state(talk.agent, file) == "checking"
    assert await talk.fetch(talk.agent, file) == (409, "picture_checking")
    assert await talk.fetch(talk.contact, file) == (200, "bytes")
    eyes.open.set()
    await talk.is_settled(file, "ready")
    assert await talk.state(talk.agent, file) == "ready"
    assert await talk.fetch(talk.agent, file) == (200, "bytes")


async def test_what_became_of_it_arrives_by_the_line_and_after_an_absence(talk: Talk, eyes: ToldEyes) -> None:
    frames, presence = talk.house.listen(feed_key(talk.agent.id)), talk.house.system.faces.presence
    presence.arrive(AgentViewer(agent=talk.agent.id, role=Role.LEAD), "Ann")
    presence.look(talk.agent.id, ConversationId(talk.id), before=None)
    file = await talk.shows()
    last = (await talk.agent.get(talk.agent.of(talk.id)))["items"][-1]["seq"]
    eyes.open.set()
    await talk.is_settled(file, "ready")
    missed = (await talk.agent.get(talk.agent.of(talk.id, f"/items?after={last}")))["items"]
    live = [frame["item"] for frame in frames.of("item")]
    assert [outcomes(told) for told in (missed, live)] == [[(file, "ready")]] * 2


async def test_one_that_shows_a_secret_is_destroyed_and_the_contact_told(talk: Talk, eyes: ToldEyes) -> None:
    eyes.sees = PHRASE_SEEN
    eyes.open.set()
    file = await talk.shows()
    await talk.is_settled(file, "removed")
    assert [await talk.fetch(who, file) for who in (talk.contact, talk.agent)] == [
        (409, "picture_removed")
    ] * 2
    opened = await talk.contact.get(f"/api/conversations/{talk.id}")
    told = [item["event"] for item in opened["items"] if item["event"]]
    stopped = next(one for one in told if one["what"] == "secret_stopped")
    assert (stopped["value"], stopped["reason"]) == ("mnemonic", "picture")
    assert (await talk.agent.get(talk.agent.of(talk.id)))["head"]["priority"] == "security"
    alerts = (await talk.agent.get("/api/workspace/alerts"))["items"]
    assert [alert["what"] for alert in alerts if alert["conversation"] == talk.id] == ["secret_stopped"]
    assert talk.blobs == []


async def test_one_that_was_destroyed_cannot_be_sent_again(talk: Talk, eyes: ToldEyes) -> None:
    eyes.sees = PHRASE_SEEN
    eyes.open.set()
    file = await talk.shows()
    await talk.is_settled(file, "removed")
    body = {"client_id": "p2", "text": "again", "attachments": [file]}
    again = await talk.contact.ask("POST", f"/api/conversations/{talk.id}/messages", body)
    assert (again.status_code, again.json()["code"]) == (422, "secret_stopped")


async def test_a_transcript_says_what_became_of_it_in_its_place(talk: Talk, eyes: ToldEyes) -> None:
    eyes.sees = PHRASE_SEEN
    eyes.open.set()
    file = await talk.shows()
    await talk.is_settled(file, "removed")
    made = await talk.contact.ask("GET", f"/api/conversations/{talk.id}/transcript?format=text")
    assert "[shot.png] It showed a secret and was destroyed." in made.text
    assert "picture_checked" not in made.text


@pytest.mark.parametrize("sees", [None, DIGITS_SEEN], ids=["unreadable", "digits that may be a key"])
async def test_what_nobody_can_tell_is_opened_at_the_agents_own_risk(
    talk: Talk, eyes: ToldEyes, sees: Looked | None
) -> None:
    eyes.sees = sees
    eyes.open.set()
    file = await talk.shows()
    await talk.is_settled(file, "unread")
    await _needs_a_press(talk, file)


async def test_without_the_extra_each_agent_takes_the_risk_on_record(blind: Talk) -> None:
    file = await blind.shows()
    assert await blind.state(blind.agent, file) == "unread"
    await _needs_a_press(blind, file)


async def _needs_a_press(talk: Talk, file: str) -> None:
    colleague = await talk.house.agent(Role.LEAD)
    assert await talk.fetch(talk.agent, file) == (409, "picture_unread")
    for _ in range(2):
        await talk.agent.post(f"/api/workspace/attachments/{file}/acknowledge")
    assert await talk.fetch(talk.agent, file) == (200, "bytes")
    assert await talk.fetch(colleague, file) == (409, "picture_unread")
    audit = (await talk.agent.get("/api/audit"))["items"]
    noted = [(one["actor"], one["target"]) for one in audit if one["action"] == "unread_picture_opened"]
    assert noted == [(talk.agent.id, file)]


async def test_only_what_nobody_read_can_be_acknowledged(talk: Talk) -> None:
    file = await talk.shows()
    early = await talk.agent.ask("POST", f"/api/workspace/attachments/{file}/acknowledge")
    assert (early.status_code, early.json()["code"]) == (409, "not_unread")
    assert await talk.fetch(talk.agent, file) == (409, "picture_checking")


async def test_an_agents_own_picture_is_shown_at_once_and_looked_at_all_the_same(
    talk: Talk, eyes: ToldEyes
) -> None:
    eyes.sees = PHRASE_SEEN
    file = await talk.shows(talk.agent, "a1")
    assert await talk.fetch(talk.agent, file) == (200, "bytes")
    eyes.open.set()
    await talk.is_settled(file, "removed")
    opened = await talk.agent.get(talk.agent.of(talk.id))
    assert "secret_stopped" not in [(item["event"] or {}).get("what") for item in opened["items"]]
    alerts = (await talk.agent.get("/api/workspace/alerts"))["items"]
    assert [alert["what"] for alert in alerts if alert["conversation"] == talk.id] == ["secret_stopped"]
    assert talk.blobs == []
    body = {"client_id": "a2", "text": "see", "mode": "reply", "attachments": [file]}
    refused = await talk.agent.ask("POST", talk.agent.of(talk.id, "/messages"), body)
    assert (refused.status_code, refused.json()["code"]) == (422, "secret_stopped")


async def test_a_look_that_was_cut_off_is_taken_up_by_the_next_start(
    database_url: str, tmp_path: Path
) -> None:
    clock, eyes = Hands(utc_now()), ToldEyes()
    async with installation(database_url, tmp_path, clock=clock, see=eyes.made) as house:
        talk = await Talk(house).meet()
        file = await talk.shows()
        await until(lambda: eyes.looks == 1)
    clock.forward(seconds=AFTER)
    async with installation(database_url, tmp_path, clock=clock, see=eyes.made) as house:
        talk.house, talk.line = house, house.listen(f"contact:{talk.contact.id}")
        eyes.open.set()
        await talk.is_settled(file, "ready")
    assert eyes.looks == 2


async def test_what_fails_again_and_again_counts_as_unread_and_never_as_clean(
    database_url: str, tmp_path: Path
) -> None:
    clock, eyes = Hands(utc_now()), ToldEyes(CLEAN)
    eyes.fails = True
    eyes.open.set()
    async with installation(database_url, tmp_path, clock=clock, see=eyes.made) as house:
        talk = await Talk(house).meet()
        file = await talk.shows()
        await until(lambda: eyes.looks == 1)
        for tries in range(2, MOST_TRIES + 1):
            assert await talk.state(talk.contact, file) == "checking"
            clock.forward(seconds=AFTER)
            await eyes.look_again(house.system.heart.checking.run, tries)
        clock.forward(seconds=AFTER)
        await house.system.heart.checking.run()
        await talk.is_settled(file, "unread")
    assert eyes.looks == MOST_TRIES


async def test_whoever_sends_many_pictures_lets_other_contacts_go_first(
    database_url: str, tmp_path: Path
) -> None:
    clock, eyes = Hands(utc_now()), ToldEyes()
    async with installation(database_url, tmp_path, clock=clock, see=eyes.made) as house:
        flood, other = await Talk(house).meet(), await Talk(house).meet()
        many = [await flood.blob(await flood.shows(client_id=f"p{n}")) for n in range(4)]
        await until(lambda: eyes.looks == 1)
        clock.forward(seconds=20)
        file = await other.shows()
        eyes.open.set()
        await until(lambda: eyes.looks == 5)
        await other.is_settled(file, "ready")
        assert eyes.looked == [many[0], await other.blob(file), *many[1:]]


async def test_one_whose_turn_does_not_come_may_be_opened_on_record_and_is_looked_at_in_the_end(
    database_url: str, tmp_path: Path
) -> None:
    clock, eyes = Hands(utc_now()), ToldEyes(PHRASE_SEEN)
    async with installation(database_url, tmp_path, clock=clock, see=eyes.made) as house:
        first, talk = await Talk(house).meet(), await Talk(house).meet()
        await first.shows()
        await until(lambda: eyes.looks == 1)
        file = await talk.shows()
        clock.forward(seconds=LONGEST_WAIT.total_seconds() + 1)
        blobs = [await first.blob(await first.shows(client_id="p2")), await talk.blob(file)]
        eyes.open.set()
        await talk.is_settled(file, "removed")
        assert eyes.looked[1:] == blobs
    told = outcomes(frame["item"] for frame in talk.line.of("item"))
    assert told == [(file, "unread"), (file, "removed")]


async def test_many_sessions_of_one_address_share_its_uploads(database_url: str, tmp_path: Path) -> None:
    limits = msgspec.structs.replace(PLENTY, uploads_per_hour=1)
    async with installation(database_url, tmp_path, limits=limits, see=no_eyes) as house:
        talks = [await Talk(house).meet() for _ in range(UPLOADERS_PER_ADDRESS + 1)]
        for talk in talks[:-1]:
            await talk.shows()
        last = talks[-1]
        path = f"/api/conversations/{last.id}/attachments"
        assert (await last.contact.ask("POST", path, files=FILE)).status_code == 429


async def test_pages_without_a_script_say_that_it_was_not_checked(blind: Talk) -> None:
    await blind.shows()
    house, headers = blind.house, {**blind.contact.headers, "origin": blind.house.home}
    opened = await house.http.post("/portal/session", headers=headers)
    cookie = {"cookie": opened.headers["set-cookie"].partition(";")[0]}
    page = (await house.http.get(f"/portal/{blind.id}?locale=en", headers=cookie)).text
    assert "Not checked: agents must confirm before they open it" in page
