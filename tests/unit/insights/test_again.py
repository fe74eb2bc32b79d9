"""What is told later than it happened to be counted: a second answer to a survey, another team."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from walletdesk.conversations import AgentAssigned, AgentRequested, ConversationMoved
from walletdesk.insights.reports.model.deriving import figures_of
from walletdesk.insights.reports.model.figures import Figure, Of
from walletdesk.insights.reports.reactions import facts_of
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, SurveyId, TeamId
from walletdesk.surveys import SurveyAnswered

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TALK, ANN = ConversationId("cnv_1"), ContactId("con_ann")


def counted(*events: Event) -> list[Figure]:
    return figures_of([fact for event in events for fact in facts_of(event)], ZoneInfo("UTC"))


def answered(hours: int, overall: int, **marks: int) -> SurveyAnswered:
    first = SurveyAnswered(
        at=NOW + timedelta(hours=hours),
        survey=SurveyId("srv_1"),
        contact=ANN,
        conversation=TALK,
        agent=None,
        overall=overall,
        again=hours > 0,
        given_at=NOW,
    )
    return replace(first, **marks)  # type: ignore[arg-type] # marks by their names


def test_of_two_answers_to_one_survey_the_last_counts_whole_on_the_day_of_the_first() -> None:
    first, again = answered(0, 1, speed=2, manner=1), answered(20, 5, manner=4, solved=5)
    for told in ([first, again], [again, first]):
        marks = {(one.word, one.value, one.day) for one in counted(*told) if one.of is Of.MARK}
        assert marks == {
            (word, value, NOW.toordinal()) for word, value in (("overall", 5), ("manner", 4), ("solved", 5))
        }


def test_another_team_by_a_rule_is_no_transfer_and_what_follows_is_that_teams() -> None:
    asked = AgentRequested(
        at=NOW,
        conversation=TALK,
        contact=ANN,
        subject="",
        locale="en",
        skill="",
        priority="normal",
        reason="asked",
    )
    moved = ConversationMoved(at=NOW + timedelta(minutes=1), conversation=TALK, team=TeamId("team_2"))
    given = AgentAssigned(
        at=NOW + timedelta(minutes=3),
        conversation=TALK,
        contact=ANN,
        agent=AgentId("agt_1"),
        previous=None,
        reason="offered",
    )
    figures = counted(asked, moved, given)
    assert [one.of for one in figures if one.of is Of.TRANSFER] == []
    assert [(one.team, one.seconds) for one in figures if one.of is Of.WAIT] == [("team_2", 180)]
