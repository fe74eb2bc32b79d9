"""Rows of the matrix: calls by the browser, and calls that come in by phone."""

from typing import Final

from tests.support.matrix import Row, Scene
from tests.support.roles import AGENTS, DESK, EVERYBODY, LEADS, ONE, OWNER, TALK
from walletdesk.kernel.ids import AgentId, ContactId
from walletdesk.kernel.viewers import AgentViewer, ContactViewer, Role

PAGE: Final = "page-of-somebody"
SOUND: Final = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm" + bytes(200)


async def in_a_call(scene: Scene) -> str:
    """A conversation in which the two talk: the one there is, until a row ends it."""
    talking, agent = scene.system.voice.talking, AgentId(scene.agent.id)
    if running := await talking.archive.live_with(agent):
        return running.conversation
    id = await scene.conversation()
    both = (AgentViewer(agent=agent, role=Role.AGENT), ContactViewer(contact=ContactId(scene.contact.id)))
    call = await talking.start(both[0], id)
    for one in both:
        await talking.join(one, id, call.id, PAGE)
    return id


async def ringing(scene: Scene) -> str:
    await in_a_call(scene)
    found = await scene.system.voice.talking.archive.live_with(AgentId(scene.agent.id))
    assert found is not None
    return found.id


IN: Final = {"conversation": in_a_call, "call": ringing}
SAID: Final = {"leg": PAGE, "signals": [{"k": "sdp", "type": "offer", "sdp": "v=0"}]}


def _rows(calls: str, may: frozenset[str]) -> dict[str, Row]:
    one = f"{calls}/{{call}}"
    return {
        f"GET {calls}": Row(may=may),
        f"POST {calls}": Row(may=may, make={"conversation": in_a_call}, body={}),
        f"GET {one}": Row(may=may, make=IN),
        f"POST {one}/join": Row(may=may, make=IN, body={"leg": PAGE}),
        f"POST {one}/end": Row(may=may, make=IN, body={"why": "hung_up"}),
        f"POST {one}/here": Row(may=may, make=IN, body={"leg": PAGE}),
        f"POST {one}/signals": Row(may=may, make=IN, body=SAID),
        f"GET {one}/signals": Row(may=may, make=IN, query={"leg": PAGE}),
    }


VOICE: Final[dict[str, Row]] = {
    **_rows(f"{ONE}/calls", OWNER),
    **_rows(f"{TALK}/calls", DESK),
    "GET /api/workspace/calls": Row(may=AGENTS),
    "GET /portal/{conversation}/voicemail": Row(may=OWNER, portal=True),
    "POST /api/conversations/{conversation}/voicemail": Row(
        may=OWNER, file=True, upload=("spoken.webm", SOUND), form={"once": "{name}-spoken", "seconds": "42"}
    ),
    "POST /portal/{conversation}/voicemail/open": Row(may=OWNER, body={}),
    "GET /portal/{conversation}/calls": Row(may=OWNER, make={"conversation": in_a_call}, portal=True),
    "POST /portal/{conversation}/calls": Row(
        may=OWNER, make={"conversation": in_a_call}, portal=True, form={}
    ),
    "POST /portal/{conversation}/calls/{call}/decline": Row(may=OWNER, make=IN, portal=True, form={}),
    f"POST {ONE}/caller-code": Row(may=OWNER, body={}),
    "GET /portal/{conversation}/calling": Row(may=OWNER, portal=True),
    "POST /portal/{conversation}/calling": Row(may=OWNER, portal=True, form={}),
    f"GET {TALK}/phone-calls": Row(may=DESK),
    "GET /api/phone-calls": Row(may=LEADS),
    "POST /api/phone/simulator": Row(may=EVERYBODY, body={"call": "played", "what": "came"}),
    "GET /portal/{conversation}/calls/{call}": Row(may=OWNER, make=IN, portal=True),
    "POST /portal/{conversation}/calls/{call}/open": Row(may=OWNER, make=IN, body={}),
    "GET /workspace/calls/{conversation}/{call}": Row(may=EVERYBODY, make=IN),
}
