"""Those who need no browser in a journey: staff who sign in, and contacts who wait, over HTTP."""

import httpx

from tests.support.installation import Agent, Contact
from tests.support.served import PASSWORD


async def waits(http: httpx.AsyncClient, text: str, locale: str) -> tuple[Contact, str]:
    """A contact who asked for a person; the conversation."""
    opened = (await http.post("/api/widget/session", json={"locale": locale})).json()
    headers = {"authorization": f"Bearer {opened['token']}", "accept-language": locale}
    contact = Contact(http, headers)
    conversation: str = (await contact.starts(text, locale=locale))["head"]["id"]
    await contact.post(f"/api/conversations/{conversation}/agent")
    return contact, conversation


async def enters(http: httpx.AsyncClient, login: str) -> Agent:
    """Somebody of the staff, signed in."""
    entered = await http.post("/api/sign-in", json={"login": login, "password": PASSWORD})
    cookie = entered.headers["set-cookie"].split(";")[0]
    http.cookies.clear()  # many go through one client
    own = {"cookie": cookie, "x-csrf-token": entered.json()["csrf"], "sec-fetch-site": "same-origin"}
    return Agent(http, own)


async def is_now(agent: Agent, state: str) -> None:
    said = await agent.ask("PUT", "/api/me/availability", {"state": state})
    assert said.status_code == 200, said.text
