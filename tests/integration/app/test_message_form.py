"""A message by the plain form: kept once, with a number and a private link that opens it and nothing else."""

import re
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from tests.support.installation import HOME, Agent, Installation
from walletdesk.contacts.store import CONTACT, DEVICE
from walletdesk.conversations.store.tables import CONVERSATION, MESSAGE
from walletdesk.platform.db import statement

SAME = {"origin": HOME, "sec-fetch-site": "same-origin", "accept": "text/html", "accept-language": "en"}
DIGITS = "4d2f" * 16  # of a transaction, or of a key
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
TABLES = (CONTACT, DEVICE, CONVERSATION, MESSAGE)


class Browser:
    """Somebody without scripts: forms, links, and the cookies that come with them."""

    def __init__(self, house: Installation) -> None:
        self.house = house
        self.jar: dict[str, str] = {}

    async def get(self, path: str) -> httpx.Response:
        return self._seen(await self.house.http.get(path, headers={**SAME, **self._cookie()}))

    async def post(self, path: str, **form: str) -> httpx.Response:
        answer = await self.house.http.post(path, data=form, headers={**SAME, **self._cookie()})
        return self._seen(answer)

    async def once(self, path: str = "/message") -> str:
        return found(r'name="once" value="([^"]+)"', (await self.get(path)).text)

    async def writes(self, text: str = "My transfer is missing.", **more: str) -> httpx.Response:
        form = {"category": "transfer", "text": text, "once": await self.once(), **more}
        return await self.post("/message", **form)

    async def comes_in(self, text: str = "My transfer is missing.") -> str:
        """Write, open the private link; the id of the conversation."""
        answer = await self.get(link_in((await self.writes(text)).text))
        assert (answer.status_code, answer.headers["location"]) == (303, "/portal")
        assert answer.headers["referrer-policy"] == "no-referrer"
        return found(r'href="/portal/(cnv_\w+)', (await self.get("/portal")).text)

    def _cookie(self) -> dict[str, str]:
        return {"cookie": "; ".join(f"{k}={v}" for k, v in self.jar.items())} if self.jar else {}

    def _seen(self, answer: httpx.Response) -> httpx.Response:
        for name, value in answer.cookies.items():
            self.jar[name] = value
        if "Max-Age=0" in answer.headers.get("set-cookie", ""):
            self.jar.clear()
        self.house.http.cookies.clear()
        return answer


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match is not None, pattern
    return match[1]


def link_in(page: str) -> str:
    return found(r'access-link">http://127.0.0.1:8080(/portal/open\?t=d1_[\w-]{43})<', page)


async def counts(house: Installation) -> list[int]:
    made = [statement(sa.select(sa.func.count()).select_from(table)) for table in TABLES]
    rows = [await house.system.engine.db.one(one) for one in made]
    return [row[0] for row in rows if row]


async def heads(agent: Agent) -> list[Any]:
    shown = await agent.get("/api/workspace/conversations?group=queue")
    return list(shown["items"])


@pytest.fixture
def browser(house: Installation) -> Browser:
    return Browser(house)


async def test_a_message_is_kept_with_a_number_and_a_link_for_its_writer_alone(
    house: Installation, browser: Browser
) -> None:
    answer = await browser.writes(version="5.2.1")
    assert answer.status_code == 200
    number = found(r'number">(WD-\d+)<', answer.text)
    assert "A person answers by" in answer.text
    assert "Keep it for yourself" in answer.text
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert answer.headers["cache-control"] == "no-store"
    secret = link_in(answer.text).partition("t=")[2]
    rows = await house.system.engine.db.all(statement(sa.select(*DEVICE.c)))
    assert len(rows) == 1
    assert secret not in str(rows)
    await house.settle()
    agent = await house.agent()
    head = (await heads(agent))[0]
    assert (head["channel"], head["tickets"]) == ("form", [number])
    items = (await agent.picture(head["id"]))["items"]
    assert items[0]["text"] == "My transfer is missing.\n\nApp version: 5.2.1"
    assert not [item for item in items if item["author"]["kind"] == "bot"]


async def test_sent_twice_it_is_one_message_with_one_number_and_one_link(
    house: Installation, browser: Browser
) -> None:
    form = {"category": "transfer", "text": "Where is it?", "once": await browser.once()}
    first, second = await browser.post("/message", **form), await browser.post("/message", **form)
    assert link_in(first.text) == link_in(second.text)
    assert found(r"(WD-\d+)", first.text) == found(r"(WD-\d+)", second.text)
    contacts, devices, conversations, _ = await counts(house)
    assert (contacts, devices, conversations) == (1, 1, 1)


async def test_who_goes_back_and_changes_the_words_has_said_both(
    house: Installation, browser: Browser
) -> None:
    form = {"category": "transfer", "once": await browser.once()}
    first = await browser.post("/message", **form, text="Where is it?")
    second = await browser.post("/message", **form, text="It went to the wrong network.")
    await browser.post("/message", **form, text="It went to the wrong network.")
    assert link_in(first.text) == link_in(second.text)
    assert found(r"(WD-\d+)", first.text) == found(r"(WD-\d+)", second.text)
    await house.settle()
    agent = await house.agent()
    [head] = await heads(agent)
    items = (await agent.picture(head["id"]))["items"]
    said = [item["text"] for item in items if item["author"]["kind"] == "contact"]
    assert said == ["Where is it?", "It went to the wrong network."]


async def test_a_secret_is_stopped_before_the_first_write_and_wiped(
    house: Installation, browser: Browser
) -> None:
    answer = await browser.writes(f"my words are {PHRASE}", version="5.2.1")
    assert answer.status_code == 422
    assert "It was stopped" in answer.text
    assert "/help/en/stolen-funds" in answer.text
    assert "sausage" not in answer.text
    half = PHRASE.index("worth")
    spread = await browser.writes(PHRASE[:half], version=PHRASE[half:])
    assert "It was stopped" in spread.text
    assert await counts(house) == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"category": "cake"}, "Choose what comes closest."),
        ({"text": "  "}, "Say what happened."),
        ({"text": "It is not here. " * 260}, "This is too long."),
        ({"version": "5" * 41}, "This is too long."),
        ({"email": "nobody at home"}, "This is not an e-mail address."),
        ({"once": "123.made-up"}, "This page was open for too long."),
    ],
)
async def test_a_fault_is_said_at_its_field_and_nothing_typed_is_lost(
    mailing_house: Installation, change: dict[str, str], says: str
) -> None:
    browser = Browser(mailing_house)
    form = {"text": "kept <words>", "version": "5.2.1", "email": "me@mail.example", **change}
    answer = await browser.writes(**form)
    assert (answer.status_code, says in answer.text) == (422, True)
    kept = {**form, **change}
    assert f'value="{kept["version"]}"' in answer.text
    assert f'value="{kept["email"]}"' in answer.text
    assert ">kept &lt;words&gt;</textarea>" in answer.text or "text" in change
    assert await counts(mailing_house) == [0, 0, 0, 0]


async def test_mail_goes_nowhere_before_the_address_is_proven(mailing_house: Installation) -> None:
    browser = Browser(mailing_house)
    answer = await browser.writes(email="me@mail.example")
    assert "We mailed a link to the address you gave." in answer.text
    rows = await mailing_house.system.engine.db.all(statement(sa.select(CONTACT.c.email)))
    assert [tuple(row) for row in rows] == [("",)]


async def test_where_no_mail_is_sent_none_is_asked_for(browser: Browser) -> None:
    assert 'name="email"' not in (await browser.get("/message")).text


async def test_words_of_danger_come_before_everything_else(house: Installation, browser: Browser) -> None:
    answer = await browser.writes("someone stole all my coins, my wallet was hacked")
    assert "Stolen, or phrase leaked?" in answer.text
    await house.settle()
    assert (await heads(await house.agent()))[0]["priority"] == "security"


async def test_the_contact_reads_the_answer_and_replies_in_plain_pages(
    house: Installation, browser: Browser
) -> None:
    id = await browser.comes_in()
    await house.settle()
    agent = await house.agent()
    await agent.post(agent.of(id, "/accept"))
    await agent.writes(id, "Which network <was> it?", "a1")
    await agent.writes(id, "colleagues only", "a2", mode="note")
    page = (await browser.get(f"/portal/{id}")).text
    assert "Which network &lt;was&gt; it?" in page
    assert "colleagues only" not in page
    once = found(r'name="once" value="([^"]+)"', page)
    for _ in range(2):
        answer = await browser.post(f"/portal/{id}/messages", text="TRON", once=once)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/portal/{id}?locale=en#reply")
    assert [item["text"] for item in (await agent.picture(id))["items"]].count("TRON") == 1
    transcript = await browser.get(f"/portal/{id}/transcript?format=text")
    assert "TRON" in transcript.text
    assert "attachment" in transcript.headers["content-disposition"]


async def test_a_secret_in_a_reply_is_stopped_and_wiped(house: Installation, browser: Browser) -> None:
    id = await browser.comes_in()
    answer = await browser.post(f"/portal/{id}/messages", text=PHRASE, once="r1")
    assert (answer.status_code, "It was stopped" in answer.text) == (422, True)
    assert "sausage" not in answer.text
    rows = await house.system.engine.db.all(statement(sa.select(MESSAGE.c.text)))
    assert "sausage" not in str(rows)
    empty = await browser.post(f"/portal/{id}/messages", text=" ", once="r2")
    assert "Say what happened." in empty.text


async def test_strangers_and_wrong_ids_look_alike(house: Installation, browser: Browser) -> None:
    id, other = await browser.comes_in(), Browser(house)
    own = await other.comes_in()
    wrong = "cnv_00000000000000000000000000"
    paths = ("", "/transcript", "/files/att_1")
    answers = [await other.get(f"/portal/{who}{path}") for who in (id, wrong) for path in paths]
    answers += [await Browser(house).get(f"/portal/{own}")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    replied = await other.post(f"/portal/{id}/messages", text="let me in", once="r1")
    assert (replied.status_code, replied.text) == (404, answers[0].text)


async def test_files_come_to_their_contact_alone(house: Installation, browser: Browser) -> None:
    contact = await house.contact()
    id = (await contact.starts())["head"]["id"]
    files = {"file": ("a.txt", b"hello", "text/plain")}
    kept = (await contact.ask("POST", f"/api/conversations/{id}/attachments", files=files)).json()
    body = {"client_id": "m1", "text": "see", "attachments": [kept["id"]]}
    await contact.post(f"/api/conversations/{id}/messages", body)
    headers = {**contact.headers, "origin": HOME, "sec-fetch-site": "same-origin"}
    opened = browser._seen(await house.http.post("/portal/session", headers=headers))
    assert opened.status_code == 204
    assert f"/portal/{id}/files/{kept['id']}" in (await browser.get(f"/portal/{id}")).text
    assert (await browser.get(f"/portal/{id}/files/{kept['id']}")).content == b"hello"
    stranger = Browser(house)
    theirs = await stranger.comes_in()
    assert (await stranger.get(f"/portal/{theirs}/files/{kept['id']}")).status_code == 404
    assert (await browser.get(f"/portal/{theirs}/files/{kept['id']}")).status_code == 404


async def test_whoever_leaves_is_out_and_the_link_brings_them_back(
    house: Installation, browser: Browser
) -> None:
    page = (await browser.writes()).text
    await browser.get(link_in(page))
    id = found(r'href="/portal/(cnv_\w+)', (await browser.get("/portal")).text)
    left = await browser.post("/portal/end")
    assert (left.status_code, left.headers["location"]) == (303, "/portal")
    assert (await browser.get(f"/portal/{id}")).status_code == 404
    assert "Open the private link" in (await browser.get("/portal")).text
    await browser.get(link_in(page))
    assert (await browser.get(f"/portal/{id}")).status_code == 200


@pytest.mark.parametrize("wrong", ["", "d1_short", f"d1_{'x' * 43}"])
async def test_a_wrong_link_opens_nothing_and_makes_nobody(
    house: Installation, browser: Browser, wrong: str
) -> None:
    answer = await browser.get(f"/portal/open?t={wrong}")
    assert (answer.status_code, "does not open anything" in answer.text) == (404, True)
    assert browser.jar == {}
    assert await counts(house) == [0, 0, 0, 0]


async def test_a_page_of_another_site_can_send_nothing(house: Installation, browser: Browser) -> None:
    form = {"category": "transfer", "text": "hi", "once": await browser.once()}
    foreign = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    assert (await house.http.post("/message", data=form, headers=foreign)).status_code == 403
    assert await counts(house) == [0, 0, 0, 0]


async def test_bare_digits_are_asked_about_and_never_shown_again(house: Installation) -> None:
    browser = Browser(house)
    for more in ({}, {"category": "none"}):  # asked first, whatever else is wrong
        asked = await browser.writes(f"It is gone. {DIGITS}", **more)
        assert asked.status_code == 422
        assert "a transaction ID or a private key?" in asked.text
        assert "It is gone. transaction ID: </textarea>" in asked.text
        assert DIGITS not in asked.text
    kept = await browser.writes(f"It is gone. transaction ID: {DIGITS}")
    assert "/portal/open?t=" in kept.text


async def test_bare_digits_in_an_answer_are_asked_about_and_never_shown_again(house: Installation) -> None:
    browser = Browser(house)
    id = await browser.comes_in("Something is odd.")
    for text in (f"Here: {DIGITS}", f"Here: {DIGITS} " + "and so on " * 500):
        asked = await browser.post(
            f"/portal/{id}/messages", text=text, once=await browser.once(f"/portal/{id}")
        )
        assert asked.status_code == 422
        assert DIGITS not in asked.text
        assert "Here: transaction ID: " in asked.text


async def test_files_are_kept_with_the_words_and_one_that_is_refused_takes_nothing_along(
    house: Installation, browser: Browser
) -> None:
    form = {"category": "app", "text": "It closes itself.", "device": "Pixel 9", "once": await browser.once()}
    given = [
        ("files", ("a.txt", b"It says: out of memory.")),
        ("files", ("", b"")),  # a field that nobody filled
        ("files", ("words.txt", PHRASE.encode())),
        ("files", ("a.exe", b"MZ\x90\x00\x03")),
    ]
    for _ in range(2):  # sent twice it is still one message with one file
        answer = await house.http.post("/message", data=form, files=given, headers=SAME)
        assert answer.status_code == 200
        assert "1 file was kept with it." in answer.text
        assert "File 2: " in answer.text
        assert "File 3: " in answer.text
        assert "Stolen, or phrase leaked?" in answer.text  # one of them held a phrase
    await house.settle()
    agent = await house.agent()
    [head] = await heads(agent)
    said = [
        item for item in (await agent.picture(head["id"]))["items"] if item["author"]["kind"] == "contact"
    ]
    assert said[0]["text"] == "It closes itself.\n\nDevice: Pixel 9"
    assert [[file["name"] for file in item["attachments"]] for item in said if item["attachments"]] == [
        ["a.txt"]
    ]
    assert head["priority"] == "security"


async def test_what_is_no_text_in_a_form_with_files_is_refused(house: Installation, browser: Browser) -> None:
    part = b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xff\xfe\r\n--b--\r\n'
    headers = {**SAME, "content-type": "multipart/form-data; boundary=b"}
    assert (await house.http.post("/message", content=part, headers=headers)).status_code == 400
    assert await counts(house) == [0, 0, 0, 0]
