"""How much a browser loads, counted at what is really served, each file by itself under ``gzip -9``.

A page counts whole: HTML, styles, scripts, parts fetched later, icons, words of one language. Parts of the
shield that only some texts call for are counted by themselves, and so are the card of a transaction and
what agents see of a theft, of a callback or of mails. A kilobyte is 1,024 bytes.
"""

import pytest

from tests.support.weight import KILO, called_for, compressed, kind, weigh
from walletdesk.platform.http import Assets
from walletdesk.safety.lists import NAMES

ASSETS = Assets()
LOCALES = ("en", "zh-CN")


def weights(page: str, locale: str) -> dict[str, int]:
    later = (
        [f"i18n/{locale}/widget-later.json", "widget/later.css", "widget/icons-later.svg"]
        if page == "widget"
        else ["shared/icons.svg"]
    )
    return weigh(ASSETS, ASSETS.page(f"{page}/index.html"), f"i18n/{locale}/{page}.json", *later)


def at_first(loaded: dict[str, int]) -> dict[str, int]:
    return {name: weight for name, weight in loaded.items() if "~" not in name and "later" not in name}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_workspace_is_small(locale: str) -> None:
    """With all that is fetched later: the board, and the saved replies."""
    loaded = weights("workspace", locale)
    assert kind(loaded, ".js") <= 80 * KILO, loaded
    assert kind(loaded, ".css") <= 25 * KILO, loaded


@pytest.mark.parametrize(
    ("page", "scripts"),
    [
        ("answers", 24),
        ("knowledge", 32),
        ("outgoing", 26),
        ("reports", 24),
        ("searches", 24),
        ("staffing", 29),
        ("surveys", 24),
        ("settings", 43),
        ("tickets", 32),
    ],
)
def test_the_pages_beside_the_workspace_are_small(page: str, scripts: int) -> None:
    """Each by itself; the settings have the door, the live line and what rings of the workspace too."""
    loaded = weights(page, "zh-CN")
    assert kind(loaded, ".js") <= scripts * KILO, loaded
    assert kind(loaded, ".css") <= 10 * KILO, loaded


@pytest.mark.parametrize("locale", LOCALES)
def test_the_widget_is_there_to_write_in_before_the_rest_comes(locale: str) -> None:
    """What must be here before somebody can type; the shield and the thread follow at once."""
    first = at_first(weights("widget", locale))
    assert sum(first.values()) <= 25 * KILO, first


@pytest.mark.parametrize("locale", LOCALES)
def test_the_widget_does_not_grow(locale: str) -> None:
    """All of it. The aim of 25 KB is not reached: docs/performance.md says what it is made of."""
    loaded = weights("widget", locale)
    assert sum(loaded.values()) <= 55 * KILO, loaded


@pytest.mark.parametrize("page", ["widget", "workspace"])
def test_a_text_calls_for_little_of_the_shield(page: str) -> None:
    """Fetched when somebody writes five Latin words, two messages, of a password, or in another script."""
    parts = {part: compressed(_body(part)) for part in called_for(ASSETS, f"{page}/main.js")}
    assert len(parts) == len(NAMES) - 1 + 5, parts
    assert max(parts.values()) <= 7 * KILO, parts


@pytest.mark.parametrize("locale", LOCALES)
def test_the_card_of_a_transaction_is_small(locale: str) -> None:
    """Fetched when a conversation has one, with its own words, icons and styles."""
    names = (
        "widget/main.js~widget/dossier.js",
        f"i18n/{locale}/widget-dossier.json",
        "widget/dossier.css",
        "widget/icons-dossier.svg",
    )
    parts = {name: compressed(_body(name)) for name in names}
    assert sum(parts.values()) <= 6 * KILO, parts


def test_what_agents_see_of_a_theft_is_small() -> None:
    """Fetched when the thread of a conversation tells of one."""
    assert compressed(_body("workspace/main.js~workspace/view/theft.js")) <= 2.5 * KILO


def test_what_agents_see_of_mails_is_small() -> None:
    """Fetched where a conversation is held by mail, or its thread tells of one."""
    assert compressed(_body("workspace/main.js~workspace/view/mail.js")) <= 2.5 * KILO


def test_what_agents_see_of_channels_is_small() -> None:
    """All channels of a contact, with the first conversation; the limits of one that is not on the site."""
    assert compressed(_body("workspace/main.js~workspace/view/about.js")) <= 4 * KILO
    assert compressed(_body("workspace/main.js~workspace/view/channel.js")) <= 3.5 * KILO


def test_what_leads_set_for_the_queues_is_small() -> None:
    """Fetched when somebody comes to that page of the settings."""
    assert compressed(_body("settings/main.js~settings/queues.js")) <= 4.5 * KILO


def test_what_leads_decide_about_surveys_is_small() -> None:
    """Fetched when they open that page of the settings."""
    assert compressed(_body("settings/main.js~settings/surveys.js")) <= 1.5 * KILO


def test_the_hours_and_promises_of_the_settings_are_small() -> None:
    """Fetched with the one page of the settings that shows them."""
    assert compressed(_body("settings/main.js~settings/times.js")) <= 7 * KILO


def test_what_agents_see_of_a_callback_is_small() -> None:
    """Fetched when the thread of a conversation tells of one; and what leads decide of them."""
    assert compressed(_body("workspace/main.js~workspace/view/call.js")) <= 2.5 * KILO
    assert compressed(_body("settings/main.js~settings/callbacks.js")) <= 1.5 * KILO


def _body(name: str) -> bytes:
    found = ASSETS.find(name)
    assert found is not None, name
    return found.body


def test_the_button_on_a_wallets_page_is_tiny() -> None:
    loader = ASSETS.find("loader/widget.js")
    assert loader is not None
    assert compressed(loader.body) <= KILO
