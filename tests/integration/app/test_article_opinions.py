"""A reader says whether an article helped, by plain forms; a lead reads the counts."""

from typing import Any

import httpx
import sqlalchemy as sa

from tests.support.installation import HOME, Installation
from walletdesk.kernel.viewers import Role
from walletdesk.knowledge.opinions.store import OPINION
from walletdesk.platform.db import statement

PATH = "/help/en/forgot-password/opinion"
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
ALL = statement(sa.select(*OPINION.c))


async def sent(house: Installation, **form: str) -> httpx.Response:
    same = {
        "origin": HOME,
        "sec-fetch-site": "same-origin",
        "user-agent": "Some Browser 1.0",
        "accept": "text/html",
    }
    return await house.http.post(PATH, data=form, headers=same)


async def rows(house: Installation) -> list[Any]:
    return list(await house.system.engine.db.all(ALL))


async def test_what_a_reader_says_without_a_script_reaches_the_lead(house: Installation) -> None:
    answer = await sent(house, helped="no")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PATH}?said=no")
    asked = (await house.http.get(answer.headers["location"])).text
    assert "What was missing?" in asked
    answer = await sent(house, missing="My phone has no such button.")
    assert (
        "Whoever writes these articles reads this." in (await house.http.get(answer.headers["location"])).text
    )
    await sent(house, missing="My phone has no such button.")
    lead = await house.agent(Role.LEAD)
    told = (await lead.get("/api/workspace/articles/opinions"))["items"]
    assert [(t["article"], t["locale"], t["helped"], t["not_helped"]) for t in told] == [
        ("forgot-password", "en", 0, 1)
    ]
    assert [wish["text"] for wish in told[0]["missing"]] == ["My phone has no such button."]


async def test_nothing_of_a_reader_can_be_read_from_what_is_kept(house: Installation) -> None:
    await sent(house, helped="yes")
    kept = str(await rows(house))
    assert "127.0.0.1" not in kept
    assert "Some Browser" not in kept


async def test_a_secret_is_stopped_before_anything_is_written(house: Installation) -> None:
    answer = await sent(house, missing=f"why not {PHRASE}")
    assert answer.status_code == 422
    assert "It was stopped" in answer.text
    assert "/help/en/stolen-funds" in answer.text
    assert "sausage" not in answer.text
    assert await rows(house) == []


async def test_too_much_says_so_and_other_sites_are_refused(house: Installation) -> None:
    answer = await sent(house, missing="x" * 1001)
    assert (answer.status_code, "At most 1000 characters." in answer.text) == (422, True)
    foreign = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    assert (await house.http.post(PATH, data={"helped": "yes"}, headers=foreign)).status_code == 403
    none = await house.http.post(
        "/help/en/none/opinion", data={"helped": "yes"}, headers={"accept": "text/html"}
    )
    assert (none.status_code, "There is no such page" in none.text) == (404, True)
    assert await rows(house) == []
