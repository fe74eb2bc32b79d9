"""Words of the house, from the lead's field to what contacts find, in every process and without a restart."""

from tests.support.installation import Installation
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.viewers import Role
from walletdesk.knowledge.spelling import SHIPPED
from walletdesk.knowledge.synonyms import Synonym

PATH = "/api/workspace/synonyms"
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
DUCK = {"written": "quackety", "meant": "forgot password"}
ASKED = "quackety"


async def found(house: Installation) -> bool:
    page = await house.http.get("/help/en/", params={"q": ASKED})
    return "/help/en/forgot-password" in page.text


async def test_a_word_that_a_lead_adds_is_found_by_at_once_until_it_is_removed(house: Installation) -> None:
    lead = await house.agent(Role.LEAD)
    assert not await found(house)
    tried = {**DUCK, "sentence": ASKED, "locale": "en"}
    trial = await lead.ask("POST", f"{PATH}/try", tried)
    assert (trial.json()["before"], trial.json()["after"]) == ("quackety", "forgot password")
    before, after = trial.json()["found_before"], trial.json()["found_after"]
    assert all(one["sure"] < 0.5 for one in before if one["article"] == "forgot-password")
    assert (after[0]["article"], after[0]["sure"] > 0.5) == ("forgot-password", True)
    assert not await found(house)

    await lead.post(PATH, DUCK)
    assert await found(house)
    items = (await lead.get(PATH))["items"]
    assert (items[0]["written"], items[0]["own"], items[0]["by"]) == ("quackety", True, "Lead-1")
    assert len(items) == 1 + len(SHIPPED.pairs)
    await lead.post(f"{PATH}/remove", {"written": "quackety"})
    assert not await found(house)
    audit = (await lead.get("/api/audit"))["items"]
    assert {"synonym_added", "synonym_removed"} <= {one["action"] for one in audit}
    assert "quackety" not in str(audit)


async def test_what_another_process_was_told_is_seen_here(house: Installation) -> None:
    synonyms, now = house.system.answers.synonyms, utc_now()
    assert not await found(house)
    async with synonyms.open_work() as work:
        await work.synonyms.add(Synonym(**DUCK, by="agt_one", at=now))
    await house.system.lookout.look()
    assert await found(house)
    assert " words-" in (await house.system.answers.library.versions()).model


async def test_what_must_not_be_kept_is_refused(house: Installation) -> None:
    lead = await house.agent(Role.LEAD)
    for body, code in (
        ({"written": PHRASE[:36], "meant": PHRASE[37:]}, "secret_stopped"),
        ({"written": "scammer", "meant": "helper"}, "hides_danger"),
        ({"written": "提币", "meant": "quack"}, "word_loop"),
        ({"written": "u", "meant": "usdt"}, "too_short"),
    ):
        refused = await lead.ask("POST", PATH, body)
        assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert not any(one["own"] for one in (await lead.get(PATH))["items"])
