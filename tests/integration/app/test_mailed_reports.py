"""The reports by mail, from the lead's address to the click that stops them, on both engines."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from tests.integration.app.test_reports import OUR_WORD, helped
from tests.support.installation import Agent, Installation
from tests.support.mail import Sink, Taken
from tests.support.until import until
from walletdesk.insights.digests import DigestDue, Digests
from walletdesk.insights.digests.model import FIGURES
from walletdesk.kernel.ids import AgentId
from walletdesk.kernel.viewers import AgentViewer, Role

DIGEST, REPORTS = "/api/insights/digest", "/api/insights/reports"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def test_a_lead_gets_the_figures_of_the_screen_by_mail(mailing_house: Installation, sink: Sink) -> None:
    house, mailed = mailing_house, mailing_house.system.mailed_reports
    lead = await house.agent(Role.LEAD)
    await helped(house, await house.agent())
    await house.system.reports.tallying.count()
    await _confirms(house, lead, sink)
    chosen = await lead.ask("PUT", f"{DIGEST}?locale=zh-CN", {"every": ["day"]})
    assert (chosen.json()["address"], chosen.json()["chosen"]) == ("ana.lead@mail.example", ["day"])

    today = house.system.reports.reporting.today
    morning = datetime.combine(today + timedelta(days=1), time(9), mailed.digests.needs.zone)
    later = Digests(replace(mailed.digests.needs, clock=lambda: morning))
    await later.look()
    await later.look()
    await house.settle()
    await until(lambda: len(sink.letters) == 2)
    again = DigestDue(at=morning, agent=AgentId(lead.id), every="day", first=today.toordinal())
    assert house.system.mail is not None
    await house.system.mail.digests.on_due(again)  # delivered twice, as after a kill
    letter = sink.letters[1]
    assert letter.to == ["ana.lead@mail.example"]
    await _says_what_the_screen_says(lead, _text(letter), today)

    await _one_click_stops_it(house, lead, letter.message["List-Unsubscribe"].strip("<>"))
    await lead.post(f"{DIGEST}/now", {"every": "month"})
    await house.settle()
    await until(lambda: len(sink.letters) == 3)
    assert _text(sink.letters[2]) != _text(sink.letters[1])  # of a month
    admin = AgentViewer(agent=AgentId("agt_admin"), role=Role.ADMIN)
    await house.system.staff.personnel.set_role(admin, AgentId(lead.id), Role.AGENT)
    await house.settle()
    assert await mailed.digests.find(AgentId(lead.id)) is None


async def _confirms(house: Installation, lead: Agent, sink: Sink) -> None:
    await lead.ask("PUT", f"{DIGEST}/address", {"address": "Ana.Lead@mail.example"})
    await house.settle()
    await until(lambda: len(sink.letters) == 1)
    link = re.search(r"confirm=(\S+)", _text(sink.letters[0]))
    assert link is not None
    await lead.post(f"{DIGEST}/confirm", {"token": link[1]})
    assert (await lead.ask("POST", f"{DIGEST}/confirm", {"token": link[1]})).status_code == 409


async def _says_what_the_screen_says(lead: Agent, said: str, today: date) -> None:
    for one in FIGURES:
        report = await lead.get(f"{REPORTS}/{one.report}?from={today}&to={today}&by=day&locale=zh-CN")
        place, column = next((n, c) for n, c in enumerate(report["columns"]) if c["key"] == one.column)
        assert f"{report['title']} · {column['title']}：{report['totals'][place]['text']}（上期" in said
    assert said.count("：1（上期 0，变化 +1）") == 2  # one conversation, one resolution
    assert f"/workspace/reports?from={today}&to={today}" in said
    assert OUR_WORD not in said


async def _one_click_stops_it(house: Installation, lead: Agent, stop: str) -> None:
    opened = await house.http.get(stop)
    assert (opened.status_code, "停止发送" in opened.text) == (200, True)
    assert (await lead.get(DIGEST))["chosen"] == ["day"]  # a mail scanner opens every link
    done = await house.http.post(stop, content="List-Unsubscribe=One-Click", headers=FORM)
    assert (done.status_code, (await lead.get(DIGEST))["chosen"]) == (200, [])
    assert (await house.http.post(stop.replace("?t=", "?t=x"), content="t=", headers=FORM)).status_code == 404


def _text(letter: Taken) -> str:
    part = next(one for one in letter.message.walk() if one.get_content_type() == "text/plain")
    body = part.get_payload(decode=True)
    assert isinstance(body, bytes)
    return body.decode()
