"""The API's own page, in a browser: shown whole under its policy, without a word to the outside."""

import msgspec
from litestar import post
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody
from playwright.async_api import expect

from tests.support.browser import Look, PageMaker
from tests.support.web import served
from walletdesk.platform.http import Access, access


class Line(msgspec.Struct):
    text: str


def routes() -> list[HTTPRouteHandler]:
    @post("/api/lines", opt=access(Access.CONTACT))
    async def add(data: JSONBody[Line]) -> Line:
        return data

    return [add]


async def test_swagger_ui_shows_our_description_under_its_own_policy(page_maker: PageMaker) -> None:
    async with served(routes()) as port:
        page = await page_maker(Look(locale="en"), base_url=f"http://127.0.0.1:{port}")
        await page.goto("/api/docs")
        await expect(page.get_by_text("/api/lines")).to_be_visible()
        await page.get_by_text("/api/lines").click()
        await expect(page.get_by_text("An entry does not fit, or a secret was stopped.")).to_be_visible()
        await page.get_by_role("button", name="Try it out").click()
        await page.get_by_role("button", name="Execute").click()
        await expect(page.get_by_text("Server response")).to_be_visible()
        page_maker.allow("status of 404")  # nobody is signed in
