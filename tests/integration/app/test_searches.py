"""What readers look for, from the field to the lead's page; and nothing of who looked."""

from typing import Any

import sqlalchemy as sa

from tests.support.installation import Installation
from walletdesk.kernel.viewers import Role
from walletdesk.knowledge.searches.store import OPENING, SEARCH
from walletdesk.platform.db import statement

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
TAB = "0123456789abcdef" * 2
ALL = [statement(sa.select(*each.c)) for each in (SEARCH, OPENING)]


async def traced(house: Installation, **what: object) -> int:
    answer = await house.http.post("/api/help/traces", json={"reader": TAB, "locale": "en", **what})
    return answer.status_code


async def rows(house: Installation) -> list[Any]:
    return [row for each in ALL for row in await house.system.engine.db.all(each)]


async def test_a_lead_sees_what_was_looked_for_in_vain(house: Installation) -> None:
    for question in ("Ambassador merch parcel?", "ambassador merch parcel", "forgot my password"):
        await house.http.get("/help/en/", params={"q": question})
    assert await traced(house, q="ambassador merch parcel") == 204
    lead = await house.agent(Role.LEAD)
    told = await lead.get("/api/workspace/articles/searches")
    assert [(one["words"], one["locale"], one["times"], one["in_vain"]) for one in told["in_vain"]] == [
        ("ambassador merch parcel", "en", 3, 3)
    ]
    assert [one["words"] for one in told["frequent"]] == ["ambassador merch parcel", "forgot my password"]
    assert [(one["times"], one["in_vain"]) for one in told["weeks"]] == [(4, 3)]


async def test_a_gap_is_closed_by_a_phrasing_or_begun_as_an_article(house: Installation) -> None:
    lead, path = await house.agent(Role.LEAD), "/api/workspace/articles/searches"
    for question in ("ambassador merch parcel", "sticker pack for holders"):
        await house.http.get("/help/en/", params={"q": question})
    one = {"words": "ambassador merch parcel", "locale": "en"}
    refused = await lead.ask("POST", f"{path}/phrasing", {**one, "topic": "tx-pending", "text": PHRASE})
    assert (refused.status_code, refused.json()["code"]) == (422, "secret_stopped")
    refused = await lead.ask("POST", f"{path}/draft", {**one, "title": PHRASE})
    assert (refused.status_code, refused.json()["code"]) == (422, "secret_stopped")
    assert len((await lead.get(path))["in_vain"]) == 2
    await lead.post(f"{path}/phrasing", {**one, "topic": "tx-pending", "text": "ambassador merch parcel"})
    pays = {"words": "sticker pack for holders", "locale": "en", "title": "It pays"}
    begun = (await lead.post(f"{path}/draft", pays))["article"]
    draft = await lead.get(f"/api/workspace/articles/{begun}/en")
    assert (draft["row"]["state"], draft["words"]["phrasings"]) == ("draft", ["It pays"])
    assert (await lead.get(path))["in_vain"] == []
    found = (await house.http.get("/help/en/", params={"q": "ambassador merch parcel"})).text
    assert "/help/en/tx-pending" in found


async def test_nothing_of_a_reader_or_a_secret_is_kept(house: Installation) -> None:
    await house.http.get("/help/en/", params={"q": PHRASE})
    assert await traced(house, q=PHRASE) == 204
    assert await rows(house) == []
    assert await traced(house, q="why was anna@mail.example refused", article="forgot-password") == 204
    kept = str(await rows(house))
    assert "why was … refused" in kept
    assert not any(part in kept for part in ("anna", "127.0.0.1", TAB))


async def test_what_is_no_article_or_no_trace_is_refused(house: Installation) -> None:
    assert await traced(house, article="none") == 404
    assert await traced(house, locale="xx") == 404
    assert await traced(house, reader="Anna") == 422
    assert await rows(house) == []
