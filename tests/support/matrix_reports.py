"""Rows of the authorisation matrix: reports of what happened, and how busy one was oneself."""

from datetime import timedelta
from typing import Any, Final

from tests.support.installation import Agent
from tests.support.matrix import Row, Scene
from tests.support.roles import AGENTS, EVERYBODY, LEADS
from walletdesk.insights.digests.model import Subscription
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import AgentId

_DIGEST: Final = "/api/insights/digest"
_STOP: Final = "/report-mail/stop"
_SCENE: Final = {"scene": "{mailed}"}
_PROOF: Final = "prf_00000000000000000000000000"


async def mailed(scene: Scene) -> str:
    """Lead and admin have a confirmed address."""
    for column in ("lead", "admin"):
        await _kept(scene, column, address=f"{column}@mail.example")
    return "mailed"


async def asked(scene: Scene) -> str:
    """The mailed link of the lead."""
    until = utc_now() + timedelta(hours=1)
    await _kept(scene, "lead", wanted="lead@mail.example", proof=_PROOF, proof_until=until)
    return scene.system.mailed_reports.digests.needs.tokens.to_confirm(_PROOF)


async def stops(scene: Scene) -> str:
    await mailed(scene)
    lead = scene.asks["lead"]
    assert isinstance(lead, Agent)
    return scene.system.mailed_reports.digests.needs.tokens.to_stop(lead.id)


async def _kept(scene: Scene, column: str, **more: Any) -> None:  # noqa: ANN401 - as a subscription takes it
    one = scene.asks[column]
    assert isinstance(one, Agent)
    async with scene.system.mailed_reports.digests.needs.open_work() as work:
        await work.subscriptions.save(Subscription(agent=AgentId(one.id), locale="en", **more))


_LIST: Final = "/api/insights/reports"
REPORTS: Final[dict[str, Row]] = {
    f"GET {_LIST}": Row(may=LEADS),
    f"GET {_LIST}/{{metric}}": Row(may=LEADS),
    f"GET {_LIST}/{{metric}}/table.csv": Row(may=LEADS),
    f"GET {_LIST}/{{metric}}/conversations": Row(may=LEADS, query={"key": "1", "column": "began"}),
    "GET /api/insights/own-load": Row(may=AGENTS),
    f"GET {_DIGEST}": Row(may=LEADS),
    f"PUT {_DIGEST}": Row(may=LEADS, body={"every": ["week"]}, query=_SCENE, make={"mailed": mailed}),
    f"DELETE {_DIGEST}": Row(may=LEADS),
    f"POST {_DIGEST}/now": Row(may=LEADS, body={"every": "day"}, query=_SCENE, make={"mailed": mailed}),
    f"PUT {_DIGEST}/address": Row(may=LEADS, body={"address": "{client}@mail.example"}),
    f"POST {_DIGEST}/confirm": Row(may=LEADS, body={"token": "{link}"}, make={"link": asked}),
    f"GET {_STOP}": Row(may=EVERYBODY, query={"t": "{stop}"}, make={"stop": stops}),
    f"POST {_STOP}": Row(may=EVERYBODY, form={"t": "{stop}"}, make={"stop": stops}),
}
