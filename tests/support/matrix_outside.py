"""The routes of evidence, and of what is asked outside, in the authorisation matrix."""

from typing import Final

from tests.support.matrix import Row, Scene
from tests.support.matrix_tickets import a_ticket
from tests.support.roles import DESK, TICKET
from walletdesk.kernel.ids import TeamId, TicketId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.tickets.evidence import Source
from walletdesk.tickets.tasks import NewTask, Party


def _agent(scene: Scene) -> AgentViewer:
    return AgentViewer(agent=scene.agent.id, role=Role.AGENT, teams=frozenset({TeamId(scene.desk)}))


async def sealed(scene: Scene) -> str:
    """A ticket with a statement."""
    ticket = TicketId(await a_ticket(scene.system, _agent(scene), scene.conversation))
    await scene.system.evidence.state(_agent(scene), ticket, Source.OURS, "s", "It is so.")
    return ticket


_TASKS: Final[dict[Scene, str]] = {}  # of the ticket of the row that is being asked


async def asking(scene: Scene) -> str:
    """A ticket with a task."""
    ticket = TicketId(await a_ticket(scene.system, _agent(scene), scene.conversation))
    new = NewTask(party=Party.EXCHANGE, name="Exchange")
    _TASKS[scene] = (await scene.system.chasing.plan(_agent(scene), ticket, new)).id
    return ticket


async def planned(scene: Scene) -> str:
    return _TASKS[scene]


ASKED: Final = {"ticket": asking, "task": planned}
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
    f"PATCH {TICKET}/tasks/{{task}}": Row(may=DESK, body={"version": 1, "state": "sent"}, make=ASKED),
    f"GET {TICKET}/tasks/{{task}}/letter": Row(may=DESK, query={"template": "exchange-credit"}, make=ASKED),
}
