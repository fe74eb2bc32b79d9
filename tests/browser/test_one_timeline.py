"""One contact writes by chat, mail, WeChat and phone; an agent answers each from one timeline."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, Response, expect

from tests.support.asgi import listening
from tests.support.browser import Look, PageMaker, axe
from tests.support.installation import Contact, Installation, installation
from tests.support.journey import Agent, People
from tests.support.journey import Contact as Visitor
from tests.support.mail import Sink, Taken, mail_server
from tests.support.mailing import PostOffice, mail, post_office
from tests.support.messaging import Channel, channel
from tests.support.phone import Phone, code_of
from tests.support.until import until
from tests.support.web import free_port
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import Role
from walletdesk.platform.settings import MailSettings

LOOK = Look("en", "desktop")
COMES_IN = """async (authorization) =>
  (await fetch("/portal/session", { method: "POST", headers: { authorization } })).ok"""
VOUCHED = "Authentication-Results: mx.wallet.example; dmarc=pass header.from=mail.example"
CHAT, MAIL, WECHAT = "My 20 USDT are missing", "They were for my rent.", "Has anybody looked?"
ANSWERS = {"webchat": "I look at it now.", "email": "Which network was it?", "wechat": "Yes, I do."}


@pytest.fixture
async def sink() -> AsyncIterator[Sink]:
    async with mail_server() as sink:
        yield sink


@pytest.fixture
async def house(database_url: str, tmp_path: Path, sink: Sink) -> AsyncIterator[Installation]:
    port = free_port()
    letters = MailSettings(host="127.0.0.1", port=sink.port, tls="none", sender="support@desk.example")
    home = f"http://127.0.0.1:{port}"
    async with (
        installation(database_url, tmp_path, mail=letters, home=home) as house,
        listening(house.system.web, port),
    ):
        yield house


def begins(answer: Response) -> bool:
    return answer.request.method == "POST" and answer.url.endswith("/api/conversations")


async def writes_in_the_chat(visitor: Visitor, house: Installation) -> tuple[Contact, ConversationId]:
    """The same person for requests without a browser, and their conversation."""
    async with visitor.page.expect_response(begins) as begun:
        await visitor.write(CHAT)
    answer = await begun.value
    headers = await answer.request.all_headers()
    me = Contact(house.http, {"authorization": headers["authorization"], "accept-language": "en"})
    talk = await house.system.heart.reading.find((await answer.json())["head"]["id"])
    assert talk is not None
    me.id = talk.contact
    await visitor.write("I want to talk to a human")
    return me, talk.id


async def writes_a_mail(me: Contact, post: PostOffice) -> ConversationId:
    """From an address that is proven to be theirs."""
    await post.house.proves_an_address(me)
    sender = f"Li <{me.id.lower()}@mail.example>"
    taken = await post.brings(mail(MAIL, VOUCHED, sender=sender, id="first@mail.example"))
    assert taken.conversation is not None
    return taken.conversation


async def writes_by_wechat(visitor: Visitor, me: Contact, wechat: Channel) -> ConversationId:
    """From an account that they link with a code and a number."""
    await wechat.says(WECHAT)
    assert await visitor.frame.evaluate(COMES_IN, me.headers["authorization"])
    page = await visitor.page.context.new_page()
    await page.goto("/linked")
    await page.locator("form[action^='/linked/code'] button").click()
    await wechat.says(await page.locator("#code").inner_text())
    number = re.search(r"\b\d{3} ?\d{3}\b", wechat.fake.sent[-1].text)
    assert number is not None
    await page.locator("input[name=number]").fill(number[0])
    await page.locator("form[action^='/linked/number'] button").click()
    await expect(page.locator("main")).to_contain_text("WeChat")
    await page.close()
    return await wechat.conversation()


async def calls_and_is_answered(me: Contact, talk: ConversationId, house: Installation) -> None:
    code = await code_of(me, talk)
    phone = Phone(house.http)
    await phone.dials("+8613800138008")
    await phone.presses("2", "2", code)
    await phone.presses("1")
    await house.settle()
    await phone.waits()
    assert phone.rings
    await phone.is_answered()
    await phone.hangs_up()
    await house.settle()


async def whole(timeline: Locator) -> None:
    """Only the latest are unfolded."""
    await expect(timeline.locator("a.spoken").first).to_be_visible()
    if await (more := timeline.get_by_role("button")).count():
        await more.click()


async def answers_from_the_timeline(agent: Agent, words: str, channel: str) -> None:
    """The message leads to where it was said, and what is written there goes out that way."""
    page = agent.page
    await whole(page.locator("#panel .timeline"))
    await page.locator("#panel .timeline a.spoken", has_text=words).first.click()
    await expect(agent.messages.filter(has_text=words).first).to_be_visible()
    take = page.get_by_role("button", name=re.compile("^(Accept|Take over)"))
    if await take.count():
        await take.first.click()
    await expect(page.locator("wd-composer form")).to_be_attached()
    await agent.read_to_the_end()
    await agent.reply(ANSWERS[channel])
    await expect(agent.messages.last).to_contain_text(ANSWERS[channel])


async def test_every_channel_is_answered_from_one_timeline(
    house: Installation, sink: Sink, page_maker: PageMaker
) -> None:
    admin = await house.agent(Role.ADMIN)
    post, wechat = await post_office(house, admin, sink), await channel(house, "wechat")
    people = People(page_maker, house.home)
    visitor = await people.contact(LOOK)
    me, chat = await writes_in_the_chat(visitor, house)
    by_mail, by_wechat = await writes_a_mail(me, post), await writes_by_wechat(visitor, me, wechat)
    await wechat.hand_over()
    await house.agent()
    agent = await people.agent(LOOK)
    await agent.sign_in("agent-2")
    await agent.is_now("online")
    for one in (chat, by_mail, by_wechat):
        talk = await house.system.heart.reading.find(one)
        assert talk is not None
        assert talk.contact == me.id
    await expect(agent.mine).to_have_count(3)
    await calls_and_is_answered(me, chat, house)

    await agent.take(agent.mine.first)
    timeline = agent.page.locator("#panel .timeline")
    await whole(timeline)
    for words in (CHAT, MAIL, WECHAT, "A call by phone"):
        await expect(timeline).to_contain_text(words)
    await answers_from_the_timeline(agent, MAIL, "email")
    await answers_from_the_timeline(agent, WECHAT, "wechat")
    await answers_from_the_timeline(agent, CHAT, "webchat")
    await reached_them(visitor, wechat, sink)
    await expect(timeline).to_contain_text(ANSWERS["email"])
    assert await axe(agent.page) == []


async def reached_them(visitor: Visitor, wechat: Channel, sink: Sink) -> None:
    """Each by the way on which it was said."""
    await expect(visitor.frame.locator(".msg-agent")).to_contain_text(ANSWERS["webchat"])
    await wechat.quiet()
    assert wechat.fake.sent[-1].text.startswith(ANSWERS["wechat"])
    await until(lambda: any(ANSWERS["email"] in plain(letter) for letter in sink.letters))


def plain(letter: Taken) -> str:
    parts = [part.get_payload(decode=True) for part in letter.message.walk() if not part.is_multipart()]
    return "\n".join(part.decode() for part in parts if isinstance(part, bytes))
