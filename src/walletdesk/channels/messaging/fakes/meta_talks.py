"""Messenger and Instagram, played: messages, echoes, comments in public, uploads, and the Send API."""

from abc import abstractmethod
from collections.abc import Mapping
from datetime import datetime
from itertools import count
from typing import ClassVar, Final

from walletdesk.channels.messaging.fakes.base import Asked, Fake, Json, Reply, Sent, Told
from walletdesk.channels.messaging.fakes.meta import GIVEN, checked, error, posted, step
from walletdesk.channels.messaging.model import Hook, Unit

PAGE: Final = "682498302938465"
CHOICES: Final = (13, 20)  # how many quick replies, and of how many characters


class FakeTalks(Fake):
    """``own``: our account in its webhooks; ``longest`` in ``unit``."""

    own: ClassVar[str]
    longest: ClassVar[int]
    unit: ClassVar[Unit]
    refusals: ClassVar[Mapping[str, Reply]] = {
        "window": error(400, 10, 2018278),
        "left": error(400, 551),
        "gone": error(400, 100, 2018001),
        "credentials": error(401, 190, 460),
        "refused": error(400, 100),
    }
    peer = "6283470935"

    def __init__(self) -> None:
        super().__init__()
        self.uploads: dict[str, bytes] = {}
        self.tags: list[str] = []
        self.ids = count(1)

    @abstractmethod
    def comment(self, told: Told) -> Json:
        """A change: what somebody wrote in public."""

    @abstractmethod
    def event(self, told: Told) -> Json | None:
        """What becomes of a message of theirs; None where it does not tell such a thing."""

    @abstractmethod
    def seen(self, sent: Sent, at: datetime) -> Json: ...

    def hook(self, told: Told, at: datetime) -> Hook | None:
        if told.leaves:
            return None
        if told.public:
            return self.webhook("changes", self.comment(told), at)
        event = self.event(told)
        return self._from_them(event, at) if event else None

    def check(self, at: datetime) -> tuple[Hook, bytes] | None:
        return checked(at)

    def receipt(self, sent: Sent, at: datetime) -> Hook | None:
        return self._from_them({"read": self.seen(sent, at)}, at)

    def webhook(self, name: str, one: Json, at: datetime) -> Hook:
        moment = int(at.timestamp() * 1000)
        kind = "instagram" if self.kind == "instagram" else "page"
        return posted({"object": kind, "entry": [{"id": self.own, "time": moment, name: [one]}]}, at)

    def _from_them(self, event: Json, at: datetime) -> Hook:
        both = {"sender": {"id": self.peer}, "recipient": {"id": self.own}}
        return self.webhook("messaging", {**both, "timestamp": int(at.timestamp() * 1000), **event}, at)

    def message(self, told: Told) -> Json:
        said: Json = {"mid": told.id}
        if told.text:
            said["text"] = told.text
        if told.file:
            url = f"{self.given['api']}/bytes/{self.lays(told.file)}"
            said["attachments"] = [{"type": "image", "payload": {"url": url}}]
        return {"message": said}

    def reply(self, asked: Asked) -> Reply:
        path = step(asked, self.given)
        if path is None:
            return error(401, 190)
        if path.startswith("bytes/"):
            return Reply(raw=self.files[path.removeprefix("bytes/")])
        if path == f"{PAGE}/message_attachments":
            id = f"attachment-{next(self.ids)}"
            self.uploads[id] = asked.form()["filedata"]
            return Reply(body={"attachment_id": id})
        return self._sent(asked.json) if path == f"{PAGE}/messages" else error(404, 100)

    def _sent(self, told: Json) -> Reply:
        said, to = told["message"], told["recipient"]
        text = said.get("text", "")
        titles = tuple(one["title"] for one in said.get("quick_replies", []))
        most, length = CHOICES
        if (
            self.unit.of(text) > self.longest
            or len(titles) > most
            or any(len(one) > length for one in titles)
        ):
            return error(400, 100)
        id = said.get("attachment", {}).get("payload", {}).get("attachment_id", "")
        self.tags.append(told.get("tag", ""))
        sent = Sent(
            to=to.get("id") or to["comment_id"],
            text=text,
            file=self.uploads.get(id, b""),
            buttons=titles,
            id=f"m_{next(self.ids)}",
        )
        return Reply(body={"recipient_id": self.peer, "message_id": self.keeps(sent)})


GIVEN_TALKS: Final = {"page_id": PAGE, **GIVEN}
