"""Rows of the authorisation matrix about staffing: leads alone."""

from typing import Final

from tests.support.matrix import Row, Scene
from tests.support.roles import LEADS
from walletdesk.app.wiring.staffing import staffing
from walletdesk.insights.staffing.model.plan import EventId, PlannedEvent, Shift, ShiftId
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import AgentId

SHIFT: Final = {"start": 540, "end": 1080, "people": 2, "days": [0, 1]}
EVENT: Final = {"name": "Launch", "begins": "2026-12-01", "ends": "2026-12-02", "factor": 3}
LEAD: Final = AgentId("agt_lead")


async def shift(scene: Scene) -> str:
    system = scene.system
    made = Shift(id=ShiftId(""), start=540, end=1080, people=2, days=(0,))
    return (await staffing(system.engine, system.work, system.staff).add_shift(made, LEAD)).id


async def event(scene: Scene) -> str:
    system, today = scene.system, utc_now().date()
    made = PlannedEvent(id=EventId(""), name="Launch", begins=today, ends=today, factor=2)
    return (await staffing(system.engine, system.work, system.staff).add_event(made, LEAD)).id


STAFFING: Final[dict[str, Row]] = {
    "GET /api/staffing": Row(may=LEADS),
    "GET /api/staffing/week.csv": Row(may=LEADS, query={"volume": "120"}),
    "PUT /api/staffing/terms": Row(may=LEADS, body={"handling": 600, "version": 0}),
    "POST /api/staffing/shifts": Row(may=LEADS, body=SHIFT),
    "DELETE /api/staffing/shifts/{shift}": Row(may=LEADS, make={"shift": shift}),
    "POST /api/staffing/events": Row(may=LEADS, body=EVENT),
    "DELETE /api/staffing/events/{event}": Row(may=LEADS, make={"event": event}),
}
