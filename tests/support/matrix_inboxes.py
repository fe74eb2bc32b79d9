"""Rows of the matrix: what comes in from outside, and the inboxes that administrators set up."""

import base64
from typing import Final

from tests.support.matrix import Row, Scene
from walletdesk.kernel.ids import AgentId

NOBODY: Final = frozenset[str]()  # whoever is signed in: here counts who signed


async def mail_inbox(scene: Scene) -> str:
    """One that takes mails by webhook."""
    secret = base64.b64encode(b"k" * 32).decode()
    settings = {"address": "support@wallet.example"}
    inboxes, by = scene.system.intake.inboxes, AgentId(scene.agent.id)
    return (await inboxes.add("email", "Mail", settings, {"webhook_secret": secret}, by=by)).id


INBOXES: Final[dict[str, Row]] = {
    "POST /hooks/mail/{inbox}": Row(may=NOBODY, make={"inbox": mail_inbox}),
}
