"""What browser tests share: a server that speaks the protocol from memory, and the widget on it."""

from collections.abc import AsyncIterator

import pytest

from tests.support.browser import Look, PageMaker
from tests.support.fake_server import FakeServer, serving
from tests.support.widget import Widget


@pytest.fixture
async def fake_server() -> AsyncIterator[FakeServer]:
    async with serving(FakeServer()) as server:
        yield server


@pytest.fixture
async def widget(fake_server: FakeServer, page_maker: PageMaker) -> Widget:  # the page goes before its server
    return Widget(await page_maker(Look(locale="en")), fake_server)
