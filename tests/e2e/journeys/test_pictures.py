"""A contact sends screenshots: a harmless one reaches the agent after the check, a phrase reaches nobody."""

import io

import pytest
from PIL import Image
from playwright.async_api import Page, expect

from tests.support.browser import Look, PageMaker
from tests.support.journey import Agent, Contact, People
from tests.support.screenshots import grid, screen_of
from tests.support.served import Served
from tests.support.widget import PHRASE
from walletdesk.platform.blobs import can_read

pytestmark = [pytest.mark.slow]

READ_WITHIN = 60_000  # ms, on a machine that does much else
HARMLESS = screen_of(["Transaction failed", "Network: Ethereum Mainnet", "Error: insufficient funds for gas"])
DESTROYED = "It showed a secret and was destroyed."
LEAKED = (
    "This looks like a recovery phrase. It was stopped: not sent, not kept, no agent sees it. "
    "Treat it as leaked."
)


@pytest.fixture
def engine() -> str:
    """What the screens show is the same on each; tests/ocr and tests/integration ask both."""
    return "sqlite"


async def meet(people: People, contact_look: Look, agent_look: Look) -> tuple[Contact, Agent]:
    """In one conversation, the agent with it open."""
    contact = await people.contact(contact_look)
    await contact.write("I want to talk to a human")
    await contact.stands_at(1)
    agent = await people.agent(agent_look)
    await agent.sign_in()
    await agent.is_now("online")
    await agent.take(agent.mine.first)
    return contact, agent


async def shows(contact: Contact, name: str, picture: Image.Image) -> None:
    written = io.BytesIO()
    picture.save(written, "PNG")
    file = {"name": name, "mimeType": "image/png", "buffer": written.getvalue()}
    await contact.frame.locator("wd-composer input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]
    await expect(contact.frame.get_by_text(contact.says("Ready to send"))).to_be_visible()
    await contact.button("Send").last.click()
    await expect(contact.messages.last.locator("wd-attachment")).to_be_visible()


def fetched(page: Page) -> list[str]:
    """Addresses of files that this page asks for from now on."""
    seen: list[str] = []
    page.on("request", lambda asked: seen.append(asked.url) if "/api/attachments/" in asked.url else None)
    return seen


@pytest.mark.skipif(not can_read(), reason="needs the extra ocr, which CI has")
async def test_a_picture_is_shown_to_the_agent_once_it_was_read_and_a_phrase_never(people: People) -> None:
    contact, agent = await meet(people, Look("zh-CN", "phone"), Look("en", "desktop", "dark"))
    asked = fetched(agent.page)
    await shows(contact, "error.png", HARMLESS)
    await expect(contact.messages.last.locator("wd-attachment img")).to_be_visible()
    await expect(agent.messages.last.locator("img")).to_be_visible(timeout=READ_WITHIN)
    await expect(contact.messages.last).to_contain_text(contact.says("Checked, agents can see it"))
    assert len(set(asked)) == 1
    await shows(contact, "words.png", grid(PHRASE.split()))
    alert = contact.frame.get_by_role("alert")
    await expect(alert).to_contain_text(contact.says(LEAKED), timeout=READ_WITHIN)
    await expect(contact.messages.last).to_contain_text(contact.says(DESTROYED))
    await expect(contact.messages.last.locator("img")).to_have_count(0)
    await expect(agent.messages.last).to_contain_text(agent.says(DESTROYED))
    assert len(set(asked)) == 1


async def test_where_nothing_reads_pictures_the_agent_confirms_first(
    place: Served, page_maker: PageMaker
) -> None:
    place.set("ATTACHMENTS__READ_PICTURES", "false")
    await place.prepare(capacity=1)
    await place.start()
    contact, agent = await meet(
        People(page_maker, place.url), Look("en", "desktop", "dark"), Look("zh-CN", "desktop")
    )
    asked = fetched(agent.page)
    await shows(contact, "error.png", HARMLESS)
    told = agent.says(
        "This picture was not checked and may show a secret. If it does: copy nothing, pass nothing on."
    )
    await expect(agent.messages.last).to_contain_text(told)
    assert asked == []
    await agent.button("Show it; my name is recorded").click()
    await expect(agent.messages.last.locator("img")).to_be_visible()
    await agent.page.reload()
    await expect(agent.messages.last).to_contain_text(told)  # each time it is opened anew
