"""Journey 2 begins: a recovery phrase is stopped in the browser. Nothing leaves it, nothing stays in it."""

import pytest
from playwright.async_api import expect

from tests.support.browser import Look, looks
from tests.support.journey import Contact, People
from tests.support.served import Served
from tests.support.widget import PHRASE

pytestmark = [pytest.mark.slow]

URGENT = {"zh-CN": "停手", "en": "Stop: sign nothing"}
PIECES = (PHRASE[:20], "winner thank", PHRASE.title())


@pytest.fixture
def engine() -> str:
    """What is stopped in the browser reaches no engine, so one engine is enough."""
    return "sqlite"


async def nothing_of_it_is_anywhere(contact: Contact, served: Served) -> None:
    sent, kept = "\n".join(contact.traffic.sent).lower(), (await contact.kept_in_browser()).lower()
    files = b"".join(path.read_bytes() for path in served.folder.glob("walletdesk.db*")).lower()
    for piece in PIECES:
        assert piece.lower() not in sent
        assert piece.lower() not in kept
        assert piece.lower().encode() not in files


@pytest.mark.parametrize("look", [*looks(("zh-CN",), ("phone",)), *looks(("en",), ("desktop",))])
async def test_a_pasted_phrase_goes_nowhere(look: Look, people: People, served: Served) -> None:
    contact = await people.contact(look)
    await contact.write("hello")
    await expect(contact.frame.locator(".msg-bot").first).to_be_visible()
    await contact.field.focus()
    await contact.page.keyboard.insert_text(PHRASE)  # as a paste brings it, in one piece
    stopped = contact.says(
        "This looks like a recovery phrase. It was stopped: not sent, not kept, no agent sees it. "
        "Treat it as leaked."
    )
    await expect(contact.frame.get_by_role("alert")).to_contain_text(stopped)
    await expect(contact.field).to_have_value("")
    await contact.page.wait_for_timeout(500)  # whatever a page would send late
    assert await contact.texts("contact") == ["hello"]
    assert any("hello" in sent for sent in contact.traffic.sent)
    await nothing_of_it_is_anywhere(contact, served)
    await contact.button("Talk to a person").last.click()
    await expect(contact.frame.locator(".msg-bot", has_text=URGENT[look.locale])).to_be_visible()
    await contact.stands_at(1)
