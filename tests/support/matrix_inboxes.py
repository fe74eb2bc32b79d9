"""Rows of the matrix: what comes in from outside, and the inboxes that administrators set up."""

import base64
from typing import Final

from tests.support.matrix import Row, Scene
from tests.support.roles import ADMINS
from walletdesk.channels.arrivals import TAKE, Arriving, State
from walletdesk.kernel.ids import AgentId, InboxId, new_id
from walletdesk.kernel.jobs import Job

NOBODY: Final = frozenset[str]()  # whoever is signed in: here counts who signed


async def mail_inbox(scene: Scene) -> str:
    """One that takes mails by webhook."""
    secret = base64.b64encode(b"k" * 32).decode()
    settings = {"address": "support@wallet.example"}
    inboxes, by = scene.system.intake.inboxes, AgentId(scene.agent.id)
    return (await inboxes.add("email", "Mail", settings, {"webhook_secret": secret}, by=by)).id


async def not_taken(scene: Scene) -> str:
    """What arrived and could not be read."""
    inbox, intake = InboxId(await mail_inbox(scene)), scene.system.intake
    large = Arriving(new_id("ext"), b"Subject: large", {"unreadable": "too_large"})
    await intake.arrivals.keep(inbox, "email", large)
    [arrival] = await intake.arrivals.listed(inbox, [State.WAITING])
    await intake.arrivals.take(Job(kind=TAKE, key=arrival.id, run_at=arrival.received_at))
    return arrival.id


_P = "/api/inboxes"
_NEW = {"name": "Mail", "settings": {"address": "help@wallet.example"}, "secrets": {}}
_OF = {"inbox": mail_inbox}
_LEFT = {"arrival": not_taken}
INBOXES: Final[dict[str, Row]] = {
    f"GET {_P}": Row(may=ADMINS),
    f"POST {_P}": Row(may=ADMINS, body={**_NEW, "kind": "email"}),
    f"PUT {_P}/{{inbox}}": Row(may=ADMINS, body={**_NEW, "version": 1}, make=_OF),
    f"POST {_P}/{{inbox}}/pause": Row(may=ADMINS, body={"paused": True}, make=_OF),
    f"POST {_P}/{{inbox}}/try": Row(may=ADMINS, make=_OF),
    f"GET {_P}/{{inbox}}/arrivals": Row(may=ADMINS, make=_OF),
    f"POST {_P}/arrivals/{{arrival}}/again": Row(may=ADMINS, make=_LEFT),
    f"POST {_P}/arrivals/{{arrival}}/leave": Row(may=ADMINS, make=_LEFT),
    f"GET {_P}/arrivals/{{arrival}}/raw": Row(may=ADMINS, make=_LEFT),
    "POST /hooks/mail/{inbox}": Row(may=NOBODY, make={"inbox": mail_inbox}),
}
