"""A small server that speaks the widget's part of the wire protocol from memory.

It brings the widget into states that a real server reaches only by accident: silence, gaps, refusals,
hundreds of messages. What a real server does is tested elsewhere; here only the browser's side is.
"""

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs

from tests.support.asgi import Json, Message, Receive, Send, listening, send_answer, send_frame
from tests.support.delivery import ASSETS, delivered
from tests.support.dossiers import answer as of_dossiers
from tests.support.promised import promised

START = 1_790_000_000_000  # ms; the first item of every conversation
PAGES = {
    "/w": "widget/index.html",
    "/demo/wallet": "demo/wallet.html",
}
WIDGET_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws:; font-src 'self'; "
    "img-src 'self' data: blob:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self' http://localhost:{port}; "
    "require-trusted-types-for 'script'; trusted-types lit-html"
)
HOST_POLICY = (
    "default-src 'self'; script-src 'self' {desk}; style-src 'self'; frame-src {desk}; connect-src 'self'; "
    "require-trusted-types-for 'script'"
)
HOSTS = {  # pages of others that show the widget: their policy, and what their head holds
    "/hostile": (
        HOST_POLICY,
        '<script src="/hostile.js"></script><link rel="stylesheet" href="/hostile.css">',
    ),
    "/strict": ("default-src 'none'; script-src {desk}; frame-src {desk}", ""),
}

CONFIG: Json = {
    "inbox": "inb_webchat",
    "name": "Sample Wallet",
    "custody": "self_custody",
    "hours": {"open": True, "next_open": None},
    "promise": promised(),
    "forms": [],
    "instead": ["message", "mail", "callback"],
    "time_zone": "Asia/Shanghai",
    "upload_mb": 5,
}
SUGGESTED = {
    "zh-CN": ("转账没到账", "转账一直待确认", "忘记密码", "有人自称客服，是真的吗"),
    "en": ("Not arrived", "Still pending", "Forgot password", "Is this really support?"),
}
NEW_HEAD: Json = {
    "status": "open",
    "version": 1,
    "channel": "webchat",
    "locale": "en",
    "last_text": "",
    "last_seq": 0,
    "read_seq": 0,
    "agent_read_seq": 0,
    "unread": 0,
    "agent": None,
    "queue": None,
    "promise": None,
    "secret_warning": False,
    "survey": "none",
    "callback": None,
}
SESSION: Json = {
    "token": "t",
    "expires_at": 9_999_999_999_999,
    "contact": {"id": "con_1", "level": "anonymous"},
    "device_secret": "d",
}
FILE: Json = {
    "id": "att_1",
    "name": "log.txt",
    "type": "text/plain",
    "size": 10,
    "width": None,
    "height": None,
    "state": "ready",
}


class FakeServer:
    """State that a test arranges and looks at."""

    def __init__(self) -> None:
        self.port = 0
        self.heads: dict[str, Json] = {}
        self.items: dict[str, list[Json]] = {}
        self.withdrawn = 0
        self.dossiers: dict[str, Json] = {}
        self.sockets: set[Send] = set()
        self.n = 0
        self.epoch = "e1"
        self.config: Json = {**CONFIG}
        self.sent: list[Json] = []  # every message that arrived, repeats too
        self.asked: list[str] = []  # "METHOD path" of every request
        self.heard: list[Json] = []  # every frame of a socket
        self.surveys: list[Json] = []
        self.files: list[bytes] = []  # the bodies of uploads
        self.upload_waits: asyncio.Event | None = None  # an upload is answered when it is set
        self.wishes: list[Json] = []  # to be called or mailed
        self.proofs: list[Json] = []  # what sessions were begun with
        self.silent = False  # takes messages by socket and neither stores nor answers
        self.no_sockets = False
        self.stale = False  # the token is refused until a new session is opened
        self.shut = False  # no session is opened for the time being
        self.refusal: tuple[int, Json] | None = None  # the answer to the next message
        self.feeds = asyncio.Condition()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    # ---- what a test does

    def conversation(self, id: str = "cnv_1", **head: Any) -> str:  # noqa: ANN401 - any JSON
        times = {"created_at": START, "last_at": START}
        self.heads[id] = {"id": id, **NEW_HEAD, **times, **head}
        self.items[id] = []
        return id

    def add(self, id: str, who: str = "agent", text: str = "", **rest: Any) -> Json:  # noqa: ANN401 - any JSON
        """Store an item without telling anybody."""
        items = self.items[id]
        seq = len(items) + 1
        name = {"agent": "Front agent 1", "contact": "", "bot": ""}.get(who, "")
        item: Json = {
            "seq": seq, "kind": "message", "author": {"kind": who, "id": "", "name": name}, "text": text,
            "at": START + seq * 60_000, "client_id": None, "source": None, "choices": [], "attachments": [],
            "event": None, **rest,
        }  # fmt: skip
        items.append(item)
        head = self.heads[id]
        unread = head["unread"] + (who != "contact")
        self.heads[id] = {**head, "last_seq": seq, "last_text": text, "last_at": item["at"], "unread": unread}
        return item

    async def say(self, id: str, who: str = "agent", text: str = "", **rest: Any) -> Json:  # noqa: ANN401
        item = self.add(id, who, text, **rest)
        await self.push({"t": "item", "conversation": id, "item": item})
        return item

    async def set_head(self, id: str, **changes: object) -> None:
        self.heads[id] = {**self.heads[id], **changes, "version": self.heads[id]["version"] + 1}
        await self.push({"t": "head", "head": self.heads[id]})

    async def push(self, frame: Json) -> None:
        self.n += 1
        for send in [*self.sockets]:
            await send_frame(send, {**frame, "n": self.n})
        async with self.feeds:
            self.feeds.notify_all()

    async def cut(self, code: int = 1011) -> None:
        """End every socket: as a dying network does sooner or later, or with a code that says why."""
        sockets, self.sockets = [*self.sockets], type(self.sockets)()
        for send in sockets:
            with contextlib.suppress(OSError, RuntimeError):  # it may have gone by itself meanwhile
                await send({"type": "websocket.close", "code": code})

    def stored(self, client_id: str) -> int:
        return sum(item["client_id"] == client_id for items in self.items.values() for item in items)

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
        query = {
            name: values[-1]
            for name, values in parse_qs(scope["query_string"].decode(), keep_blank_values=True).items()
        }
        path, method = scope["path"], scope["method"]
        if method == "GET" and not path.startswith("/api/"):
            await self._file(path, query, send)
            return
        self.asked.append(f"{method} {path}")
        if self.stale and not path.startswith("/api/widget/"):
            await send_answer(send, 401, b'{"status": 401, "code": "signed_out"}', "application/problem+json")
            return
        status, answer = await self._api(method, path, query, body)
        await send_answer(send, status, json.dumps(answer).encode(), "application/json")

    async def _file(self, path: str, query: dict[str, str], send: Send) -> None:
        if path in HOSTS:
            policy, head = HOSTS[path]
            page = host_page(self.origin, head).encode()
            await send_answer(send, 200, page, "text/html", policy.format(desk=self.origin))
            return
        if path.startswith("/hostile"):
            kind = "text/css" if path.endswith("css") else "text/javascript"
            await send_answer(send, 200, (HOSTILE_CSS if kind == "text/css" else HOSTILE_JS).encode(), kind)
            return
        if path in PAGES:
            policy = WIDGET_POLICY.format(port=self.port) if path == "/w" else ""
            await send_answer(send, 200, ASSETS.page(PAGES[path]), "text/html", policy)
            return
        kind, answer = delivered(path) or ("text/plain", b"")
        await send_answer(send, 200 if answer else 404, answer, kind)

    async def _api(self, method: str, path: str, query: dict[str, str], body: bytes) -> tuple[int, Any]:
        found = re.fullmatch(r"/api/conversations/(\w+)(?:/([\w-]+))?", path)
        if found and found[1] in self.heads:
            return await self._conversation(found[1], found[2] or "", query, body)
        if of := of_dossiers(self.dossiers, path):
            return of
        if path == "/api/contact/email":
            return self._mailbox(json.loads(body))
        return await self._face(method, path, query, body)

    async def _face(self, method: str, path: str, query: dict[str, str], body: bytes) -> tuple[int, Any]:
        match method, path:
            case "GET", "/api/widget/config":
                answer: Any = {
                    **self.config,
                    "locale": query["locale"],
                    "suggested": [{"id": t, "text": t} for t in SUGGESTED[query["locale"]]],
                }
            case "POST", "/api/widget/session" if self.shut:
                return 503, {"title": "Busy", "status": 503, "code": "unavailable"}
            case "POST", "/api/widget/session":
                self.proofs.append(json.loads(body))
                self.stale = False
                answer = SESSION
            case "GET", "/api/feed/contact":
                answer = await self._poll(query)
            case "GET", "/api/conversations":
                answer = {"items": [*self.heads.values()]}
            case "POST", "/api/conversations":
                return await self._start(json.loads(body))
            case _:
                return 404, {"title": "Not found", "status": 404, "code": "not_found"}
        return 200, answer

    def _mailbox(self, wish: Json) -> tuple[int, Json]:
        self.wishes.append(wish)
        return 202, {"state": "sent"}

    async def _hear(self, id: str, text: str) -> None:
        """As the bot does: whoever had a secret stopped is brought to a person."""
        if "secret and was stopped" in text:
            await self.set_head(id, status="waiting_for_agent", queue={"position": 6})

    async def _start(self, asked: Json) -> tuple[int, Json]:
        if refused := self._refused():
            return refused
        id = self.conversation(f"cnv_{len(self.heads) + 1}", locale=asked["locale"])
        self.sent.append(asked)
        self.add(id, "contact", asked["text"], client_id=asked["client_id"])
        await self._hear(id, asked["text"])
        return 201, {"head": self.heads[id], "items": self.items[id]}

    async def _conversation(self, id: str, what: str, query: dict[str, str], body: bytes) -> tuple[int, Any]:
        if what == "messages":
            return self._refused() or (201, await self._store(id, json.loads(body)))
        if what == "items":
            return 200, self._page(id, query)
        if what == "attachments":
            self.files.append(body)
            if self.upload_waits:
                await self.upload_waits.wait()
            return self._refused() or (201, FILE)
        await self._act(id, what, body)
        if what:
            return 200, self.heads[id]
        newest = self.items[id][-50:]
        return 200, {"head": self.heads[id], "items": newest, "earlier": len(self.items[id]) > 50}

    async def _act(self, id: str, what: str, body: bytes) -> None:
        if what == "agent":
            await self.set_head(id, status="waiting_for_agent", queue={"position": 6})
        if what == "begun":
            self.withdrawn += 1
        if what == "end":
            await self.set_head(id, status="resolved", survey="asked")
        if what == "leave-message":
            opened = {"what": "ticket_opened", "agent": "", "reason": "", "value": "WD-10001"}
            await self.say(id, "system", "", kind="event", event=opened)
        if what == "callback":
            self.wishes.append(json.loads(body))
            await self.set_head(id, callback=self.wishes[-1])
        if what == "survey":
            self.surveys.append(json.loads(body))
            await self.set_head(id, survey="given")

    def _page(self, id: str, query: dict[str, str]) -> Json:
        items, limit = self.items[id], int(query.get("limit", 50))
        if "before" in query:
            older = [item for item in items if item["seq"] < int(query["before"])]
            return {"items": older[-limit:], "more": len(older) > limit}
        newer = [item for item in items if item["seq"] > int(query["after"])]
        return {"items": newer[:limit], "more": len(newer) > limit}

    def _refused(self) -> tuple[int, Json] | None:
        refusal, self.refusal = self.refusal, None
        return refusal

    async def _store(self, id: str, said: Json) -> Json:
        self.sent.append(said)
        before = next((item for item in self.items[id] if item["client_id"] == said["client_id"]), None)
        files = [FILE for _ in said.get("attachments", [])]
        item = before or await self.say(
            id, "contact", said["text"], client_id=said["client_id"], attachments=files
        )
        await self._hear(id, said["text"])
        return {"seq": item["seq"], "at": item["at"]}

    async def _poll(self, query: dict[str, str]) -> Json:
        if query["epoch"] == self.epoch and int(query["n"]) == self.n:
            async with self.feeds:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.feeds.wait(), 5)
        same = query["epoch"] == self.epoch and int(query["n"]) == self.n
        return {"epoch": self.epoch, "n": self.n, "frames": [] if same else [{"t": "reset"}]}

    async def _socket(self, receive: Receive, send: Send) -> None:
        await receive()
        if self.no_sockets:
            await send({"type": "websocket.close", "code": 1011})
            return
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            frame = json.loads(message["text"])
            self.heard.append(frame)
            if frame["t"] == "hello" and self.stale:
                await send({"type": "websocket.close", "code": 4401})
                break
            if frame["t"] == "hello":
                self.sockets.add(send)
                await send_frame(send, {"t": "welcome", "feed": {"epoch": self.epoch, "n": self.n}})
                if frame["epoch"] == self.epoch and frame["n"] != self.n:
                    await send_frame(send, {"t": "reset"})
            elif frame["t"] == "send" and not self.silent:
                ack = await self._store(frame["conversation"], frame)
                await send_frame(send, {"t": "ack", "client_id": frame["client_id"], **ack})
        self.sockets.discard(send)


HOSTILE_CSS = """
*{all:unset!important}
*{font-size:60px!important;letter-spacing:1em!important;color:red!important;background:yellow!important;text-transform:uppercase!important}
button{width:300px!important;transform:rotate(20deg)!important}
iframe{width:1px!important;height:1px!important;opacity:.1!important}
html,body{overflow:hidden!important}
main{position:fixed!important;inset:0!important;z-index:2147483000!important;background:red!important}
wd-launcher,div{display:none!important;opacity:0!important;inset:0 auto auto 0!important}
"""
HOSTILE_JS = """
Array.prototype.toJSON=function(){return "BROKEN"};Array.prototype.each=function(){};
const of=JSON.stringify;JSON.stringify=function(){return of.apply(this,arguments)+" "};
for (const kind of [Map, Set, Promise, String]) kind.prototype.toJSON = () => "BROKEN";
Object.prototype.inherited = "BROKEN";
const shadow = Element.prototype.attachShadow;
Element.prototype.attachShadow = function () { return shadow.call(this, { mode: "open" }); };
EventTarget.prototype.dispatchEvent = () => { throw new Error("BROKEN"); };
window.fetch = () => { throw new Error("BROKEN"); };
window.spied=[];const ow=WebSocket.prototype.send;
WebSocket.prototype.send=function(d){spied.push(d);return ow.call(this,d)};
"""


def host_page(desk: str, head: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title>'
        f"{head}</head>"
        "<body><main><h1>Host page</h1></main>"
        f'<script src="{desk}/widget.js" data-inbox="inb_webchat" async></script></body></html>'
    )


@contextlib.asynccontextmanager
async def serving(fake: FakeServer) -> AsyncIterator[FakeServer]:
    async with listening(fake) as fake.port:
        yield fake
        await fake.cut()
