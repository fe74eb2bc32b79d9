"""The routes of evidence, and of what is asked outside, in the authorisation matrix."""

from typing import Final

from tests.support.matrix import Row, Scene
from tests.support.matrix_tickets import a_ticket
from tests.support.roles import DESK, TICKET
from walletdesk.kernel.ids import TeamId, TicketId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.tickets import Listing
from walletdesk.tickets.evidence import Source
from walletdesk.tickets.tasks import NewTask, Party


def _agent(scene: Scene) -> AgentViewer:
    return AgentViewer(agent=scene.agent.id, role=Role.AGENT, teams=frozenset({TeamId(scene.desk)}))


async def sealed(scene: Scene) -> str:
    """A ticket with a statement."""
    ticket = TicketId(await a_ticket(scene.system, _agent(scene), scene.conversation))
    await scene.system.evidence.state(_agent(scene), ticket, Source.OURS, "s", "It is so.")
    return ticket


async def planned(scene: Scene) -> str:
    """A task of the ticket that was made last: the one of the row."""
    (ticket,) = await scene.system.work.ticketing.list(_agent(scene), Listing(most=1))
    new = NewTask(party=Party.EXCHANGE, name="Exchange")
    return (await scene.system.chasing.plan(_agent(scene), ticket.id, new)).id


ROWS: Final[dict[str, Row]] = {
    f"GET {TICKET}/evidence": Row(may=DESK),
    f"GET {TICKET}/evidence/check": Row(may=DESK),
    f"GET {TICKET}/evidence/export": Row(may=DESK),
    f"GET {TICKET}/evidence/printed": Row(may=DESK),
    f"GET {TICKET}/evidence/{{seq}}/file": Row(may=DESK, make={"ticket": sealed}),
    f"POST {TICKET}/evidence/files": Row(may=DESK, file=True),
    f"POST {TICKET}/evidence/statements": Row(may=DESK, body={"name": "n", "text": "t"}),
    f"GET {TICKET}/tasks": Row(may=DESK),
    f"POST {TICKET}/tasks": Row(may=DESK, body={"party": "police", "name": "n"}),
    f"PATCH {TICKET}/tasks/{{task}}": Row(
        may=DESK, body={"version": 1, "state": "sent"}, make={"task": planned}
    ),
    f"GET {TICKET}/tasks/{{task}}/letter": Row(
        may=DESK, query={"template": "exchange-credit"}, make={"task": planned}
    ),
}
