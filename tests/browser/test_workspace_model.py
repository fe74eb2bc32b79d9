"""What a language model proposes to an agent: labelled as such, and put into the reply by hand."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.support.addressed import addressed
from tests.support.browser import Look, PageMaker, picture
from tests.support.installation import Agent, Installation
from tests.support.journey import at_ease, say
from tests.support.model import Json, ModelServer, reaching, sentences, serving
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.http import SESSION_COOKIE

ASKED = "transaction pending for a long time"
MODEL = "fake-model-1"
LOOK = Look("zh-CN", "phone", "dark")


@pytest.fixture
async def model() -> AsyncIterator[ModelServer]:
    async with serving(ModelServer()) as model:
        yield model


@pytest.fixture
async def served(sqlite_template: Path, tmp_path: Path, model: ModelServer) -> AsyncIterator[Installation]:
    bot, connector = reaching(model)
    async with addressed(sqlite_template, tmp_path, bot=bot, connector=connector) as house:
        yield house


def says(sentence: str, **values: str) -> str:
    return say("workspace", LOOK.locale, sentence, **values)


async def has_one(house: Installation) -> tuple[Agent, str]:
    """An agent with a conversation of somebody who asked for a person and said what happened."""
    agent, contact = await house.agent(), await house.contact("en")
    id = str((await contact.starts("human, please", locale="en"))["head"]["id"])
    await house.settle()
    await contact.says(id, ASKED, "q1")
    await house.settle()
    await house.system.heart.conversing.assign(ConversationId(id), agent.id, "Ann", reason="taken")
    await house.settle()
    return agent, id


async def opens(page: Page, house: Installation, agent: Agent, id: str) -> None:
    url = house.home.replace("http:", "https:")
    cookie = {"name": SESSION_COOKIE, "value": agent.session, "url": url, "secure": True}
    await page.context.add_cookies([cookie])  # type: ignore[list-item]
    await page.add_init_script("if (origin !== 'null') localStorage['walletdesk.been-in'] ??= 'yes'")
    await page.goto(f"{house.home}/workspace#{id}")


async def proposes(page: Page, button: str, text: str) -> None:
    """Said to be a model's."""
    dialog = page.get_by_role("dialog", name=says("Language model"))
    await dialog.get_by_role("button", name=says(button)).click()
    await expect(dialog.get_by_role("status")).to_contain_text(text)
    await expect(dialog.locator(".chip")).to_have_text(
        says("Written by a language model: {name}", name=MODEL)
    )


def answers(data: Json) -> str:
    if "messages" in data:
        return sentences(("客户的交易等了很久。", [data["messages"][-1]["id"]]))
    if "passages" in data:
        return sentences((data["passages"][0]["text"], [data["passages"][0]["id"]]))
    return sentences(("交易等了很久。", ["text"]))


async def test_a_model_proposes_and_the_agent_sends(
    served: Installation, model: ModelServer, page_maker: PageMaker
) -> None:
    model.says = answers
    page = await page_maker(LOOK)
    agent, id = await has_one(served)
    await opens(page, served, agent, id)
    await page.get_by_role("button", name=says("Language model"), exact=True).click()
    await proposes(page, "Sum it up", "客户的交易等了很久。")
    await proposes(page, "Translate the contact's last message", "交易等了很久。")
    await proposes(page, "Draft a reply", "nobody reviews it")
    await at_ease(page)
    await picture(page, "workspace-model-proposes")
    before = len((await agent.get(agent.of(id)))["items"])
    await page.get_by_role("button", name=says("Put into the reply")).click()
    field = page.get_by_label(says("Text of the reply"))
    await expect(field).to_be_focused()
    drafted = says("A language model drafted this. Read it before you send it: it goes out as yours.")
    await expect(page.get_by_text(drafted)).to_be_visible()
    assert "nobody reviews it" in await field.input_value()
    assert len((await agent.get(agent.of(id)))["items"]) == before
    await at_ease(page)
    await picture(page, "workspace-model-drafted")
    await field.fill("")
    await expect(page.get_by_text(drafted)).to_have_count(0)
