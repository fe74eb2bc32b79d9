"""The leads' reports: from what people do to the table, its file and the conversations behind it."""

import csv
import io

from sqlalchemy import text

from tests.support.installation import Agent, Installation, Json
from walletdesk.kernel.viewers import Role
from walletdesk.platform.db import statement

REPORTS = "/api/insights/reports"
FIGURES = statement(text("select * from insight_figure order by about, number"))
WHAT_IS_KEPT = statement(text("select * from insight_fact"))
IN_THE_LOG = statement(
    text(
        "select did, at, key, channel, inbox, agent, language, word, value from insight_fact "
        "where about = :talk and did in ('began', 'wrote', 'asked', 'given', 'answered', 'resolved')"
    )
)
OUR_WORD = "marmalade"


async def test_what_happened_stands_in_the_reports_once(house: Installation) -> None:
    lead, agent = await house.agent(Role.LEAD), await house.agent()
    talk = await helped(house, agent)
    await house.system.reports.tallying.count()
    first = await lead.get(f"{REPORTS}/first_replies?by=channel")
    assert [row["title"] for row in first["rows"]] == ["Website"]
    assert first["totals"][0] == {"value": 1, "text": "1"}
    kept = await lead.get(f"{REPORTS}/promises")
    assert [cell["value"] for cell in kept["totals"][:2]] == [1, 0]
    waited = await lead.get(f"{REPORTS}/waits?by=language")
    assert (waited["rows"][0]["title"], waited["totals"][0]["value"]) == ("English", 1)
    load = await lead.get(f"{REPORTS}/agents?by=agent")
    assert [row["key"] for row in load["rows"]] == [agent.id]

    behind = await lead.get(f"{REPORTS}/resolutions/conversations?by=language&key=en&column=n")
    assert [one["conversation"] for one in behind["items"]] == [talk]

    file = await lead.ask("GET", f"{REPORTS}/resolutions/table.csv?by=language")
    table = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    shown = await lead.get(f"{REPORTS}/resolutions?by=language")
    assert table == _as_shown(shown)
    assert file.content.startswith(b"\xef\xbb\xbf")

    counted, facts = await house.system.engine.db.all(FIGURES), await house.system.engine.db.all(WHAT_IS_KEPT)
    assert await house.system.reports.tallying.rebuild()
    assert await house.system.engine.db.all(FIGURES) == counted
    assert OUR_WORD not in str(facts)
    assert "con_" not in str(facts)

    await _as_if_facts_had_not_been_kept(house, talk)

    own = await agent.get("/api/insights/own-load")
    assert ([row["key"] for row in own["rows"]], own["totals"]) == ([agent.id], [])
    other = await house.agent()
    assert (await other.get("/api/insights/own-load"))["rows"] == []


async def test_what_is_asked_wrongly_is_said(house: Installation) -> None:
    lead = await house.agent(Role.LEAD)
    for path, status in (
        ("/nothing", 404),
        ("/volume?by=moon", 422),
        ("/volume?by=agent", 422),
        ("/volume?from=2026-02-30", 422),
        ("/volume?from=2026-03-02&to=2026-03-01", 422),
        ("/volume?from=0001-01-01&to=2026-03-01", 422),
        ("/volume?to=0001-01-01", 422),
        ("/agents?by=agent&channel=email", 422),
        ("/volume/conversations?by=day&key=x&column=began", 422),
        ("/volume/conversations?by=day&key=1&column=nothing", 404),
    ):
        answer = await lead.ask("GET", REPORTS + path)
        assert (path, answer.status_code) == (path, status), answer.text


async def helped(house: Installation, agent: Agent) -> str:
    await agent.ask("PUT", "/api/me/availability", {"state": "online"})
    contact = await house.contact()
    talk: str = (await contact.starts(f"{OUR_WORD} please"))["head"]["id"]
    await contact.post(f"/api/conversations/{talk}/agent")
    await house.settle()
    await agent.writes(talk, "Here I am.", "one")
    await agent.post(agent.of(talk, "/resolve"))
    await house.settle()
    return talk


async def _as_if_facts_had_not_been_kept(house: Installation, talk: str) -> None:
    """What the conversation still knows is told again as it was told then, and only once."""
    db, reports = house.system.engine.db, house.system.reports
    facts = set(await db.all(IN_THE_LOG, talk=talk))
    assert {row[0] for row in facts} == {"began", "wrote", "asked", "given", "answered", "resolved"}
    async with db.write() as tx:
        for table in ("insight_fact", "insight_about", "insight_figure"):
            await tx.run(statement(text(f"delete from {table} where about = :talk")), talk=talk)  # noqa: S608 - our own
    assert (await reports.recovering.recover(), await reports.recovering.recover()) == (1, 0)
    assert set(await db.all(IN_THE_LOG, talk=talk)) == facts
    await reports.tallying.count()
    (volume,) = await db.all(
        statement(text("select agent, seconds from insight_figure where kind = 'first_reply'"))
    )
    assert volume[0]


def _as_shown(report: Json) -> list[list[str]]:
    head = [report["rows_are"], *(column["title"] for column in report["columns"])]
    rows = [[row["title"], *(cell["text"] for cell in row["cells"])] for row in report["rows"]]
    return [head, *rows, ["Total", *(cell["text"] for cell in report["totals"])]]
