"""Proving an address as browsers ask for it, on both engines: the API, the pages, what agents see."""

import html
import re

import httpx
import pytest

from tests.support.installation import Agent, Contact, Installation
from tests.support.ownership import address_of, private_key, signed
from walletdesk.kernel.ids import ConversationId

pytestmark = pytest.mark.anyio
SHOWN = re.compile(r'access-link">(.*?)</pre>', re.DOTALL)


class Reader:
    """A contact in the portal's pages."""

    def __init__(self, house: Installation, cookie: str) -> None:
        self._http, self._cookie = house.http, cookie

    async def get(self, path: str) -> httpx.Response:
        return await self._http.get(path, headers={"cookie": self._cookie})

    async def post(self, path: str, **form: str) -> httpx.Response:
        return await self._http.post(path, data=form, headers={"cookie": self._cookie})


async def reader_of(house: Installation, contact: Contact) -> Reader:
    answer = await contact.ask("POST", "/portal/session")
    house.http.cookies.clear()
    return Reader(house, answer.headers["set-cookie"].partition(";")[0])


class Pair:
    def __init__(self, contact: Contact, agent: Agent, id: str) -> None:
        self.contact, self.agent, self.id = contact, agent, id
        self.talk, self.pages = f"/api/conversations/{id}/ownership", f"/portal/{id}/ownership"

    async def facts(self) -> list[str]:
        items = (await self.agent.get(self.agent.of(self.id)))["items"]
        return [item["event"]["value"] for item in items if _is_proof(item)]


def _is_proof(item: dict[str, dict[str, str] | None]) -> bool:
    event = item["event"]
    return event is not None and event["what"] == "address_proven"


@pytest.fixture
async def pair(house: Installation) -> Pair:
    contact, agent = await house.contact(), await house.agent()
    id = (await contact.starts())["head"]["id"]
    await contact.post(f"/api/conversations/{id}/agent")
    name = house.system.staff.directory.shown_as(agent.id)
    await house.system.heart.conversing.assign(ConversationId(id), agent.id, name, reason="taken")
    return Pair(contact, agent, id)


async def test_an_agent_asks_and_sees_the_address_in_the_thread(house: Installation, pair: Pair) -> None:
    asked = await pair.agent.get(pair.agent.of(pair.id, "/ownership"))
    assert asked["proven"] == []
    assert "/ownership?locale=en" in asked["words"]
    said = {"client_id": "c1", "text": asked["words"], "mode": "reply"}
    await pair.agent.post(pair.agent.of(pair.id, "/messages"), said)  # the guard lets our own address pass
    text = (await pair.contact.post(pair.talk, {"address": address_of("evm").text}))["text"]
    signature = {"signature": signed("evm", text)}
    proven = await pair.contact.post(f"{pair.talk}/signature", signature)
    await house.settle()
    assert (proven["family"], proven["address"]) == ("evm", address_of("evm").text)
    assert await pair.facts() == [address_of("evm").text]
    assert (await pair.agent.get(pair.agent.of(pair.id, "/ownership")))["proven"] == [proven]
    standing = {"open": None, "proven": [proven]}
    assert await pair.contact.get(pair.talk) == standing


async def test_the_pages_need_no_script(house: Installation, pair: Pair) -> None:
    reader = await reader_of(house, pair.contact)
    assert pair.pages in (await reader.get("/ownership?locale=en")).text
    page = f"{pair.pages}?locale=zh-CN"
    assert (await reader.post(page, address=address_of("tron").text)).status_code == 303
    shown = (await reader.get(page)).text
    [text] = SHOWN.findall(shown)
    wrong = await reader.post(f"{pair.pages}/signature?locale=zh-CN", signature="0x" + "1b" * 65)
    assert (wrong.status_code, "不是那个地址签的" in wrong.text) == (422, True)
    right = signed("tron", html.unescape(text))
    assert (await reader.post(f"{pair.pages}/signature?locale=zh-CN", signature=right)).status_code == 303
    done = (await reader.get(page)).text
    assert (address_of("tron").text in done, SHOWN.findall(done)) == (True, [])


async def test_a_private_key_is_stopped_and_the_staff_learns_of_it(house: Installation, pair: Pair) -> None:
    reader = await reader_of(house, pair.contact)
    await reader.post(pair.pages, address=address_of("evm").text)
    stopped = await reader.post(f"{pair.pages}/signature", signature=private_key())
    assert (stopped.status_code, private_key()[2:] in stopped.text) == (422, False)
    items = (await pair.agent.get(pair.agent.of(pair.id)))["items"]
    assert [item["event"]["what"] for item in items if item["event"]][-1] == "secret_stopped"


async def test_a_stranger_reads_how_it_goes_and_nothing_of_anybody(house: Installation, pair: Pair) -> None:
    entry = await house.http.get("/ownership?locale=en")
    assert (entry.status_code, pair.id in entry.text) == (200, False)
    stranger = await reader_of(house, await house.contact())
    answers = [await stranger.get(f"/portal/{id}/ownership?locale=en") for id in (pair.id, "cnv_none")]
    answers += [await house.http.get(f"{pair.pages}?locale=en")]
    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].text == answers[1].text
