"""The routes of desks in the authorisation matrix, and a desk's ticket behind their ids."""

from typing import Final

from tests.support.identify import EVM, HASH
from tests.support.matrix import Row, Scene
from walletdesk.contacts.organizations import Organization, OrganizationId
from walletdesk.kernel.ids import AgentId, ConversationId, TeamId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.tickets.desks import Desk, DeskKind, Entry, Escalation

LEADS: Final = frozenset({"lead", "admin"})
DESK: Final = LEADS | {"agent"}
AGENTS: Final = DESK | {"other_desk"}
FRONT: Final = LEADS | {"agent"}  # who escalated it

WHOLE: Final = {
    "chain": "ethereum",
    "tx_id": f"0x{HASH}",
    "address": EVM,
    "at": "2026-11-20T10:00:00Z",
    "what": "Where is it?",
}
PACKET: Final = {id: {"value": value, "lacks": ""} for id, value in WHOLE.items()}


async def founded(scene: Scene) -> str:
    """The desk of the scene is the funds desk; a subject."""
    keeping = scene.system.specialists.keeping
    if DeskKind.FUNDS not in [desk.kind for desk in await keeping.list()]:
        await keeping.keep(Desk(kind=DeskKind.FUNDS, team=TeamId(scene.desk)), by="")
    return "s"


async def referred(scene: Scene, *, whole: bool = True) -> str:
    """A ticket of the funds desk, which the agent of the scene escalated."""
    await founded(scene)
    viewer = AgentViewer(agent=scene.agent.id, role=Role.AGENT, teams=frozenset({TeamId(scene.desk)}))
    asked = Escalation(
        kind=DeskKind.FUNDS,
        conversation=ConversationId(await scene.conversation()),
        packet={id: Entry(value) for id, value in WHOLE.items()} if whole else {},
    )
    return (await scene.system.specialists.escalating.escalate(viewer, asked)).ticket.id


async def begun(scene: Scene) -> str:
    """One whose packet is empty yet."""
    return await referred(scene, whole=False)


async def legal(_: Scene) -> str:
    return "legal"


async def firm(scene: Scene) -> str:
    """An organization that nobody has changed yet."""
    new = Organization(id=OrganizationId(""), name="Partner One")
    by = AgentViewer(agent=AgentId("agt_lead"), role=Role.LEAD)
    return (await scene.system.enterprise.organizations.add(by, new)).id


W = "/api/workspace"
TICKET, SENT = f"{W}/tickets/{{ticket}}", f"{W}/escalations/{{ticket}}"
FIRM = "/api/organizations/{organization}"
OURS: Final = {"ticket": referred}
ROWS: Final[dict[str, Row]] = {
    f"GET {W}/desks": Row(may=AGENTS),
    f"GET {W}/desks/tickets": Row(may=AGENTS, query={"desk": "funds"}),
    f"PUT {W}/desks/{{kind}}": Row(
        may=LEADS, body={"team": "{team}", "minutes": 60, "version": 0}, make={"kind": legal}
    ),
    f"GET {W}/conversations/{{conversation}}/escalation": Row(may=DESK),
    f"GET {W}/escalations": Row(may=AGENTS),
    f"POST {W}/escalations": Row(
        may=DESK,
        body={
            "desk": "funds",
            "conversation": "{conversation}",
            "subject": "{founded}",
            "packet": PACKET,
            "review": True,
        },
        make={"founded": founded},
    ),
    f"GET {SENT}": Row(may=FRONT, make=OURS),
    f"PUT {SENT}/packet": Row(may=FRONT, body={"packet": PACKET, "review": True}, make={"ticket": begun}),
    f"GET {TICKET}/desk": Row(may=DESK, make=OURS),
    f"PUT {TICKET}/packet": Row(may=DESK, body={"packet": PACKET}, make=OURS),
    f"POST {TICKET}/review": Row(may=DESK, body={}, make=OURS),
    f"POST {TICKET}/answers": Row(may=DESK, body={"text": "It arrived.", "asked": ["what"]}, make=OURS),
    f"PUT {TICKET}/next": Row(
        may=DESK, body={"step": "we_tell_you", "words": "Soon.", "expected_at": None}, make=OURS
    ),
    "GET /api/organizations": Row(may=LEADS),
    "POST /api/organizations": Row(may=LEADS, body={"name": "Partner", "domains": ["{name}.example"]}),
    f"PUT {FIRM}": Row(
        may=LEADS,
        body={"name": "Partner Two", "owner": "{agent}", "version": 1},
        make={"organization": firm},
    ),
    f"DELETE {FIRM}": Row(may=LEADS, make={"organization": firm}),
    f"GET {W}/conversations/{{conversation}}/organization": Row(may=DESK),
    f"PUT {W}/conversations/{{conversation}}/organization": Row(
        may=DESK, body={"organization": "{organization}"}, make={"organization": firm}
    ),
    "PUT /api/contacts/{contact}/organization": Row(
        may=LEADS, body={"organization": "{organization}"}, make={"organization": firm}
    ),
}
