"""Two-way proof as browsers ask for it, on both engines."""

from collections.abc import Callable

import pytest

from tests.support.installation import Agent, Contact, Installation, Json
from walletdesk.app.wiring.system import build
from walletdesk.kernel.errors import TooMany
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.kernel.viewers import Anonymous, ContactViewer, Viewer
from walletdesk.verification import Proving

pytestmark = pytest.mark.anyio


class Pair:
    """A contact and our agent in one conversation."""

    def __init__(self, contact: Contact, agent: Agent, id: str) -> None:
        self.contact, self.agent, self.id = contact, agent, id
        self.talk, self.work = f"/api/conversations/{id}", agent.of(id)

    async def shown(self) -> str:
        return str((await self.agent.post(f"{self.work}/proof"))["code"])

    async def check(self, code: str) -> Json:
        return await self.contact.post(f"{self.talk}/proof/check", {"code": code})


@pytest.fixture
async def pair(house: Installation) -> Pair:
    desk = await house.team("Funds")
    contact, agent = await house.contact(), await house.agent(teams=[desk])
    id = (await contact.starts())["head"]["id"]
    await contact.post(f"/api/conversations/{id}/agent")
    conversing, name = house.system.heart.conversing, house.system.staff.directory.shown_as(agent.id)
    await conversing.assign(ConversationId(id), agent.id, name, reason="taken")
    return Pair(contact, agent, id)


async def test_the_badge_says_who_and_since_when(pair: Pair) -> None:
    badge = (await pair.contact.get(f"{pair.talk}/badge"))["badge"]
    opened = await pair.contact.get(pair.talk)
    came = [item["at"] for item in opened["items"] if item["event"] and item["event"]["what"] == "assigned"]
    assert badge == {"agent": opened["head"]["agent"]["name"], "team": "Funds", "since": came[-1]}


async def test_the_contact_checks_the_code_of_the_agent_once(pair: Pair) -> None:
    code = await pair.shown()
    told = await pair.check(code)
    assert (told["ours"], told["badge"]["team"], told["working_on"]) == (True, "Funds", "hello")
    assert await pair.check(code) == {"ours": False, "at": None, "badge": None, "working_on": ""}


async def test_the_agent_types_the_number_of_the_contact(pair: Pair) -> None:
    asked = await pair.contact.post(f"{pair.talk}/proof")
    assert await pair.agent.post(f"{pair.work}/proof/said", {"code": "000 000x"}) == {"ours": False}
    assert await pair.contact.get(f"{pair.talk}/proof") == {"state": "wrong", "agent": ""}
    assert await pair.agent.post(f"{pair.work}/proof/said", {"code": asked["code"]}) == {"ours": True}
    state = await pair.contact.get(f"{pair.talk}/proof")
    assert (state["state"], bool(state["agent"])) == ("confirmed", True)


async def test_a_stranger_and_a_wrong_id_hear_the_same(house: Installation, pair: Pair) -> None:
    code, stranger = await pair.shown(), await house.contact()
    ways = [("GET", "/badge"), ("GET", "/proof"), ("POST", "/proof"), ("POST", "/proof/check")]
    for method, what in ways:
        answers = [
            await stranger.ask(method, f"{talk}{what}", {"code": code} if what.endswith("check") else None)
            for talk in (pair.talk, "/api/conversations/cnv_none")
        ]
        bodies = [answer.json() for answer in answers]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert bodies[0] == bodies[1]
    assert (await pair.check(code))["ours"]


async def test_now_lists_what_is_open_with_whom_and_nothing_of_others(
    house: Installation, pair: Pair
) -> None:
    now = await pair.contact.get("/api/verify/now")
    assert [one["badge"]["team"] for one in now["conversations"]] == ["Funds"]
    stranger = await house.contact()
    nothing: Json = {"conversations": [], "tickets": [], "callbacks": []}
    assert await stranger.get("/api/verify/now") == nothing
    await pair.contact.post(f"{pair.talk}/end")
    assert await pair.contact.get("/api/verify/now") == nothing


async def test_only_whoever_has_proven_a_mailbox_chooses_words(mailing_house: Installation) -> None:
    contact = await mailing_house.contact()
    words = {"phrase": "green heron"}
    assert await contact.get("/api/contact/phrase") == {"phrase": "", "may_set": False}
    assert (await contact.ask("PUT", "/api/contact/phrase", words)).status_code == 409
    await mailing_house.proves_an_address(contact)
    await contact.ask("PUT", "/api/contact/phrase", words)
    assert await contact.get("/api/contact/phrase") == {"phrase": "green heron", "may_set": True}
    assert (await contact.ask("DELETE", "/api/contact/phrase")).status_code == 204
    assert await contact.get("/api/contact/phrase") == {"phrase": "", "may_set": True}


async def test_no_agent_is_shown_the_words(mailing_house: Installation) -> None:
    """Whatever an agent's screen asks for about the contact holds none of them."""
    house = mailing_house
    contact, agent = await house.contact(), await house.agent()
    id = (await contact.starts())["head"]["id"]
    await house.proves_an_address(contact)
    await contact.ask("PUT", "/api/contact/phrase", {"phrase": "green heron"})
    for what in ("", "/items", "/values?names=anti_phishing,agent", "/transcript"):
        assert "green heron" not in (await agent.ask("GET", agent.of(id, what))).text


async def test_a_recovery_phrase_is_not_kept_as_words(mailing_house: Installation) -> None:
    contact = await mailing_house.contact()
    await mailing_house.proves_an_address(contact)
    phrase = "\u7684\u4e00\u662f\u5728\u4e0d\u4e86\u6709\u548c\u4eba\u8fd9\u4e2d\u5927"
    for text in (phrase, " ".join(phrase)):
        refused = await contact.ask("PUT", "/api/contact/phrase", {"phrase": text})
        assert refused.status_code == 422
    assert (await contact.get("/api/contact/phrase"))["phrase"] == ""


async def test_the_page_shows_a_contact_their_own_and_keeps_their_words(
    mailing_house: Installation,
) -> None:
    house = mailing_house
    contact = await house.contact()
    await contact.starts("where is my transfer")
    await house.proves_an_address(contact)
    cookie = (await contact.ask("POST", "/portal/session")).headers["set-cookie"].partition(";")[0]
    house.http.cookies.clear()
    mine = {"authorization": "", "cookie": cookie}
    page = "/verify/now?locale=en"
    shown = (await contact.ask("GET", page, headers=mine)).text
    assert "where is my transfer" in shown
    assert "None of our people is in it yet." in shown
    for phrase, status in (("a.example", 422), ("green heron", 303)):
        kept = await contact.ask("POST", "/verify/now/words?locale=en", headers=mine, data={"phrase": phrase})
        assert kept.status_code == status
    assert "<b>green heron</b>" in (await contact.ask("GET", page, headers=mine)).text
    await contact.ask("POST", "/verify/now/words?locale=en", headers=mine, data={"phrase": ""})
    house.http.cookies.clear()
    assert "green heron" not in (await contact.ask("GET", page, headers=mine)).text


async def test_a_stranger_reads_how_we_prove_it_and_nothing_else(house: Installation, pair: Pair) -> None:
    page = (await house.http.get("/verify/now?locale=zh-CN")).text
    assert "\u6211\u4eec\u600e\u6837\u8bc1\u660e\u81ea\u5df1" in page
    assert "Funds" not in page
    answers = [
        await house.http.post("/verify/now/words", data={"phrase": phrase}) for phrase in ("", "green heron")
    ]
    assert [answer.status_code for answer in answers] == [404, 404]


async def test_a_stranger_on_the_check_page_hears_yes_and_that_it_may_have_been_passed_on(
    house: Installation, pair: Pair
) -> None:
    asked = {"q": await pair.shown(), "what": "code", "locale": "en"}
    answers = [(await house.http.post("/api/verify", json=asked)).text for _ in range(2)]
    assert ["passed it on" in told for told in answers] == [True, False]
    name = house.system.staff.directory.shown_as(pair.agent.id)
    assert [word for word in ("Funds", name, "hello") if word in "".join(answers)] == []


async def test_who_guesses_gains_nothing_by_a_second_node(
    house: Installation, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From one address, in one conversation, and of all strangers together."""
    for limit, most in (("PER_ADDRESS", 30), ("PER_CONVERSATION", 10), ("OF_STRANGERS", 40)):
        in_ten_hours = (most, 36_000)  # a slow machine must not be given one back meanwhile
        monkeypatch.setattr(f"walletdesk.verification.service.proving.{limit}", in_ten_hours)
    second = await build(house.system.engine.settings)
    try:
        nodes = [house.system.verification.proving, second.verification.proving]
        talk = ConversationId(pair.id)
        asker = ContactViewer(contact=ContactId(pair.contact.id))
        assert await looked_at(nodes, 40, Anonymous(), lambda n: "192.0.2.1") == 30
        assert await looked_at(nodes, 20, asker, lambda n: f"2001:db8::{n:x}", talk) == 10
        assert await looked_at(nodes, 20, Anonymous(), lambda n: f"2001:db8::{n:x}") == 10  # 40 in all
    finally:
        await second.engine.db.close()


async def looked_at(
    nodes: list[Proving],
    guesses: int,
    viewer: Viewer,
    address: Callable[[int], str],
    conversation: ConversationId | None = None,
) -> int:
    """How many of so many guesses, now here and now there, were compared with anything."""
    refused = 0
    for n in range(guesses):
        try:
            told = await nodes[n % 2].check_code(
                f"{n:08}", viewer=viewer, address=address(n), conversation=conversation
            )
            assert not told.ours
        except TooMany:
            refused += 1
    return guesses - refused
