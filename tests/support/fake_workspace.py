"""A back end for the browser side of the workspace: the wire protocol over a small world in memory.

It answers what a browser asks; it can also lose lines, refuse, be late and let others write in between.
What the real server does is tested elsewhere.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from typing import Any
from urllib.parse import parse_qs

from tests.support.asgi import Message, Receive, Send, listening, send_answer, send_frame
from tests.support.delivery import ASSETS, delivered
from tests.support.dossiers import answer as of_dossiers
from tests.support.fake_conversations import COLLEAGUE, ME, Conversations, Json, SomeoneWroteError
from tests.support.fake_replies import Replies

Answer = tuple[int, Any]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws:; "
    "img-src 'self' data: blob:; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html"
)
PICTURE = (
    b"<svg xmlns='http://www.w3.org/2000/svg' width='320' height='200'><rect width='320' height='200'/></svg>"
)
PACK = b"PK\5\6" + bytes(18)  # a zip without anything in it
COLLEAGUES = [
    {
        "id": "agt_three",
        "name": "Agent 3",
        "languages": ["en"],
        "active": True,
        "availability": {"state": "away"},
    },
    {**COLLEAGUE, "languages": ["zh-CN", "en"], "active": True, "availability": {"state": "online"}},
]
RINGS = {"sound": True, "desktop": True}
PREFERENCES = {
    "locale": "",
    "time_zone": "",
    "theme": "auto",
    "density": "compact",
    "send_key": "control_enter",
    "quiet": False,
    **dict.fromkeys(("queue", "mine", "mention", "alert"), RINGS),
}
NOBODY = {"title": "Not found", "status": 404, "code": "not_found", "detail": "There is nothing here."}
BARRED = {"id": "agt_three", "name": "Agent 3"}  # may not read any of these conversations
PASSWORD = "correct horse"  # the only one this world knows


class FakeWorkspace:
    """State that a test arranges and looks at."""

    def __init__(self) -> None:
        self.port = 0
        self.world = Conversations(self.push)
        self.replies = Replies()
        self.role = "agent"
        self.signed_in = True
        self.availability = "online"
        self.dossiers: dict[str, Json] = {}
        self.told: list[Json] = []  # about transactions
        self.containments: dict[str, Json] = {}  # by conversation
        self.mails: dict[str, Json] = {}  # likewise
        self.channels: dict[str, Json] = {}
        self.contacts: dict[str, Json] = {}
        self.sockets: set[Send] = set()
        self.n = 0
        self.heard: list[Json] = []  # every frame of a socket
        self.asked: list[str] = []  # "METHOD path?query" of every request
        self.drafts_put: list[Json] = []
        self.alerts: list[Json] = []
        self.letters: list[Json] = []
        self.board: Json = {}
        self.topics: Json = {"items": [], "topics": []}  # what was asked in each conversation
        self.confirmed: list[Json] = []
        self.states_set: list[tuple[str, str]] = []  # agent, state: of others
        self.away = False  # no socket, and no answer to anything
        self.delay = 0.0  # seconds before each answer
        self.searched: list[str] = []
        self.verdicts: dict[str, str] = {}
        self.preferences: Json = dict(PREFERENCES)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    # ---- what a test does

    async def push(self, frame: Json) -> None:
        self.n += 1
        for send in [*self.sockets]:
            await send_frame(send, {**frame, "n": self.n})

    async def cut(self) -> None:
        """End every socket, as a dying network does sooner or later."""
        sockets, self.sockets = self.sockets, set()
        for send in sockets:
            with contextlib.suppress(OSError, RuntimeError):
                await send({"type": "websocket.close", "code": 1011})

    async def going_away(self, low: int, high: int) -> None:
        await self.push({"t": "bye", "retry_in": [low, high]})

    def heard_of(self, kind: str) -> list[Json]:
        return [frame for frame in self.heard if frame["t"] == kind]

    # ---- what the browser asks

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._socket(receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)

    async def _http(self, scope: Message, receive: Receive, send: Send) -> None:
        body = b""
        while (part := await receive())["type"] == "http.request":
            body += part.get("body", b"")
            if not part.get("more_body"):
                break
        path, method = scope["path"], scope["method"]
        query = {name: values[-1] for name, values in parse_qs(scope["query_string"].decode()).items()}
        if not path.startswith("/api/"):
            await self._file(path, send)
            return
        self.asked.append(f"{method} {path}")
        await asyncio.sleep(self.delay)
        if self.away:
            await send({"type": "http.response.start", "status": 503, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        if path.startswith("/api/attachments/"):
            await send_answer(send, 200, PICTURE, "image/svg+xml")
            return
        if path.endswith("/containment/pack"):
            await send_answer(send, 200, PACK, "application/zip")
            return
        status, answer = await self._api(f"{method} {path}", query, body)
        await send_answer(
            send, status, b"" if answer is None else json.dumps(answer).encode(), "application/json"
        )

    async def _file(self, path: str, send: Send) -> None:
        if path == "/workspace":
            await send_answer(send, 200, ASSETS.page("workspace/index.html"), "text/html", POLICY)
            return
        kind, answer = delivered(path) or ("text/plain", b"")
        await send_answer(send, 200 if answer else 404, answer, kind)

    async def _api(self, asked: str, query: dict[str, str], body: bytes) -> Answer:
        if asked == "POST /api/sign-in":
            return self._sign_in(json.loads(body))
        if asked == "GET /api/session":
            return 200, {"me": self._me() if self.signed_in else None}
        if not self.signed_in:
            return 401, {"title": "Signed out", "status": 401, "code": "signed_out"}
        if "/conversations/" in asked:
            method, _, rest = asked.partition(" /api/workspace/conversations/")
            return await self._conversation(method, rest.split("/"), query, body)
        known: dict[str, Callable[[], Any]] = {
            "GET /api/me": self._me,
            "GET /api/workspace/model": lambda: {"name": ""},
            "GET /api/workspace/mentions": self.world.mentioned,
            "GET /api/workspace/replies": self.replies.listed,
            "GET /api/workspace/conversations": lambda: self.world.page(query),
            "GET /api/workspace/counts": self.world.counts,
            "GET /api/workspace/board": lambda: self.board,
            "GET /api/staff/agents": lambda: {"items": COLLEAGUES},
            "GET /api/staff/teams": lambda: {"items": [{"id": "tea_funds", "name": "Funds", "agents": []}]},
            "GET /api/workspace/preferences": lambda: self.preferences,
            "GET /api/workspace/alerts": lambda: {"items": self.alerts},
            "GET /api/workspace/held": lambda: {"items": []},
            "GET /api/workspace/calls": lambda: {"live": None},
            "GET /api/workspace/dead-letters": lambda: {"items": self.letters},
            "GET /api/workspace/search": lambda: self._search(query["q"]),
        }
        if asked in known:
            return 200, known[asked]()
        return await self._act(asked, body)

    async def _act(self, asked: str, body: bytes) -> Answer:
        method, _, path = asked.partition(" ")
        if asked == "POST /api/workspace/take":
            head = await self.world.take()
            return (200, head) if head else (204, None)
        if asked == "POST /api/workspace/links":
            return 200, {"items": [self.verdicts.get(one, "not_ours") for one in json.loads(body)["values"]]}
        if path.startswith("/api/contacts/"):
            return 204, None
        if path.startswith("/api/workspace/replies"):
            return self.replies.act(method, path.removeprefix("/api/workspace/replies").strip("/"), body)
        return self._set(asked, body)

    def _set(self, asked: str, body: bytes) -> Answer:
        if asked == "POST /api/sign-out":
            self.signed_in = False
            return 204, None
        if asked == "PUT /api/me/availability":
            self.availability = json.loads(body)["state"]
            return 200, {"state": self.availability}
        if asked == "PUT /api/workspace/preferences":
            self.preferences = json.loads(body)
            return 200, self.preferences
        if asked.startswith("PUT /api/staff/agents/"):
            self.states_set.append((asked.split("/")[-2], json.loads(body)["state"]))
            return 200, {}
        if asked.startswith("POST /api/workspace/alerts/"):
            return 200, self._acknowledge(asked.split("/")[-2])
        return 404, NOBODY

    async def _conversation(self, method: str, path: list[str], query: dict[str, str], body: bytes) -> Answer:
        id, what = path[0], path[1] if len(path) > 1 else ""
        if id not in self.world.heads:
            return 404, NOBODY
        if what == "dossiers":
            return self._of_dossiers(path, body)
        if method == "GET":
            return 200, self._looked_at(id, what, query)
        return await self._changed(id, what, path, body)

    async def _changed(self, id: str, what: str, path: list[str], body: bytes) -> Answer:
        if what == "attachments":
            return 201, self.world.upload(body)
        return await self._done(id, path, json.loads(body or b"{}"))

    async def _done(self, id: str, path: list[str], said: Json) -> Answer:
        what = path[1] if len(path) > 1 else ""
        if what == "drafts":
            self.drafts_put.append({"conversation": id, "mode": path[2], **said})
            return self.world.put_draft(id, path[2], said)
        if what == "messages":
            return await self._message(id, said)
        return 200, self._confirm(id, said) if what == "topic" else await self.world.act(id, what, said)

    def _of_dossiers(self, path: list[str], body: bytes) -> Answer:
        self.told += [json.loads(body)] if body else []
        return of_dossiers(self.dossiers, "/" + "/".join(path[1:])) or (404, NOBODY)

    def _confirm(self, id: str, said: Json) -> Json:
        self.confirmed.append({"conversation": id, **said})
        return self.topics

    def _looked_at(self, id: str, what: str, query: dict[str, str]) -> Json:
        if what == "values":
            return self.replies.held(query)
        if what == "topic":
            return self.topics
        beside: dict[str, tuple[dict[str, Json], Json]] = {
            "mail": (self.mails, {"held": False, "to": "", "proven": False, "inbox": "", "items": []}),
            "channel": (self.channels, {"unit": "", "messages": []}),
            "contact": (
                self.contacts,
                {"id": "", "blocked": None, "known": [], "talks": [], "elsewhere": 0, "spoken": []},
            ),
        }
        if what in beside:
            kept, nothing = beside[what]
            return kept.get(id, nothing)
        if what == "containment":
            return self.containments.get(id, {"conversation": id, "version": 0})
        if what == "colleagues":
            return {
                "items": [
                    {**one, "state": "online", "may_read": one is not BARRED} for one in (COLLEAGUE, BARRED)
                ]
            }
        return self.world.items_page(id, query) if what == "items" else self.world.opened(id)

    async def _message(self, id: str, said: Json) -> Answer:
        try:
            return 201, await self.world.send(id, said)
        except SomeoneWroteError:
            detail = "Somebody wrote meanwhile. Please look before you send."
            return 409, {"title": "Does not fit", "status": 409, "code": "someone_wrote", "detail": detail}

    def _sign_in(self, given: Json) -> Answer:
        if given["login"] == "crowd":
            detail = "Too many attempts. Try again in 30 seconds."
            return 429, {"title": "Too many", "status": 429, "code": "too_many", "detail": detail}
        if given != {"login": "agent1", "password": PASSWORD}:
            return 401, {
                "title": "No",
                "status": 401,
                "code": "wrong_credentials",
                "detail": "No such agent agent1",
            }
        self.signed_in = True
        return 200, {}

    def _me(self) -> Json:
        agent = {"role": self.role, "teams": [], "languages": ["zh-CN", "en"], "capacity": 5}
        return {"agent": {**ME, **agent, "availability": self.availability}, "csrf": "c", "locale": ""}

    def _search(self, word: str) -> Json:
        self.searched.append(word)
        return {"hits": self.world.search(word), "next": None}

    def _acknowledge(self, id: str) -> Json:
        alert = next(alert for alert in self.alerts if alert["id"] == id)
        self.alerts.remove(alert)
        return {**alert, "acknowledged_by": ME["id"], "acknowledged_at": alert["at"] + 1}

    async def _socket(self, receive: Receive, send: Send) -> None:
        await receive()
        if self.away:
            await send({"type": "websocket.close", "code": 1011})
            return
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            frame = json.loads(message["text"])
            self.heard.append(frame)
            if frame["t"] == "hello":
                self.sockets.add(send)
                await send_frame(send, {"t": "welcome", "feed": {"epoch": "e", "n": self.n}})
                if frame["epoch"] == "e" and frame["n"] != self.n:
                    await send_frame(send, {"t": "reset"})
            elif frame["t"] == "ping":
                await send_frame(send, {"t": "pong"})
        self.sockets.discard(send)


@contextlib.asynccontextmanager
async def serving(fake: FakeWorkspace) -> AsyncIterator[FakeWorkspace]:
    async with listening(fake, fake.port) as fake.port:
        yield fake
        await fake.cut()
