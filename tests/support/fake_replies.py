"""Saved replies of the fake workspace: a small set, and the fields that a conversation fills."""

import json
from typing import Any

Json = dict[str, Any]
Answer = tuple[int, Any]

FIELDS = ["agent", "app", "next_step", "reply_by", "summary", "ticket"]
NOBODY = {"title": "Not found", "status": 404, "code": "not_found", "detail": "There is nothing here."}


def reply(shortcode: str, *, team: bool = True, **wordings: tuple[str, str]) -> Json:
    said = {
        locale.replace("_", "-"): {"title": title, "text": text} for locale, (title, text) in wordings.items()
    }
    return {"id": f"rpl_{shortcode}", "team": team, "shortcode": shortcode, "version": 1, "wordings": said}


class Replies:
    def __init__(self) -> None:
        self.may_change_team = False
        self.values = {"agent": "Agent 1", "app": "Sample Wallet", "ticket": "T-7"}
        self.asked: list[Json] = []  # the values that were asked for
        self.kept = [
            reply(
                "mine", team=False, zh_CN=("我的问候", "您好{cursor}。"), en=("My hello", "Hello{cursor}.")
            ),
            reply(
                "network",
                zh_CN=("切换网络", "先在钱包里切换网络。"),
                en=("Switch the network", "Switch the network in the wallet."),
            ),
            reply("who", zh_CN=("我来接手", "我是{agent}。"), en=("I take over", "I'm {agent}.")),
            reply(
                "sum",
                zh_CN=("小结", "小结：{summary}。"),
                en=("In short", "In short: {summary}. Next: {next_step}."),
            ),
        ]

    def listed(self) -> Json:
        return {"items": self.kept, "fields": FIELDS, "may_change_team": self.may_change_team}

    def held(self, query: dict[str, str]) -> Json:
        self.asked.append(query)
        return {
            "values": {name: self.values[name] for name in query["names"].split(",") if name in self.values}
        }

    def act(self, method: str, id: str, body: bytes) -> Answer:
        """Add, change, order or remove."""
        given = json.loads(body or b"{}")
        if method == "POST":
            return self._add(given)
        if method == "PUT" and not id:
            rank = {known: place for place, known in enumerate(given["ids"])}
            self.kept.sort(key=lambda one: rank.get(one["id"], -1 if not one["team"] else 99))
            return 204, None
        known = next((one for one in self.kept if one["id"] == id), None)
        if known is None:
            return 404, NOBODY
        if method == "DELETE":
            self.kept.remove(known)
            return 204, None
        known.update(shortcode=given["shortcode"], wordings=given["wordings"], version=known["version"] + 1)
        return 200, known

    def _add(self, given: Json) -> Answer:
        if any(one["shortcode"] == given["shortcode"] and one["team"] == given["team"] for one in self.kept):
            detail = "There is a saved reply with this shortcode already."
            return 409, {"title": "No", "status": 409, "code": "shortcode_taken", "detail": detail}
        self.kept.append({"id": f"rpl_{len(self.kept)}_new", "version": 1, **given})
        return 201, self.kept[-1]
