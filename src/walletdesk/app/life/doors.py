"""The doors that contacts and agents use, for those who are played: HTTP, with the credentials it gives."""

from collections.abc import Mapping
from copy import copy
from typing import Any

import httpx

Json = Any  # what came over the wire
INBOX = "inb_webchat"


class ShutError(Exception):
    """A door did not open; ``status`` says how it answered."""

    def __init__(self, status: int) -> None:
        super().__init__(f"answered {status}")
        self.status = status


async def _taken(answer: httpx.Response) -> Json:
    if answer.is_error:
        raise ShutError(answer.status_code)
    return answer.json() if answer.content else None


class ContactDoor:
    """One contact with one conversation. ``http`` may be shared: who asks stands in each request."""

    def __init__(self, http: httpx.AsyncClient, locale: str) -> None:
        self._http = http
        self._headers = {"Accept-Language": locale}
        self._device = ""
        self.locale = locale
        self.id = ""
        self._said = 0

    @classmethod
    async def come(cls, http: httpx.AsyncClient, locale: str) -> "ContactDoor":
        door = cls(http, locale)
        await door.come_back()
        return door

    async def come_back(self) -> None:
        """With what the device keeps, as a browser does once its token is too old."""
        known = {"device_secret": self._device} if self._device else {}
        opened = await _taken(
            await self._http.post("/api/widget/session", json={"locale": self.locale, **known})
        )
        self._device = opened.get("device_secret") or self._device
        self._headers["Authorization"] = f"Bearer {opened['token']}"

    @property
    def base_url(self) -> str:
        return str(self._http.base_url)

    def through(self, http: httpx.AsyncClient) -> "ContactDoor":
        """The same contact, over another connection."""
        other = copy(self)
        other._http = http
        return other

    async def start(self, text: str) -> Json:
        start = {"client_id": "start", "text": text, "inbox": INBOX, "locale": self.locale}
        opened = await self._post("/api/conversations", start)
        self.id = opened["head"]["id"]
        return opened

    async def say(self, text: str, attachments: tuple[str, ...] = ()) -> Json:
        self._said += 1
        return await self.say_again(text, attachments)

    async def say_again(self, text: str, attachments: tuple[str, ...] = ()) -> Json:
        """The latest once more, under its own name: as a device does that heard no answer."""
        message = {"client_id": self.last, "text": text, "attachments": list(attachments)}
        return await self._post(f"/api/conversations/{self.id}/messages", message)

    @property
    def last(self) -> str:
        """What this device calls the latest thing it said."""
        return f"m{self._said}"

    async def send_picture(self, name: str, body: bytes) -> Json:
        files = {"file": (name, body, "image/png")}
        path = f"/api/conversations/{self.id}/attachments"
        kept = await _taken(await self._http.post(path, files=files, headers=self._headers))
        return await self.say("", (kept["id"],))

    async def ask_for_person(self) -> Json:
        return await self._post(f"/api/conversations/{self.id}/agent")

    async def leave_message(self) -> Json:
        return await self._post(f"/api/conversations/{self.id}/leave-message")

    async def end(self) -> Json:
        return await self._post(f"/api/conversations/{self.id}/end")

    async def rate(self, overall: int) -> Json:
        marks = {"overall": overall, "speed": overall, "manner": min(5, overall + 1), "solved": overall}
        return await self._post(f"/api/conversations/{self.id}/survey", marks)

    async def look(self) -> Json:
        path = f"/api/conversations/{self.id}"
        return await _taken(await self._http.get(path, headers=self._headers))

    async def _post(self, path: str, body: Mapping[str, object] | None = None) -> Json:
        return await _taken(await self._http.post(path, json=body or {}, headers=self._headers))


class AgentDoor:
    """An agent at work, signed in."""

    def __init__(self, http: httpx.AsyncClient, headers: Mapping[str, str]) -> None:
        self._http = http
        self._headers = dict(headers)
        self._epoch, self._n = "", 0

    @classmethod
    async def sign_in(cls, http: httpx.AsyncClient, login: str, password: str) -> "AgentDoor":
        home = {"Origin": str(http.base_url).rstrip("/"), "Sec-Fetch-Site": "same-origin"}
        answer = await http.post("/api/sign-in", json={"login": login, "password": password}, headers=home)
        session = await _taken(answer)
        http.cookies.clear()  # many agents go through one client
        cookie = answer.headers["set-cookie"].partition(";")[0]
        return cls(http, {**home, "Cookie": cookie, "X-CSRF-Token": session["csrf"]})

    async def is_now(self, state: str) -> None:
        await self._ask("PUT", "/api/me/availability", {"state": state})

    async def listed(self, which: str) -> Json:
        return (await self._ask("GET", f"/api/workspace/conversations?group={which}&limit=100"))["items"]

    async def mine(self) -> Json:
        return await self.listed("mine")

    async def offered(self) -> Json:
        return await self.listed("offers")

    async def take(self, conversation: str) -> None:
        await self._ask("POST", _of(conversation, "accept"), {})

    async def pass_on(self, conversation: str) -> None:
        await self._ask("POST", _of(conversation, "decline"), {})

    async def write(
        self, conversation: str, text: str, client_id: str, *, mode: str = "reply", seen: int | None = None
    ) -> None:
        said = {"client_id": client_id, "text": text, "mode": mode}
        if seen is not None:
            said |= {"seen_seq": seen}  # type: ignore[dict-item]
        await self._ask("POST", _of(conversation, "messages"), said)

    async def resolve(self, conversation: str) -> None:
        await self._ask("POST", _of(conversation, "resolve"), {})

    async def give_to_team(self, conversation: str, team: str) -> None:
        await self._ask("POST", _of(conversation, "transfer"), {"team": team})

    async def alerts(self) -> Json:
        """For a lead: those that nobody has acknowledged."""
        return (await self._ask("GET", "/api/workspace/alerts?limit=100"))["items"]

    async def acknowledge(self, alert: str) -> None:
        await self._ask("POST", f"/api/workspace/alerts/{alert}/acknowledge", {})

    async def stay(self) -> None:
        """Be there until the line says something or its time is over."""
        path = f"/api/feed/workspace?epoch={self._epoch}&n={self._n}"
        polled = await self._ask("GET", path)
        self._epoch, self._n = polled["epoch"], polled["n"]

    async def ask(self, method: str, path: str, body: Mapping[str, object] | None = None) -> Json:
        """Whatever else an agent may."""
        return await self._ask(method, path, body)

    async def _ask(self, method: str, path: str, body: Mapping[str, object] | None = None) -> Json:
        return await _taken(await self._http.request(method, path, json=body, headers=self._headers))


def _of(conversation: str, what: str) -> str:
    return f"/api/workspace/conversations/{conversation}/{what}"
