"""Instagram, played: an account with its messages, deletions, what was seen, and comments."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Final

from walletdesk.channels.messaging.fakes.base import Json, Sent, Told
from walletdesk.channels.messaging.fakes.meta_talks import GIVEN_TALKS, FakeTalks
from walletdesk.channels.messaging.model import Unit

OWN: Final = "17841405822304914"


class FakeInstagram(FakeTalks):
    kind = "instagram"
    given: ClassVar[Mapping[str, str]] = {**GIVEN_TALKS, "instagram_id": OWN, "human_agent": "yes"}
    own, longest, unit = OWN, 1000, Unit.BYTES

    def event(self, told: Told) -> Json | None:
        if told.edits:
            return None
        if told.deletes:
            return {"message": {"mid": told.deletes, "is_deleted": True}}
        return self.message(told)

    def comment(self, told: Told) -> Json:
        value = {"id": f"178{told.id}", "text": told.text, "media": {"id": "9", "media_product_type": "FEED"}}
        return {"field": "comments", "value": {**value, "from": {"id": self.peer, "username": "ann"}}}

    def seen(self, sent: Sent, at: datetime) -> Json:
        return {"mid": sent.id}
