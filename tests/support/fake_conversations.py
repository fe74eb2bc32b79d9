"""The conversations of the fake workspace: heads, items, drafts, and the rules that a browser can notice."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

Json = dict[str, Any]

ME = {"id": "agt_me", "name": "Agent 1"}
COLLEAGUE = {"id": "agt_two", "name": "Agent 2"}
ENDED = ("resolved", "closed")
GROUPS: dict[str, Callable[[Json], bool]] = {
    "offers": lambda head: head["offer"] is not None and head["offer"]["agent"] == ME,
    "queue": lambda head: head["status"] == "waiting_for_agent",
    "mine": lambda head: head["assignee"] == ME,
    "all": lambda head: head["status"] not in ENDED,
    "resolved": lambda head: head["status"] in ENDED,
}


class SomeoneWroteError(Exception):
    """Somebody else said something the sender has not seen."""


def now() -> int:
    return int(time.time() * 1000)


class Conversations:
    def __init__(self, push: Callable[[Json], Awaitable[None]]) -> None:
        self.push = push
        self.heads: dict[str, Json] = {}
        self.items: dict[str, list[Json]] = {}
        self.drafts: dict[tuple[str, str], Json] = {}
        self.uploads: dict[str, Json] = {}
        self.mentions: list[Json] = []  # of me, newest first
        self.hold = False  # live item frames are lost: the line is late

    # ---- what a test arranges

    def add(self, id: str, name: str = "", *texts: str, **head: Any) -> str:  # noqa: ANN401 - any JSON
        at = now() - 600_000
        self.heads[id] = {
            "id": id, "status": "with_agent", "version": 1, "channel": "webchat", "locale": "zh-CN",
            "created_at": at, "last_at": at, "last_text": "", "last_seq": 0,
            "contact": {"id": f"con_{id[4:]}", "name": name, "level": "anonymous"},
            "assignee": ME, "team": None, "priority": "normal", "skill": "general", "category": "",
            "subject": "", "waiting_since": None, "first_reply_due": None, "unread": 0,
            "contact_read_seq": 0, "agent_read_seq": 0,
            "told": 0, "offer": None, "tickets": [], "packet": None, "survey": "none", **head,
        }  # fmt: skip
        self.items[id] = []
        for text in texts:
            self.put(id, "contact", text)
        return id

    def put(self, id: str, who: str, text: str, **rest: Any) -> Json:  # noqa: ANN401 - any JSON
        """Store an item and tell nobody."""
        items, head = self.items[id], self.heads[id]
        author = {"agent": ME, "colleague": COLLEAGUE}.get(who, {"id": who, "name": ""})
        kind = "agent" if who == "colleague" else who
        item: Json = {
            "seq": len(items) + 1, "kind": "message", "author": {"kind": kind, **author}, "text": text,
            "at": head["created_at"] + (len(items) + 1) * 1_000, "client_id": None, "source": None,
            "choices": [], "attachments": [], "event": None, **rest,
        }  # fmt: skip
        items.append(item)
        public = item["kind"] == "message"
        self.change(
            id,
            last_seq=item["seq"],
            unread=0 if who == "agent" else head["unread"] + (who == "contact"),
            agent_read_seq=item["seq"] if who == "agent" else head["agent_read_seq"],
            last_text=text[:120] if public else head["last_text"],
            last_at=item["at"] if public else head["last_at"],
        )
        return item

    def event(self, id: str, what: str, **rest: str) -> Json:
        happened = {"what": what, "agent": "", "reason": "", "value": "", **rest}
        return self.put(id, "system", "", kind="event", event=happened)

    def change(self, id: str, **changes: object) -> Json:
        self.heads[id] = {**self.heads[id], **changes, "version": self.heads[id]["version"] + 1}
        return self.heads[id]

    # ---- what happens, told to everybody

    async def say(self, id: str, who: str, text: str, **rest: Any) -> Json:  # noqa: ANN401 - any JSON
        item = self.put(id, who, text, at=now(), **rest)
        if not self.hold:
            await self.push({"t": "item", "conversation": id, "item": item})
        await self.tell(id)
        return item

    async def tell(self, id: str) -> Json:
        await self.push({"t": "head", "head": self.heads[id]})
        await self.push({"t": "counts", **self.counts()})
        return self.heads[id]

    async def act(self, id: str, what: str, given: Json) -> Json:
        """One of: accept, resolve, reopen, transfer, read."""
        if what == "read":
            return self.change(id, unread=0, agent_read_seq=given["seq"])
        if what == "mention-read":
            return self.read_mention(id, given["seq"])
        if what == "accept":
            self.change(id, status="with_agent", assignee=ME, waiting_since=None, offer=None)
            self.event(id, "assigned", agent=ME["name"])
        elif what == "decline":
            self.change(id, offer={"agent": COLLEAGUE, "until": now() + 30_000})
            await self.tell(id)
            return {"to_another": True}
        elif what == "resolve":
            self.change(id, status="resolved", assignee=None, first_reply_due=None)
            self.event(id, "resolved", value="agent")
        elif what == "reopen":
            self.change(id, status="waiting_for_agent", waiting_since=now())
            self.event(id, "reopened")
        elif what == "transfer":
            self.change(id, assignee=COLLEAGUE if "agent" in given else None, team=given.get("team"))
            self.event(id, "assigned", agent=COLLEAGUE["name"])
        await self.push({"t": "item", "conversation": id, "item": self.items[id][-1]})
        return await self.tell(id)

    async def take(self) -> Json | None:
        waiting = sorted(
            (h for h in self.heads.values() if GROUPS["queue"](h)), key=lambda h: int(h["waiting_since"])
        )
        return await self.act(waiting[0]["id"], "accept", {}) if waiting else None

    async def send(self, id: str, said: Json) -> Json:
        before = next((i for i in self.items[id] if i["client_id"] == said["client_id"]), None)
        if before:
            return {"seq": before["seq"], "at": before["at"]}
        others = (
            i["seq"] for i in self.items[id] if i["kind"] == "message" and i["author"]["id"] != ME["id"]
        )
        if said["mode"] == "reply" and not said.get("confirm") and max(others, default=0) > said["seen_seq"]:
            raise SomeoneWroteError
        kind = "note" if said["mode"] == "note" else "message"
        files = [self.uploads[file] for file in said["attachments"]]
        item = await self.say(
            id,
            "agent",
            said["text"],
            kind=kind,
            client_id=said["client_id"],
            attachments=files,
            form=said.get("form"),
        )
        draft = self.drafts.get((id, said["mode"]), {"version": 0})
        self.drafts[id, said["mode"]] = {"version": draft["version"] + 1, "text": ""}
        return {"seq": item["seq"], "at": item["at"]}

    # ---- what is asked

    def counts(self) -> Json:
        return {
            name: sum(map(is_in, self.heads.values()))
            for name, is_in in GROUPS.items()
            if name in ("queue", "mine", "all")
        }

    def page(self, query: dict[str, str]) -> Json:
        group, start, limit = query["group"], int(query.get("cursor", 0)), int(query["limit"])
        found = [head for head in self.heads.values() if GROUPS[group](head)]
        if group == "queue":
            found.sort(key=lambda head: (head["priority"] != "security", head["waiting_since"]))
        else:
            found.sort(key=lambda head: (head["last_at"], head["id"]), reverse=True)
        rest = found[start:]
        return {"items": rest[:limit], "next": str(start + limit) if len(rest) > limit else None}

    def opened(self, id: str) -> Json:
        drafts = {mode: self.drafts.get((id, mode), {"version": 0, "text": ""}) for mode in ("reply", "note")}
        items = self.items[id]
        head = self.heads[id]
        return {
            "head": head,
            "items": items[-50:],
            "earlier": len(items) > 50,
            "drafts": drafts,
            "viewers": [ME],
        }

    def items_page(self, id: str, query: dict[str, str]) -> Json:
        items, limit = self.items[id], int(query.get("limit", 50))
        if "before" in query:
            older = [item for item in items if item["seq"] < int(query["before"])]
            return {"items": older[-limit:], "more": len(older) > limit}
        newer = [item for item in items if item["seq"] > int(query["after"])]
        return {"items": newer[:limit], "more": len(newer) > limit}

    def put_draft(self, id: str, mode: str, given: Json) -> tuple[int, Json]:
        kept = self.drafts.get((id, mode), {"version": 0, "text": ""})
        if given["version"] != kept["version"]:
            return 409, {"title": "Changed", "status": 409, "code": "stale_draft", "values": kept}
        self.drafts[id, mode] = {"version": kept["version"] + 1, "text": given["text"]}
        return 200, {"version": kept["version"] + 1}

    def upload(self, body: bytes) -> Json:
        id = f"blb_{len(self.uploads) + 1}"
        file = {"id": id, "name": f"file-{len(self.uploads) + 1}.png", "type": "image/png", "size": len(body)}
        self.uploads[id] = {**file, "width": 320, "height": 200, "state": "ready"}
        return self.uploads[id]

    async def mention(self, id: str, text: str) -> Json:
        """A colleague mentions me in a note."""
        item = await self.say(id, "colleague", text, kind="note", mentions=[ME])
        told = {"seq": item["seq"], "at": item["at"], "by": COLLEAGUE["name"], "text": text, "unread": True}
        rest = [one for one in self.mentions if one["id"] != id]
        self.mentions = [{"id": id, **told}, *rest]
        await self.push({"t": "mention", "conversation": id, "seq": item["seq"], "by": COLLEAGUE["name"]})
        return item

    def mentioned(self) -> Json:
        items = [{**one, "head": self.heads[one["id"]]} for one in self.mentions]
        return {"items": items, "unread": sum(one["unread"] for one in self.mentions), "next": None}

    def read_mention(self, id: str, seq: int) -> Json:
        self.mentions = [
            {**one, "unread": one["unread"] and (one["id"] != id or one["seq"] > seq)}
            for one in self.mentions
        ]
        return {}

    def search(self, word: str) -> list[Json]:
        return [
            {**self._place(id), "seq": item["seq"], "at": item["at"], "text": item["text"]}
            for id, items in self.items.items()
            for item in reversed(items)
            if word in item["text"]
        ]

    def _place(self, id: str) -> Json:
        return {"conversation": id, "contact": self.heads[id]["contact"]}
