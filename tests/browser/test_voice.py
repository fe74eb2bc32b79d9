"""A contact and their agent talk by voice: two browsers with fake microphones, through a real relay."""

import re
from pathlib import Path
from typing import Any

from playwright.async_api import Page, expect

from tests.browser.test_app_builds import comes_in
from tests.browser.test_widget_looks import SIDEWAYS
from tests.support.addressed import addressed
from tests.support.browser import PATIENCE, Look, PageMaker, axe, picture
from tests.support.coturn import coturn
from tests.support.installation import INBOX, Installation
from walletdesk.platform.settings import VoiceSettings

PHONE, DESK = Look(locale="zh-CN", screen="phone"), Look(locale="en", scheme="dark")
HEARD = """async () => {
  const { pc } = document.querySelector("wd-talk").line;
  const stats = await pc.getStats();
  const every = [...stats.values()];
  const pair = every.find(({ type, nominated }) => type === "candidate-pair" && nominated);
  const heard = every.find((one) => one.type === "inbound-rtp");
  const ends = [pair.localCandidateId, pair.remoteCandidateId];
  return { ways: ends.map((id) => stats.get(id).candidateType),
    packets: heard.packetsReceived, energy: heard.totalAudioEnergy };
}"""
IS_HEARD = "async () => (await (%s)()).energy > 0" % HEARD  # noqa: UP031 - a script full of braces
REFUSES = (
    "MediaDevices.prototype.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError'); };"
)
SENDS = 'document.querySelector("wd-talk").line.microphone.getAudioTracks()[0].enabled'


async def test_two_browsers_talk_through_a_relay_and_both_threads_tell_of_it(
    page_maker: PageMaker, sqlite_template: Path, tmp_path: Path
) -> None:
    page_maker.allow(r"409 \(Conflict\) .*/calls/.*/(here|signals)")  # so a page learns that its call is over
    with coturn(tmp_path) as turn:
        voice = VoiceSettings(provider="simulator", simulator_seconds=0, turn=turn)
        async with addressed(sqlite_template, tmp_path, voice=voice) as house:
            contact = await page_maker(PHONE, base_url=house.home)
            desk = await page_maker(DESK, base_url=house.home)
            await has_an_agent(contact, desk, house)
            theirs, ours = await are_joined(contact, desk)
            await hear_each_other(theirs, ours)
            await mute_and_hold(theirs, ours)
            await hang_up(contact, desk, theirs, ours)
            await is_spoken_to_later(contact, desk)
            await is_declined(contact, desk)
            await page_maker.close()  # before the server


async def has_an_agent(contact: Page, desk: Page, house: Installation) -> None:
    agent = await house.agent(languages=("zh-CN", "en"))
    await contact.goto(f"/w?inbox={INBOX}&locale=zh-CN")
    await contact.locator("wd-composer textarea").fill("我要转人工")
    await contact.locator("wd-composer textarea").press("Enter")
    await expect(contact.get_by_role("log").locator("li.msg-contact").last).to_contain_text("已收到")
    talk = await contact.evaluate("document.querySelector('wd-widget').store.thread.conversation")
    await house.settle()
    await agent.post(agent.of(talk, "/accept"))
    await comes_in(desk, house, agent)
    await desk.goto(f"/workspace#{talk}")


async def are_joined(contact: Page, desk: Page) -> tuple[Page, Page]:
    """The agent calls, the contact answers; each in a page of its own."""
    # its part is packed when somebody first asks for it
    await expect(contact.get_by_role("button", name="语音通话")).to_be_visible(timeout=4 * PATIENCE)
    async with desk.context.expect_page() as opened:
        await desk.get_by_role("button", name="Call the contact").click()
    ours = await opened.value
    await expect(ours.get_by_role("heading", level=1)).to_have_text("Calling the contact")
    card = contact.get_by_role("group", name="来电")
    await expect(card).to_contain_text("语音里也别说")
    assert await axe(contact) == []
    assert await contact.evaluate(SIDEWAYS) is False
    await picture(contact, "voice-rings-widget")
    await picture(desk, "voice-rings-desk")
    async with contact.context.expect_page() as answered:
        await card.get_by_role("button", name="接听").click()
    theirs = await answered.value
    for page in (theirs, ours):
        await expect(page.get_by_role("timer")).to_be_visible()
        await expect(page.get_by_role("heading", level=1)).to_contain_text(
            ("Talking with", "正在和")[page is theirs]
        )
    return theirs, ours


async def hear_each_other(theirs: Page, ours: Page) -> None:
    for page in (theirs, ours):
        await page.wait_for_function(IS_HEARD, polling=200)
        seen: dict[str, Any] = await page.evaluate(HEARD)
        assert seen["ways"] == ["relay", "relay"]  # neither learns where the other is
        assert seen["packets"] > 0
        assert await axe(page) == []
        assert await page.evaluate(SIDEWAYS) is False
    await expect(theirs.locator(".neverline")).to_contain_text("语音里也别说")
    await expect(theirs.get_by_text("线路：好")).to_be_visible()
    await picture(theirs, "voice-talks-contact")
    await picture(ours, "voice-talks-agent")


async def mute_and_hold(theirs: Page, ours: Page) -> None:
    await ours.get_by_role("button", name="Mute").click()
    assert await ours.evaluate(SENDS) is False
    await ours.get_by_role("button", name="Unmute").click()
    assert await ours.evaluate(SENDS) is True
    await ours.get_by_role("button", name="Hold").click()
    await expect(theirs.get_by_text("对方暂时保持了通话")).to_be_visible()
    assert await ours.evaluate(SENDS) is False
    await ours.get_by_role("button", name="Take off hold").click()
    await expect(theirs.get_by_text("对方暂时保持了通话")).to_have_count(0)
    await ours.get_by_text("Microphone and sound").click()
    await expect(ours.get_by_label("Microphone", exact=True)).to_be_visible()


async def hang_up(contact: Page, desk: Page, theirs: Page, ours: Page) -> None:
    await theirs.get_by_role("button", name="挂断").click()
    await expect(ours.get_by_role("heading", level=1)).to_have_text("The call is over")
    await expect(theirs.get_by_role("heading", level=1)).to_have_text("通话结束")
    for page in (theirs, ours):  # the mark of the microphone goes out
        assert await page.evaluate('document.querySelector("wd-talk").line') is None
    await picture(theirs, "voice-over-contact")
    for page in (contact, desk):
        await expect(page.get_by_role("log")).to_contain_text("语音通话结束，时长 1 分钟。")


async def is_spoken_to_later(contact: Page, desk: Page) -> None:
    """It rings on the page of the conversation too. The contact has no time, and says it to the browser."""
    portal = await contact.context.new_page()  # the page of the call before let this browser in
    talk = await contact.evaluate("document.querySelector('wd-widget').store.thread.conversation")
    await portal.goto(f"/portal/{talk}?locale=zh-CN")
    await expect(portal.get_by_role("button", name="语音通话")).to_be_visible()
    await portal.locator("#text").fill("我正在写")
    async with desk.context.expect_page() as opened:
        await desk.get_by_role("button", name="Call the contact").click()
    ours = await opened.value
    await expect(contact.get_by_role("group", name="来电")).to_be_visible()
    await expect(portal.get_by_role("link", name="接听")).to_be_visible(timeout=2 * PATIENCE)
    await expect(portal.locator("#text")).to_have_value("我正在写")
    assert await axe(portal) == []
    await picture(portal, "voice-rings-portal")
    await expect(portal.get_by_role("link", name="接听")).to_be_in_viewport()  # while they write far below
    await portal.get_by_role("button", name="拒绝").click()
    await expect(portal.get_by_role("link", name="语音留言")).to_be_visible()
    await expect(ours.get_by_role("heading", level=1)).to_have_text("The call was declined")
    await is_left(contact, desk)
    for one in (ours, portal):
        await one.close()


async def is_left(contact: Page, desk: Page) -> None:
    """Recorded, heard, sent; and the agent plays it."""
    async with contact.context.expect_page() as left:
        await contact.get_by_role("button", name="语音留言").click()
    page = await left.value
    await expect(page.get_by_text("我们有 1 位客服可以听到")).to_be_visible()
    await expect(page.get_by_text("助记词、私钥、密码、验证码别说出来")).to_be_visible()
    assert await axe(page) == []
    assert await page.evaluate(SIDEWAYS) is False
    await picture(page, "voice-mail-asks")
    await page.get_by_role("button", name="开始录音").click()
    await expect(page.get_by_role("timer")).to_contain_text("00:01")
    await picture(page, "voice-mail-records")
    await page.get_by_role("button", name="停止").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("发送前先听一遍")
    await picture(page, "voice-mail-heard")
    await page.get_by_role("button", name="发送").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("留言已收到")
    sound = desk.get_by_label(re.compile(r"语音留言 \d+ 秒\.webm"))
    await expect(sound).to_be_visible()
    plays = "async (it) => { it.muted = true; await it.play(); return it.currentSrc; }"
    assert "/api/attachments/" in await sound.evaluate(plays)
    await picture(desk, "voice-mail-desk")
    await page.close()


async def is_declined(contact: Page, desk: Page) -> None:
    """The contact calls from the widget, and the agent's screen rings wherever they are.

    This time the contact refuses the microphone, and is told what to do about it.
    """
    await contact.context.add_init_script(REFUSES)
    async with contact.context.expect_page() as opened:
        await contact.get_by_role("button", name="语音通话").click()
    theirs = await opened.value
    await expect(theirs.get_by_role("heading", level=1)).to_contain_text("正在呼叫")
    await expect(theirs.get_by_role("alert")).to_contain_text("麦克风被拒绝了")
    await expect(theirs.get_by_role("button", name="再试一次")).to_be_visible()
    await expect(desk.get_by_text("A contact calls by voice.")).to_be_visible()
    await desk.get_by_role("button", name="Decline").click()
    await expect(theirs.get_by_role("heading", level=1)).to_have_text("通话被拒绝")
    await expect(theirs.get_by_role("link", name="预约回拨")).to_be_visible()
    await expect(contact.get_by_role("link", name="预约回拨")).to_be_visible()
    await expect(desk.get_by_text("A contact calls by voice.")).to_have_count(0)
    await picture(theirs, "voice-declined-contact")
    await picture(contact, "voice-declined-widget")
