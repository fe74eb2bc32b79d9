"""Every figure of the reports against those worked out on paper: ``tests/data/insights/by_hand.md``."""

import asyncio
import csv
import io
import json
import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

import pytest

from tests.support.reports import (
    BERLIN,
    MONDAY,
    SATURDAY,
    SUNDAY,
    TWO_HUNDRED,
    MemoryFigures,
    NamesOfTwo,
    facts,
    figures,
    two_hundred,
)
from walletdesk import routing
from walletdesk.insights.reports.model.deriving import figures_of
from walletdesk.insights.reports.model.facts import Did, Fact
from walletdesk.insights.reports.model.figures import Of
from walletdesk.insights.reports.model.reports import REPORTS, By, Unit
from walletdesk.insights.reports.model.stretches import Stretch, load_of
from walletdesk.insights.reports.model.tally import Number
from walletdesk.insights.reports.ports import Asked, Talk
from walletdesk.insights.reports.service.reporting import Made, Reporting
from walletdesk.insights.reports.showing import Cell, as_csv, shown, text_of
from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, SurveyId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.surveys.model import Asking, Marks, Survey

T = TypeVar("T")

ALL = Asked(first=SATURDAY, last=MONDAY, by=By.DAY)
MINUTE, HOUR = 60, 3600
TUESDAY_NOON = datetime(2026, 3, 31, 10, tzinfo=UTC)
LEAD = AgentViewer(agent=AgentId("agt_lead"), role=Role.LEAD, teams=frozenset())

BY_HAND: dict[str, Sequence[Number]] = {
    "volume": (24, 7, 7 / 24),
    "first_replies": (14, 240, 600, 2400, 2400),
    "next_replies": (13, 240, 1800, 3000, 3600),
    "resolutions": (23, 1200, 3600, 7200, 7200, 1, 1 / 23),
    "waits": (16, 180, 300, 1800, 1800, 2, 1, 2 / 18),
    "promises": (11, 1, 11 / 12, 1),
    "surveys": (8, 3.5, 22 / 6, 11 / 3, 4, 3.5, 3),
    "bot": (6, 5, 5 / 6, 6, 4, 2, 0.5),
    "transfers": (16, 2, 0.125),
    "backlog": (2, 122_340, 129_480, 129_480),
}


class EverythingIsTheirs:
    async def seen_by(
        self, viewer: AgentViewer, ids: Collection[ConversationId]
    ) -> dict[ConversationId, Talk]:
        return {id: Talk(subject="", status="open", assignee=None) for id in ids}


@pytest.fixture(scope="module")
def reporting() -> Reporting:
    return Reporting(
        figures=MemoryFigures(figures(facts(two_hundred()))),
        names=NamesOfTwo(),
        talks=EverythingIsTheirs(),
        aside=asyncio.to_thread,
        clock=lambda: TUESDAY_NOON,
        zone=BERLIN,
    )


async def made(
    reporting: Reporting, name: str, by: By = By.DAY, channel: str = "", language: str = ""
) -> Made:
    asked = replace(ALL, by=by, channel=channel, language=language)
    return await reporting.make(name, asked, "en")


async def rows(reporting: Reporting, name: str, by: By, column: int = 0) -> dict[str | int, Number]:
    return {line.key: line.cells[column] for line in (await made(reporting, name, by)).lines}


def test_there_are_two_hundred() -> None:
    assert len(two_hundred()) == 200


def test_every_report_is_worked_out_on_paper() -> None:
    assert {one.name for one in REPORTS} == {*BY_HAND, "agents"}


@pytest.mark.parametrize("name", BY_HAND)
async def test_altogether_it_is_what_paper_says(reporting: Reporting, name: str) -> None:
    assert list((await made(reporting, name)).totals) == pytest.approx(list(BY_HAND[name]))


async def test_conversations_by_what_they_are(reporting: Reporting) -> None:
    days = [SATURDAY.toordinal(), SUNDAY.toordinal(), MONDAY.toordinal()]
    assert await rows(reporting, "volume", By.DAY) == dict(zip(days, (10, 7, 7), strict=True))
    assert await rows(reporting, "volume", By.DAY, 1) == dict(zip(days, (2, 2, 3), strict=True))
    assert await rows(reporting, "volume", By.WEEK) == {days[0] - 5: 17, days[2]: 7}
    assert await rows(reporting, "volume", By.CHANNEL) == {"webchat": 19, "email": 4, "form": 1}
    assert await rows(reporting, "volume", By.LANGUAGE) == {"zh": 15, "en": 9}
    assert await rows(reporting, "volume", By.TOPIC) == {"gas-fee": 4, "swap": 3, "": 17}
    hours = await rows(reporting, "volume", By.HOUR)
    assert {hour: n for hour, n in hours.items() if n} == {
        0: 1, 1: 1, 9: 5, 10: 2, 11: 1, 12: 6, 13: 2, 14: 3, 15: 1, 16: 1, 23: 1,
    }  # fmt: skip
    assert [n for n in (await rows(reporting, "volume", By.WEEKDAY)).values() if n] == [7, 10, 7]


async def test_the_middle_of_each_day(reporting: Reporting) -> None:
    assert list((await rows(reporting, "first_replies", By.DAY, 1)).values()) == [180, 300, 360]


async def test_promises_by_what_was_promised(reporting: Reporting) -> None:
    found = {line.key: list(line.cells) for line in (await made(reporting, "promises", By.PROMISE)).lines}
    assert found == {"first_reply": [10, 1, 10 / 11, 1], "next_reply": [1, 0, 1.0, 0]}


async def test_marks_on_the_day_of_the_first_answer(reporting: Reporting) -> None:
    assert list((await rows(reporting, "surveys", By.DAY)).values()) == [3, 4, 1]


def test_an_answer_after_it_was_opened_again_counts_alone_on_its_own_day() -> None:
    """Of Saturday 2 and 1; of Monday 5, thought over on Tuesday: 4. As surveys count it."""
    saturday, monday = datetime(2026, 3, 28, 9, tzinfo=UTC), datetime(2026, 3, 30, 9, tzinfo=UTC)
    survey = Survey(
        id=SurveyId("srv_1"),
        contact=ContactId("con_1"),
        conversation=ConversationId("cnv_1"),
        asked_at=saturday,
    )
    survey, first = survey.answered(Marks(overall=2, speed=1), saturday)
    again = Asking(contact=survey.contact, locale="en", resolved_at=monday, matters=("cnv_1",))
    asked = survey.asked_again(again)
    assert asked is not None
    survey, second = asked.answered(Marks(overall=5), monday)
    survey, third = survey.answered(Marks(overall=4), monday + timedelta(hours=20))
    told = figures(facts([first, second, third]))
    assert [(one.word, one.value, one.day) for one in told] == [("overall", 4, MONDAY.toordinal())]


def test_who_lost_the_line_came_back_and_was_served_is_counted_as_both() -> None:
    noon = datetime(2026, 3, 28, 12, tzinfo=UTC)
    talk, contact = ConversationId("cnv_1"), ContactId("con_1")
    lost = routing.QueueLeft(
        at=noon + timedelta(minutes=10),
        conversation=talk,
        contact=contact,
        reason="contact_gone",
        waited_ms=0,
    )
    back = routing.QueueRejoined(at=noon + timedelta(minutes=30), conversation=talk, contact=contact)
    asked = Fact(about=talk, at=millis(noon), did=Did.ASKED)
    given = replace(asked, at=millis(noon + timedelta(minutes=34)), did=Did.GIVEN, agent="agt_ana")
    waits = [one for one in figures([asked, *facts([lost, back]), given]) if one.of is Of.WAIT]
    assert [(one.word, one.seconds) for one in waits] == [("lost", 600), ("served", 240)]


async def test_a_transfer_is_counted_under_the_team_it_went_to(reporting: Reporting) -> None:
    assert await rows(reporting, "waits", By.TEAM) == {"tea_front": 13, "tea_funds": 3}


async def test_the_backlog_at_the_end_of_each_day(reporting: Reporting) -> None:
    found = [list(line.cells) for line in (await made(reporting, "backlog")).lines]
    assert found == [
        [1, 1740, 1740, 1740],
        [2, 35_940, 43_080, 43_080],
        [2, 122_340, 129_480, 129_480],
    ]


async def test_what_agents_carry(reporting: Reporting) -> None:
    found = await made(reporting, "agents", By.AGENT)
    ana, bo = (list(line.cells) for line in found.lines)
    assert ana == pytest.approx([8, 1, 13, 18 * HOUR, 0, 8 * HOUR + 10 * MINUTE, 1.572016], abs=1e-5)
    assert bo == pytest.approx([9, 0, 14, 31 * HOUR + 50 * MINUTE, 33 * MINUTE, 15 * HOUR, 1])
    sums = [17, 1, 27, 49 * HOUR + 50 * MINUTE, 33 * MINUTE, 15 * HOUR, 1.572016]
    assert list(found.totals) == pytest.approx(sums, abs=1e-5)


def test_above_the_limit_counts_what_channels_weigh() -> None:
    """Limit 1: two mails of a half are not above it; with a chat beside them they are, for 10 seconds."""
    held = [
        Stretch(0, 60_000, "ann", weight=50),
        Stretch(0, 60_000, "ann", weight=50),
        Stretch(50_000, 70_000, "ann"),
    ]
    load = load_of("ann", held=held, online=(), replies=0, capacity=1, between=(0, 99_000))
    assert load.over == 10


async def test_ten_minutes_are_no_pause(reporting: Reporting) -> None:
    saturday = Asked(first=SATURDAY, last=SATURDAY, by=By.AGENT)
    bo = (await reporting.make("agents", saturday, "en")).lines[1]
    assert (bo.key, bo.cells[5]) == ("agt_bo", 8 * HOUR)


async def test_an_agent_sees_the_own_row_alone(reporting: Reporting) -> None:
    own = await reporting.own(replace(LEAD, agent=AgentId("agt_bo")), replace(ALL, by=By.AGENT))
    assert ([line.key for line in own.lines], own.totals) == (["agt_bo"], [])


async def test_narrowed_it_is_less(reporting: Reporting) -> None:
    email = await made(reporting, "volume", channel="email")
    assert [line.cells[0] for line in email.lines] == [1, 0, 3]
    english = await made(reporting, "first_replies", language="en")
    assert english.totals[0] == 5  # 3, 5, 7, 9, s3


async def test_behind_a_cell_are_as_many_as_it_says(reporting: Reporting) -> None:
    for one in REPORTS:
        for by in set(one.by) - {By.AGENT}:
            found = await made(reporting, one.name, by)
            for place, column in enumerate(one.columns):
                if column.which and column.unit == "count":
                    for line in found.lines:
                        behind = await reporting.behind(
                            LEAD, one.name, found.asked, str(line.key), column.key
                        )
                        assert len(behind) == line.cells[place], (one.name, by, column.key, line.key)


async def test_the_longest_come_first(reporting: Reporting) -> None:
    asked = replace(ALL, by=By.CHANNEL)
    behind = await reporting.behind(LEAD, "first_replies", asked, "webchat", "p90")
    assert [one.conversation for one in behind][:3] == ["cnv_s3", "cnv_10", "cnv_06"]


def test_whatever_order_they_are_told_in_and_however_often() -> None:
    told = facts(two_hundred())
    expected = figures(told)
    for seed in range(5):
        mixed = random.Random(seed).sample(told, len(told))  # noqa: S311 - any order will do
        assert figures(mixed) == expected


def test_two_days_of_one_night_the_clock_jumps() -> None:
    """No. 6 is resolved an hour after it began, when the clock says two hours later."""
    night = [fact for fact in facts(two_hundred()) if fact.about == "cnv_06"]
    resolved = next(one for one in figures_of(night, BERLIN) if one.of == "resolution")
    assert (date.fromordinal(resolved.day), resolved.hour, resolved.seconds) == (SUNDAY, 3, 3600)


def test_counted_a_second_way_from_the_events_as_they_stand() -> None:
    """Nothing of ours but the file: who asked, who wrote, and the clock."""
    told: dict[str, list[dict[str, str]]] = {}
    for line in TWO_HUNDRED.read_text("utf-8").splitlines():
        event = json.loads(line)
        told.setdefault(event.get("conversation", ""), []).append(event)
    first, resolved, waited = [], [], []
    for events in told.values():
        asked = [at(one) for one in events if one["event"] == "AgentRequested"]
        written = [at(one) for one in events if one.get("author") == "agent"]
        given = [at(one) for one in events if one["event"] == "AgentAssigned"]
        begun = [at(one) for one in events if one["event"] in {"ConversationStarted", "ConversationReopened"}]
        ended = [at(one) for one in events if one["event"] == "ConversationResolved"]
        first += [written[0] - asked[0]] if written else []
        resolved += [end - max(b for b in begun if b < end) for end in ended]
        waited += [min(g for g in given if g > ask) - ask for ask in asked if any(g > ask for g in given)]
    every = figures(facts(two_hundred()))
    for of, lengths in ((Of.FIRST_REPLY, first), (Of.RESOLUTION, resolved)):
        assert sorted(one.seconds or 0 for one in every if one.of is of) == sorted(map(int, lengths))
    served = [one.seconds or 0 for one in every if one.of is Of.WAIT and one.word == "served"]
    assert sorted(served) == sorted(map(int, waited))


def at(event: dict[str, str]) -> float:
    return datetime.fromisoformat(event["at"]).timestamp()


async def test_a_file_is_what_the_screen_shows_and_nothing_in_it_is_calculated(reporting: Reporting) -> None:
    told = shown(await made(reporting, "volume", By.TEAM), "zh-CN", "Europe/Berlin")
    told.rows[0].title = '=HYPERLINK("https://wallet.example")'
    file = as_csv(told, "zh-CN")
    rows = list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))
    assert file.startswith(b"\xef\xbb\xbf")
    assert rows[1][0] == "'" + told.rows[0].title
    assert rows[2][1:] == [cell.text for cell in told.rows[1].cells]
    assert (rows[0][0], rows[-1][0]) == ("客服组", "合计")


async def test_the_newest_day_stands_first_in_the_words_of_its_reader(reporting: Reporting) -> None:
    told = shown(await made(reporting, "volume", By.DAY), "en", "Europe/Berlin")
    assert [(row.title, row.day) for row in told.rows] == [
        ("Mon 30 Mar 2026", "2026-03-30"),
        ("Sun 29 Mar 2026", "2026-03-29"),
        ("Sat 28 Mar 2026", "2026-03-28"),
    ]
    told.rows[0].cells[0] = Cell(1234, text_of(Unit.COUNT, 1234))
    assert told.rows[0].cells[0].text == "1,234"
    rows = list(csv.reader(io.StringIO(as_csv(told, "en").decode("utf-8-sig"))))
    assert (rows[1][:2], rows[2][0], rows[-1][0]) == (["2026-03-30", "1234"], "2026-03-29", "Total")
    weeks = shown(await made(reporting, "volume", By.WEEK), "zh-CN", "Europe/Berlin")
    assert [row.title for row in weeks.rows] == ["2026 年 3 月 30 日（周一）", "2026 年 3 月 23 日（周一）"]


@pytest.mark.parametrize("name", ["volume", "backlog", "agents"])
async def test_nothing_is_counted_where_messages_are_taken(reporting: Reporting, name: str) -> None:
    aside = []

    async def beside(work: Callable[[], T], /) -> T:
        aside.append(work)
        return work()

    by = By.AGENT if name == "agents" else By.DAY
    told = await made(replace(reporting, aside=beside), name, by)
    assert (len(aside), told) == (1, await made(reporting, name, by))
