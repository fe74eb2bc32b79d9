"""A contact whose app cannot be ours: what comes first, who hears of it, and what is kept. Both engines."""

import re
from html import unescape
from typing import Any

import pytest

from tests.support.installation import INBOX, Agent, Contact, Installation
from walletdesk.kernel.viewers import Role
from walletdesk.registry import Draft, checked

OURS, SIGNED, FOREIGN = "com.example.samplewallet", "ab" * 32, "cd" * 32
CHANGED = {"package": OURS, "version": "4.12.0", "digest": FOREIGN, "source": "A link in a group"}
GENUINE = {**CHANGED, "digest": SIGNED}
SCREEN = "This build of the app isn't ours"
BARE = "c0ffee" * 10 + "beef"
PHRASE = "left stand illness place mad raccoon panther glory oxygen hair they ski"


async def listed(house: Installation) -> Installation:
    """Our app is on the channel registry, and where it is had."""
    channels = house.system.channels
    await channels.authority.begin(house.system.engine.settings.folder / "root.key")
    for draft in (
        Draft(kind="app", value=OURS, certificates=(SIGNED,)),
        Draft(kind="page", value="https://wallet.example/get", name="download"),
    ):
        await channels.publishing.add(checked(draft), by="")
    await channels.publishing.publish(by="")
    await channels.watch.refresh()
    return house


async def begun(contact: Contact, build: dict[str, str], text: str = "hello") -> Any:  # noqa: ANN401 - as it came
    body = {"client_id": f"c{len(text)}", "text": text, "inbox": INBOX, "locale": "en", "build": build}
    return (await contact.post("/api/conversations", body))["head"]


async def seen_by(agent: Agent, conversation: str) -> Any:  # noqa: ANN401 - as it came
    return (await agent.get(f"/api/workspace/conversations/{conversation}"))["head"]


async def page(house: Installation, path: str, locale: str = "en", **query: str) -> str:
    answer = await house.http.get(path, params={"inbox": INBOX, "locale": locale, **query})
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


async def form_fields(house: Installation) -> dict[str, str]:
    """What somebody sends who fills in the form."""
    shown = await page(house, "/message")
    once = re.findall(r'name="once" value="([^"]*)"', shown)[0]
    return {"once": once, "category": "app", "text": "It does not open."}


async def test_the_emergency_comes_before_the_widget_and_the_form(house: Installation) -> None:
    await listed(house)
    for path in ("/w", "/message"):
        changed = await page(house, path, **CHANGED)
        assert SCREEN in changed
        assert "we did not sign it" in changed
        assert "https://wallet.example/get" in changed
        assert "freeze the account" not in changed  # this installation has no accounts
        for other in ({}, GENUINE, {"package": "com.stranger.app"}, {**CHANGED, "seen": "1"}):
            assert SCREEN not in await page(house, path, **other)
    assert "不是我们发布的" in await page(house, "/w", "zh-CN", **CHANGED)


async def test_whoever_comes_with_a_fake_gets_a_person_first_and_the_agent_knows_why(
    house: Installation,
) -> None:
    await listed(house)
    contact, agent = await house.contact(), await house.agent(Role.LEAD)
    talk = (await begun(contact, CHANGED))["id"]
    await house.settle()
    head = await seen_by(agent, talk)
    assert (head["priority"], head["status"] != "open") == ("security", True)
    first, *rest = head["answers"]
    assert first["words"]["en"].startswith("Not a build of ours: It uses the package id of our app")
    assert first["words"]["zh-CN"].startswith("不是我们发布的版本：它用了我们应用的包名")
    assert [one["value"] for one in rest] == [OURS, "4.12.0", "cdcdcdcdcdcdcdcd…", "A link in a group"]


async def test_what_a_build_of_ours_says_is_shown_and_raises_nothing(house: Installation) -> None:
    await listed(house)
    contact, agent = await house.contact(), await house.agent(Role.LEAD)
    talk = (await begun(contact, GENUINE))["id"]
    await house.settle()
    head = await seen_by(agent, talk)
    assert head["priority"] == "normal"
    assert [one["id"] for one in head["answers"]] == [
        "app_package",
        "app_version",
        "app_digest",
        "app_source",
    ]
    assert (await agent.get("/api/workspace/fakes"))["items"] == []


async def test_each_contact_with_our_package_and_a_signature_of_others_is_one_report_of_it(
    house: Installation,
) -> None:
    await listed(house)
    one, other, agent = await house.contact(), await house.contact(), await house.agent(Role.LEAD)
    for contact, text in ((one, "a"), (one, "again"), (other, "me too")):
        await begun(contact, CHANGED, text)
    await house.settle()
    await begun(await house.contact(), {**CHANGED, "digest": "ef" * 32})
    await house.settle()
    (fake,) = (await agent.get("/api/workspace/fakes"))["items"]
    assert (fake["kind"], fake["shown"], fake["reports"]) == ("app", f"{OURS} *", 3)
    said = [one["said"] for one in (await agent.get(f"/api/workspace/fakes/{fake['id']}"))["reports"]]
    assert said == [f"sha256:{FOREIGN[:16]}"] * 2 + [f"sha256:{'ef' * 8}"]


async def test_a_known_fake_is_known_by_its_package_and_an_unheard_version_with_it(
    house: Installation,
) -> None:
    await listed(house)
    lead = await house.agent(Role.LEAD)
    await lead.post(
        "/api/builds", {"standing": "known_bad", "package": "com.fake.wallet", "reason": "Repacked"}
    )
    await lead.post("/api/builds", {"standing": "published", "package": OURS, "version": "4.12.0"})
    for build in ({"package": "com.fake.wallet"}, {"package": OURS, "version": "9.9"}, {"version": "7"}):
        await begun(await house.contact(), build)
    await house.settle()
    shown = {one["shown"] for one in (await lead.get("/api/workspace/fakes"))["items"]}
    assert shown == {"com.fake.wallet", f"{OURS} 9.9"}


async def test_the_form_without_a_script_calls_a_person_in_one_press(house: Installation) -> None:
    await listed(house)
    agent = await house.agent(Role.LEAD)
    shown = await page(house, "/message", **CHANGED)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', shown))
    assert {name: fields[name] for name in CHANGED} == CHANGED
    sent = await house.http.post("/message?locale=en", data=fields)
    assert (sent.status_code, "/portal/open" in sent.text) == (200, True)
    await house.settle()
    (row,) = (await agent.get("/api/workspace/conversations?group=queue"))["items"]
    head = await seen_by(agent, row["id"])
    assert (head["priority"], head["answers"][0]["id"]) == ("security", "app_build")
    assert len((await agent.get("/api/workspace/fakes"))["items"]) == 1


async def test_a_version_that_somebody_types_raises_nothing_and_the_apps_own_does(
    house: Installation,
) -> None:
    await listed(house)
    lead = await house.agent(Role.LEAD)
    await lead.post("/api/builds", {"standing": "published", "package": OURS, "version": "4.12.0"})
    fields = {**await form_fields(house), "version": "17.5"}
    assert (await house.http.post("/message", data=fields)).status_code == 200
    again = {**await form_fields(house), "version": "17.5", "package": OURS, "told_version": "4.12.0"}
    assert (await house.http.post("/message", data=again)).status_code == 200
    await house.settle()
    assert (await lead.get("/api/workspace/fakes"))["items"] == []
    shown = await page(house, "/message", package=OURS, version="9.9")
    named = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', shown))
    assert (await house.http.post("/message", data=named)).status_code == 200
    await house.settle()
    (fake,) = (await lead.get("/api/workspace/fakes"))["items"]
    assert fake["shown"] == f"{OURS} 9.9"


async def test_nothing_that_an_app_says_keeps_anybody_from_help(house: Installation) -> None:
    await listed(house)
    odd = {"package": "x" * 5_000, "version": "\x00", "digest": "zz", "source": "\u202e" * 9, "theme": "dark"}
    assert (await begun(await house.contact(), odd))["status"] == "open"


async def test_a_secret_in_what_an_app_says_is_kept_nowhere_and_the_verdict_is(house: Installation) -> None:
    await listed(house)
    contact, agent = await house.contact(), await house.agent(Role.LEAD)
    talk = (await begun(contact, {"digest": FOREIGN, "source": PHRASE}, PHRASE))["id"]
    told = await begun(contact, {**CHANGED, "source": ""}, f"my phrase is {PHRASE}")
    await house.settle()
    assert "raccoon" not in str(await seen_by(agent, talk))
    head = await seen_by(agent, told["id"])
    assert (head["priority"], head["answers"][0]["id"]) == ("security", "app_build")


@pytest.mark.parametrize("name", ["package", "source"])
async def test_bare_digits_in_what_an_app_says_are_kept_nowhere(house: Installation, name: str) -> None:
    await listed(house)
    agent = await house.agent(Role.LEAD)
    build = {**CHANGED, name: f"a.{BARE}" if name == "package" else BARE}
    talk = (await begun(await house.contact(), build))["id"]
    fields = await form_fields(house)
    assert BARE not in (await house.http.post("/message", data={**fields, **build})).text
    assert BARE not in await page(house, "/message", **build)
    await house.settle()
    assert BARE not in str(await seen_by(agent, talk))
    rows = (await agent.get("/api/workspace/conversations?group=queue"))["items"]
    assert BARE not in "".join([str(await seen_by(agent, row["id"])) for row in rows])


@pytest.mark.parametrize("secret", [BARE, PHRASE])
async def test_a_form_with_a_fault_shows_no_secret_again(house: Installation, secret: str) -> None:
    fields = await form_fields(house)
    sent = {**fields, "text": "", "source": secret}
    answer = await house.http.post("/message?locale=en", data=sent)
    assert (answer.status_code, secret in unescape(answer.text)) == (422, False)
    first, second = " ".join(PHRASE.split()[:6]), " ".join(PHRASE.split()[6:])
    spread = await house.http.post("/message?locale=en", data={**sent, "text": first, "source": second})
    assert (spread.status_code, second in unescape(spread.text)) == (422, False)
