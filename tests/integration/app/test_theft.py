"""Coins are being stolen: one press calls a person, progress is kept, the evidence is one signed file."""

import hashlib
import html
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.integration.app.test_message_form import Browser, found, heads
from tests.support.dossier_rig import looked
from tests.support.installation import HOME, Contact, Installation, installation
from tests.support.registry import publish_sample
from walletdesk.app.wiring.registry import online_key_file
from walletdesk.platform.settings import ChainSettings
from walletdesk.registry import EVIDENCE
from walletdesk.registry.key_files import make_key
from walletdesk.registry.verifier import NotBelieved, check_signature
from walletdesk.theft import link

pytestmark = pytest.mark.anyio
MINE = "0x52908400098527886e0f7030069857d2e4169ee7"
THEIRS = "0xde709f2102306220921060314715629080e2fb77"
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"


@pytest.fixture
def browser(house: Installation) -> Browser:
    return Browser(house)


async def cries(browser: Browser, text: str = "") -> str:
    """The page of their own."""
    answer = await browser.post("/stolen", once=await browser.once("/stolen"), text=text)
    assert answer.status_code == 200, answer.text
    return found(r'action="(/stolen/cnv_\w+)/steps', answer.text)


async def test_one_press_calls_a_person_who_sees_every_step_that_is_done(
    house: Installation, browser: Browser
) -> None:
    own = await cries(browser, f"They took everything from {MINE} a minute ago")
    await house.settle()
    agent = await house.agent()
    [head] = await heads(agent)
    assert (head["priority"], head["status"]) == ("security", "waiting_for_agent")
    page = await browser.get(own)
    assert MINE in page.text
    await browser.post(f"{own}/steps", step="stop", done="yes")
    await browser.post(f"{own}/addresses", text=THEIRS, theirs="yes")
    await house.settle()
    items = (await agent.picture(head["id"]))["items"]
    told = {(item["event"]["what"], item["event"]["value"]) for item in items if item["event"]}
    assert {("theft_address", MINE), ("theft_step", "stop"), ("theft_other_address", THEIRS)} <= told
    seen = await agent.get(f"/api/workspace/conversations/{head['id']}/containment")
    assert [step["state"] for step in seen["steps"]] == ["done", "now", "next", "next", "next"]
    assert not [item for item in (await browser.get(f"/portal{own[7:]}")).text.split() if "theft_" in item]


async def test_the_first_answer_says_by_when_a_person_answers(house: Installation, browser: Browser) -> None:
    agent = await house.agent()  # without anybody no time is told at all
    await agent.ask("PUT", "/api/me/availability", {"state": "online"})
    await house.settle()
    await house.system.engine.relay.stop()  # nothing has reacted yet, as it may be
    first = await browser.post("/stolen", once=await browser.once("/stolen"), text="")
    await house.system.engine.relay.start()
    assert found(r"(A person answers by [^<]+)<", first.text)


async def test_a_slip_of_the_finger_is_told_to_the_agent_each_time(
    house: Installation, browser: Browser
) -> None:
    own = await cries(browser)
    for done in ("yes", "", "yes", ""):
        await browser.post(f"{own}/steps", step="stop", done=done)
    await house.settle()
    agent = await house.agent()
    [head] = await heads(agent)
    told = [item["event"] for item in (await agent.picture(head["id"]))["items"] if item["event"]]
    steps = [one["what"] for one in told if one["what"].startswith("theft_step")]
    assert steps == ["theft_step", "theft_step_undone"] * 2


async def test_the_way_back_is_shown_once_and_opens_what_is_theirs(
    house: Installation, browser: Browser
) -> None:
    once = await browser.once("/stolen")
    first = await browser.post("/stolen", once=once, text="")
    again = await browser.post("/stolen", once=once, text="")  # the page was loaded anew
    own = found(r'action="(/stolen/cnv_\w+)/steps', first.text)
    assert own == found(r'action="(/stolen/cnv_\w+)/steps', again.text)
    assert "access-link" not in (await browser.get(own)).text
    elsewhere = Browser(house)
    await elsewhere.get(
        found(r'access-link">http://127.0.0.1:8080(/portal/open\?t=d1_[\w-]{43})<', first.text)
    )
    assert (await elsewhere.get(own)).status_code == 200


async def test_chains_that_cannot_be_asked_are_said_to_be_unknown_and_never_to_be_empty(
    house: Installation, browser: Browser
) -> None:
    own = await cries(browser, MINE)
    await house.settle()
    page = await browser.get(own)
    assert "Nothing is known of: Ethereum, " in page.text
    assert "Nothing of a chain" not in page.text


@pytest.mark.parametrize("where", ["first", "own"])
async def test_a_phrase_in_the_address_field_is_stopped_and_not_shown_again(
    house: Installation, browser: Browser, where: str
) -> None:
    path = "/stolen" if where == "first" else f"{await cries(browser)}/addresses"
    once = await browser.once("/stolen")
    answer = await browser.post(path, text=PHRASE, once=once)
    assert answer.status_code == 422
    assert "An address is enough: it is public." in answer.text
    assert "sausage" not in answer.text


@pytest.mark.parametrize("where", ["first", "own", "theirs"])
async def test_a_wrong_address_comes_back_to_be_mended_as_text_and_never_as_a_link(
    house: Installation, browser: Browser, where: str
) -> None:
    path = "/stolen" if where == "first" else f"{await cries(browser)}/addresses"
    wrong = '"><a/href=https://evil.example>0xAb58'
    also = {"theirs": "yes"} if where == "theirs" else {}
    answer = await browser.post(path, text=wrong, once=await browser.once("/stolen"), **also)
    field = "their-address" if where == "theirs" else "own-address"
    shown = answer.text.partition(f'id="{field}"')[2].partition(">")[0]
    assert html.unescape(shown.partition('value="')[2].partition('"')[0]) == wrong
    assert "There is no whole address in this" in answer.text
    assert "<a/href" not in answer.text
    assert answer.text.count("0xAb58") == 1


async def test_bare_digits_are_asked_about_and_not_called_leaked(
    house: Installation, browser: Browser
) -> None:
    digits = "4d2f" * 16
    answer = await browser.post("/stolen", once=await browser.once("/stolen"), text=digits)
    own = await browser.post(f"{await cries(browser)}/addresses", text=digits)
    for asked in (answer, own):
        assert asked.status_code == 422
        assert "Is this a transaction ID or a private key?" in asked.text
        assert digits not in asked.text
        assert "An address is enough" not in asked.text


async def test_a_stranger_and_a_wrong_id_look_alike(house: Installation, browser: Browser) -> None:
    own = await cries(browser)
    stranger = Browser(house)
    await cries(stranger)
    wrong = await stranger.get("/stolen/cnv_00000000000000000000000000")
    for path in (own, f"{own}/pack"):
        answer = await stranger.get(path)
        assert (answer.status_code, answer.text) == (404, wrong.text)
    assert (await stranger.post(f"{own}/steps", step="stop", done="yes")).status_code == 404


async def leads(house: Installation, contact: Contact) -> str:
    """Where the bot leads whoever was robbed, beside the article."""
    id = (await contact.starts("my coins were stolen from my wallet"))["head"]["id"]
    await house.settle()
    sources = [item["source"] for item in (await contact.get(f"/api/conversations/{id}"))["items"]]
    article, page = [one["url"] for one in sources if one]
    assert article.endswith("/help/en/stolen-funds")
    assert page == f"{HOME}/stolen?conversation={id}&locale=en"
    return str(page).removeprefix(HOME)


async def with_pass(house: Installation, contact: Contact) -> Browser:
    """As a browser that the widget is known to: its script asks for the pass."""
    browser = Browser(house)
    name, _, value = (await contact.ask("POST", "/portal/session")).headers["set-cookie"].partition("=")
    house.http.cookies.clear()
    browser.jar[name] = value.partition(";")[0]
    return browser


async def test_from_the_widget_the_same_conversation_goes_on(house: Installation, browser: Browser) -> None:
    contact, stranger = await house.contact(), await house.contact()
    page = await leads(house, contact)
    own = f"/stolen/{found('(cnv_[0-9a-z]{26})', page)}"
    start = await browser.get(page)
    assert start.status_code == 200
    assert f'data-next="{own}" data-at-once' in start.text
    known = await with_pass(house, contact)
    answer = await known.get(page)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{own}?locale=en")
    assert "/steps" in (await known.get(own)).text
    nobodys = f"/stolen/cnv_{'0' * 26}"
    wrong = f"/stolen?conversation={nobodys.removeprefix('/stolen/')}&locale=en"
    other = await with_pass(house, stranger)
    looks = [without_once((await other.get(path)).text) for path in (page, wrong)]
    assert f'data-next="{own}" data-at-once' in looks[0]  # the widget's secret may be of whoever was robbed
    assert looks[0].replace(own, nobodys) == looks[1]


def without_once(page: str) -> str:
    return re.sub(r'name="once" value="[^"]+"', "", page)


async def test_what_is_no_conversation_leaves_no_trace_on_the_page(browser: Browser) -> None:
    for told in ("x", "cnv_1", "%22%3E%3Cscript%3E", f"cnv_{'0' * 26}%0Aevil"):
        answer = await browser.get(f"/stolen?conversation={told}")
        assert answer.status_code == 200
        assert "data-next" not in answer.text


def opened(body: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(body)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


async def test_the_evidence_shows_what_was_changed_added_or_left_out(
    house: Installation, browser: Browser
) -> None:
    root = await publish_sample(house.system.channels, house.system.engine.settings.folder)
    own = await cries(browser, f"My address: {MINE}")
    await browser.post(f"{own}/steps", step="stop", done="yes")
    files = opened((await browser.get(f"{own}/pack")).content)
    manifest = json.loads(files.pop("manifest.json"))
    readme = files.pop("READ-ME.txt").decode()
    check_signature(EVIDENCE, manifest)
    check_signature("mandate", manifest["mandate"])
    assert (manifest["mandate"]["by"], manifest["mandate"]["key"]) == (root, manifest["by"])
    listed = {one["name"]: one["sha256"] for one in manifest["files"]}
    assert listed == {name: hashlib.sha256(body).hexdigest() for name, body in files.items()}
    assert "SHA-256" in readme
    items = json.loads(files["conversation.json"])["items"]
    assert [item["hash"] for item in items] == chain(items)
    assert [item["hash"] for item in items[1:]] != chain(items[1:])  # one left out
    assert json.loads(files["containment.json"])["steps"].keys() == {"stop"}
    with pytest.raises(NotBelieved):
        check_signature(EVIDENCE, {**manifest, "files": manifest["files"][1:]})
    with pytest.raises(NotBelieved):
        check_signature("document", manifest)  # it passes for nothing else that is signed


async def test_the_page_for_people_names_addresses_steps_and_digests(
    house: Installation, browser: Browser
) -> None:
    own = await cries(browser, f"My address: {MINE}")
    await browser.post(f"{own}/steps", step="stop", done="yes")
    await browser.post(f"{own}/addresses", text=THEIRS, theirs="yes")
    files = opened((await browser.get(f"{own}/pack?locale=zh-CN")).content)
    page = files["report.html"].decode()
    for told in (MINE, THEIRS, hashlib.sha256(files["conversation.json"]).hexdigest()):
        assert told in page
    assert page.count("尚未告知") == 4
    assert "<script" not in page


async def test_without_a_key_that_has_a_mandate_the_evidence_is_not_signed(
    house: Installation, browser: Browser
) -> None:
    make_key(online_key_file(house.system.engine.settings))
    files = opened((await browser.get(f"{await cries(browser)}/pack")).content)
    assert "signature" not in json.loads(files["manifest.json"])


def chain(items: list[Any]) -> list[str]:
    hashes, before = [], "0" * 64
    for item in items:
        before = link(before, item)
        hashes.append(before)
    return hashes


async def test_a_typo_in_the_files_of_chains_keeps_nobody_from_being_helped(
    database_url: str, tmp_path: Path
) -> None:
    for name in ("chains", "endpoints"):
        (tmp_path / f"{name}.toml").write_text("[[chain", "utf-8")
    files = ChainSettings(file=str(tmp_path / "chains.toml"), endpoints_file=str(tmp_path / "endpoints.toml"))
    async with installation(database_url, tmp_path, chains=files) as house:
        contact = await house.contact()
        talk = (await contact.starts(f"where is my transfer 0x{'ab' * 32}"))["head"]["id"]
        await looked(house)
        (card,) = (await contact.get(f"/api/conversations/{talk}/dossiers"))["dossiers"]
        assert card["tx"] == "0x" + "ab" * 32
        assert await cries(Browser(house), MINE)
