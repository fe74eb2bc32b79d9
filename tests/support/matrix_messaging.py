"""The routes of messaging providers in the authorisation matrix."""

from typing import Final

from tests.support.matrix import Row, Scene
from tests.support.roles import DESK, EVERYBODY, LEADS
from walletdesk.channels.messaging.model import Peer
from walletdesk.channels.messaging.providers.wechat_crypto import signature
from walletdesk.channels.messaging.store import open_work
from walletdesk.kernel.clock import millis, utc_now
from walletdesk.kernel.ids import AgentId, InboxId, new_id

TOKEN: Final = "a-token-of-the-scene"


async def a_kind(_: Scene) -> str:
    return "wechat"


async def an_inbox(scene: Scene) -> str:
    inboxes = scene.system.intake.inboxes
    found = await inboxes.all("wechat")
    made = found or [await inboxes.add("wechat", "W", {}, {"token": TOKEN}, by=AgentId("agt_admin"))]
    return made[0].id


_MOMENTS: Final[dict[Scene, str]] = {}  # of the row that is being asked


async def now(scene: Scene) -> str:
    _MOMENTS[scene] = str(millis(utc_now()) // 1000)
    return _MOMENTS[scene]


async def signed(scene: Scene) -> str:
    return signature(TOKEN, _MOMENTS.get(scene) or await now(scene), "n")


async def written_to(scene: Scene) -> str:
    """The conversation of the row, as one of that inbox."""
    inbox, talk = InboxId(await an_inbox(scene)), await scene.conversation()
    fresh = Peer(id=new_id("per"), inbox=inbox, address=talk, kind="wechat", conversation=talk)
    async with open_work(scene.system.engine.db)() as work:
        await work.peers.meet(inbox, talk, fresh)
    return talk


_SIGNED: Final = {"kind": a_kind, "inbox": an_inbox, "now": now, "signature": signed}
_QUERY: Final = {"timestamp": "{now}", "nonce": "n", "signature": "{signature}", "echostr": "e"}
ROWS: Final[dict[str, Row]] = {
    "GET /hooks/{kind}/{inbox}": Row(may=EVERYBODY, query=_QUERY, make=_SIGNED),
    "POST /hooks/{kind}/{inbox}": Row(may=EVERYBODY, query=_QUERY, make=_SIGNED, body={"a": "b"}),
    "GET /api/workspace/conversations/{conversation}/channel": Row(
        may=DESK, make={"conversation": written_to}
    ),
    "GET /api/workspace/conversations/{conversation}/contact": Row(may=DESK),
    "GET /api/contacts/blocked": Row(may=LEADS),
}
