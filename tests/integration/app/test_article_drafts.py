"""Writing an article over HTTP: until it is found, two who write at once, and what keeps it back."""

from typing import Any

from tests.support.installation import Asking, Installation
from tests.support.knowledge import BODY
from walletdesk.kernel.viewers import Role

ONE = "/api/workspace/articles/gift-card/en"
WORDS: dict[str, Any] = {
    "title": "Paying with a zebracard",
    "body": BODY.replace("Your coins are at rest", "A zebracard needs rest"),
    "route": "front",
    "custody": ["self_custody", "custodial"],
    "review_by": "2027-05-20",
    "phrasings": ["zebracard does not work", " zebracard  refused ", "zebracard refused", ""],
    "facts": [{"id": "s1", "mark": "unsourced", "source": "manual", "say": "It takes days."}],
}


def draft(revision: int = 0, version: int = 0, **words: object) -> dict[str, Any]:
    return {"revision": revision, "version": version, "words": {**WORDS, **words}}


async def found(house: Installation) -> bool:
    return "/help/en/gift-card" in (await house.http.get("/help/en", params={"q": "zebracard refused"})).text


async def row(asks: Asking) -> dict[str, Any]:
    listed = (await asks.ask("GET", "/api/workspace/articles?q=zebracard")).json()
    (its,) = listed["items"]
    return dict(its)


async def test_an_article_is_written_published_and_found_at_once(house: Installation) -> None:
    lead, agent = await house.agent(Role.LEAD), await house.agent()
    kept = (await lead.ask("PUT", f"{ONE}/draft", draft())).json()
    assert (kept["revision"], kept["findings"], await found(house)) == (1, [], False)
    assert (await agent.ask("GET", "/api/workspace/articles?q=zebracard")).json()["items"] == []
    assert (await agent.ask("GET", ONE)).status_code == 404

    read = (await lead.ask("POST", f"{ONE}/publish", {"revision": 1})).json()
    assert (read["row"]["state"], read["kept"], read["revision"]) == ("published", 1, 0)
    assert read["words"]["phrasings"] == ["zebracard does not work", "zebracard refused"]
    assert await found(house)
    assert (await row(agent))["title"] == WORDS["title"]

    await lead.ask("PUT", f"{ONE}/draft", draft(version=1, title="Next", internal=True))
    both = (await lead.ask("GET", ONE)).json()
    assert (both["words"]["title"], both["read"]["title"]) == ("Next", WORDS["title"])
    assert (await row(lead))["state"] == "changed"
    assert await found(house)
    await lead.ask("POST", f"{ONE}/publish", {"revision": 1})
    assert not await found(house)
    assert (await row(agent))["internal"]

    past = (await lead.ask("GET", f"{ONE}/versions")).json()["items"]
    assert [(one["version"], one["title"], one["by"]) for one in past] == [
        (2, "Next", lead.id),
        (1, WORDS["title"], lead.id),
    ]
    assert (await lead.ask("GET", f"{ONE}/versions/1")).json()["title"] == WORDS["title"]
    await lead.ask("POST", f"{ONE}/withdraw", {"version": 2})
    assert (await agent.ask("GET", ONE)).status_code == 404


async def test_what_keeps_it_back_is_said_in_the_leads_language(house: Installation) -> None:
    lead = await house.agent(Role.LEAD)
    said = WORDS["body"].replace("{app}", "{name}") + "\nSend us your recovery phrase."
    lines = said.splitlines()
    for language, braces in (
        ("zh-CN", "有花括号没有内容可填。"),
        ("en", "There are braces that nobody fills."),
    ):
        lead.headers["accept-language"] = language
        revision = 0 if language == "zh-CN" else 1
        kept = (await lead.ask("PUT", f"{ONE}/draft", draft(revision, body=said))).json()
        assert [one["line"] for one in kept["findings"]] == [len(lines) - 1, len(lines)]
        assert kept["findings"][0]["said"] == braces
        refused = await lead.ask("POST", f"{ONE}/publish", {"revision": kept["revision"]})
        assert (refused.status_code, refused.json()["code"]) == (422, "asks_for_secret")
    kept = (await lead.ask("PUT", f"{ONE}/draft", draft(2, body="## What happened"))).json()
    refused = (await lead.ask("POST", f"{ONE}/publish", {"revision": 3})).json()
    assert refused["code"] == "incomplete"
    assert [one["said"] for one in kept["findings"] if one["said"] not in refused["detail"]] == []


async def test_the_later_of_two_leads_is_told_and_no_secret_is_kept(house: Installation) -> None:
    first, second = await house.agent(Role.LEAD), await house.agent(Role.ADMIN)
    await first.ask("PUT", f"{ONE}/draft", draft())
    await second.ask("PUT", f"{ONE}/draft", draft(1, title="Theirs"))
    late = await first.ask("PUT", f"{ONE}/draft", draft(1, title="Mine"))
    assert (late.status_code, late.json()["code"], late.json()["values"]) == (
        409,
        "stale_draft",
        {"revision": 2},
    )
    secret = "abandon " * 11 + "about"
    stopped = await first.ask("PUT", f"{ONE}/draft", draft(2, body=secret))
    assert (stopped.status_code, stopped.json()["code"]) == (422, "secret_stopped")
    for words in ({"review_by": "soon"}, {"custody": ["mine"]}, {"colour": "red"}):
        assert (await first.ask("PUT", f"{ONE}/draft", draft(2, **words))).status_code == 422
    assert (await first.ask("GET", ONE)).json()["words"]["title"] == "Theirs"
    assert (await first.ask("DELETE", f"{ONE}/draft?revision=2")).status_code == 204
    assert (await first.ask("GET", ONE)).status_code == 404
