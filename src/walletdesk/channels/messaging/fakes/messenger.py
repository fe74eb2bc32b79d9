"""Messenger, played: a page with its messages, edits, watermarks of what was read, and comments."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from walletdesk.channels.messaging.fakes.base import Json, Sent, Told
from walletdesk.channels.messaging.fakes.meta_talks import GIVEN_TALKS, PAGE, FakeTalks
from walletdesk.channels.messaging.model import Unit


class FakeMessenger(FakeTalks):
    kind = "messenger"
    given: ClassVar[Mapping[str, str]] = {**GIVEN_TALKS, "human_agent": "yes"}
    own, longest, unit = PAGE, 2000, Unit.CHARACTERS

    def event(self, told: Told) -> Json | None:
        if told.deletes:
            return None
        if told.edits:
            return {"message_edit": {"mid": told.edits, "text": told.text, "num_edit": 1}}
        return self.message(told)

    def comment(self, told: Told) -> Json:
        value = {"item": "comment", "verb": "add", "comment_id": f"{PAGE}_{told.id}", "message": told.text}
        return {"field": "feed", "value": {**value, "from": {"id": self.peer, "name": "Ann"}}}

    def seen(self, sent: Sent, at: datetime) -> Json:
        return {"watermark": int(at.timestamp() * 1000)}
