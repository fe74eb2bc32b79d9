"""What an agent learns of a link that a contact sent, before anybody opens it."""

from datetime import UTC, datetime

from tests.support.installation import Installation
from walletdesk.app.wiring.checking import block_lists
from walletdesk.kernel.viewers import Role
from walletdesk.registry import Entry, Kind
from walletdesk.safety import BlockList

OURS = [
    Entry(kind=Kind.SITE, value="goodwallet.example"),
    Entry(kind=Kind.SITE, value="*.goodwallet.example"),
]


async def verdicts(house: Installation, *values: str) -> list[str]:
    agent = await house.agent()
    answer = await agent.post("/api/workspace/links", {"values": list(values)})
    return list(answer["items"])


async def test_each_link_is_named_for_what_it_is(house: Installation) -> None:
    house.system.channels.registry.use(OURS)
    listed = BlockList(source="A list", licence="CC0", of=datetime(2026, 11, 1, tzinfo=UTC).date())
    await block_lists(house.system.engine.db).take_in(listed, ["drainer.com"])
    asked = {
        "https://goodwallet.example/help": "official",
        "app.goodwallet.example": "official",
        "https://goodwallet.example@evil.com/": "lookalike",
        "https://g00dwallet.example": "lookalike",
        "https://sub.drainer.com/claim": "known_bad",
        "请打开evil.com": "not_ours",
        "javascript://evil.com/%0aalert(1)": "not_ours",
        "report.pdf": "none",
    }
    assert dict(zip(asked, await verdicts(house, *asked), strict=True)) == asked


async def test_a_fake_that_was_confirmed_is_known_to_whoever_reads_of_it(house: Installation) -> None:
    link, lead = "https://login.evil-wallet.com/claim", await house.agent(Role.LEAD)
    await house.http.post("/report?locale=en", data={"value": link})
    assert await verdicts(house, link) == ["not_ours"]
    (fake,) = (await lead.get("/api/workspace/fakes"))["items"]
    decision = {"state": "confirmed", "version": fake["version"]}
    await lead.post(f"/api/workspace/fakes/{fake['id']}/decision", decision)
    assert await verdicts(house, link) == ["known_bad"]


async def test_a_transcript_holds_no_link_that_a_contact_sent(house: Installation) -> None:
    contact = await house.contact()
    id = (await contact.starts("I was sent https://evil.example/claim"))["head"]["id"]
    for format in ("text", "html", "json"):
        made = await contact.ask("GET", f"/api/conversations/{id}/transcript?format={format}")
        assert "hxxps://evil[.]example/claim" in made.text
        assert "https://evil.example" not in made.text


async def test_a_transcript_for_machines_says_which_text_was_changed(house: Installation) -> None:
    contact = await house.contact()
    id = (await contact.starts("I was sent https://evil.example/claim"))["head"]["id"]
    await contact.says(id, "and nothing else", "c2")
    items = (await contact.get(f"/api/conversations/{id}/transcript?format=json"))["items"]
    told = {item["text"]: item["defanged"] for item in items if item["author"]["kind"] == "contact"}
    assert told == {"I was sent hxxps://evil[.]example/claim": True, "and nothing else": False}
