"""A dossier as a page: read with the cookie of the portal, by an address from the widget, and by agents."""

import json
from datetime import timedelta

import pytest

from tests.support.dossier_rig import looked
from tests.support.installation import Contact, Installation, Json
from walletdesk.kernel.clock import utc_now

pytestmark = pytest.mark.anyio

TX = "0x" + "90c192cf" * 8


class Named:
    """A contact whose message named a transaction, which was looked up."""

    def __init__(self, contact: Contact, talk: str, dossier: Json) -> None:
        self.contact, self.talk, self.dossier = contact, talk, dossier

    @property
    def page(self) -> str:
        return str(self.dossier["print_url"])

    async def cookie(self, contact: Contact | None = None) -> dict[str, str]:
        answer = await (contact or self.contact).ask("POST", "/portal/session")
        return {"cookie": answer.headers["set-cookie"].partition(";")[0]}


@pytest.fixture
async def named(house: Installation) -> Named:
    contact = await house.contact()
    talk = (await contact.starts(f"My transaction {TX}"))["head"]["id"]
    await looked(house)
    [dossier] = (await contact.get(f"/api/conversations/{talk}/dossiers"))["dossiers"]
    return Named(contact, talk, dossier)


async def test_the_page_shows_the_card_and_the_record_of_it(house: Installation, named: Named) -> None:
    own = await named.cookie()
    page = (await house.http.get(f"{named.page}?locale=en", headers=own)).text
    assert named.dossier["title"] in page
    assert TX in page
    copy = json.loads((await house.http.get(f"{named.page}/copy", headers=own)).text)
    assert copy["chain"]
    assert all(digest in page for digest in copy["chain"])
    assert ("It is not signed" in page) == (copy["signature"] is None)
    zh = (await house.http.get(f"{named.page}?locale=zh-CN", headers=own)).text
    assert "任何人都能这样核对" in zh


async def test_the_widget_gets_an_address_that_is_good_for_a_minute(
    house: Installation, named: Named
) -> None:
    url = (await named.contact.post(f"{named.page}/open"))["url"]
    opened = await house.http.get(url)
    assert opened.status_code == 303
    assert opened.headers["referrer-policy"] == "no-referrer"
    own = {"cookie": opened.headers["set-cookie"].partition(";")[0]}
    assert (await house.http.get(opened.headers["location"], headers=own)).status_code == 200
    token, tokens = url.rpartition("t=")[2], house.system.contacts.sessions.tokens
    assert tokens.read(token, utc_now() + timedelta(seconds=50)) is not None
    assert tokens.read(token, utc_now() + timedelta(seconds=61)) is None


async def test_a_stranger_and_a_wrong_id_see_the_same_page(house: Installation, named: Named) -> None:
    stranger = await house.contact()
    cookie = await named.cookie(stranger)
    answers = [
        await house.http.get(path, headers=cookie)
        for path in (named.page, f"/portal/{named.talk}/dossiers/dos_none", f"{named.page}?t=none")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert (await stranger.ask("POST", f"{named.page}/open")).status_code == 404


async def test_agents_print_it_too_and_contacts_do_not_by_their_address(
    house: Installation, named: Named
) -> None:
    agent = await house.agent()
    theirs = (await agent.get(f"/api/workspace/conversations/{named.talk}/dossiers"))["dossiers"][0]
    page = await agent.ask("GET", f"{theirs['print_url']}?locale=en")
    assert page.status_code == 200
    assert theirs["json_url"] in page.text
    assert (await named.contact.ask("GET", theirs["print_url"])).status_code == 404


async def test_transcript_and_portal_name_the_transaction_in_one_line(
    house: Installation, named: Named
) -> None:
    line = f"Transaction {named.dossier['name']}: {named.dossier['title']}"
    text = await named.contact.ask("GET", f"/api/conversations/{named.talk}/transcript?format=text")
    assert text.text.count(line) == 1
    assert "dossier_changed" not in text.text
    portal = await house.http.get(f"/portal/{named.talk}?locale=en", headers=await named.cookie())
    assert line in portal.text
    assert f'href="{named.page}?locale=en"' in portal.text
