"""How long a conversation takes, measured from what agents had: by hand, and of a line that is played."""

from statistics import fmean

import pytest

from walletdesk.insights.staffing.evaluation import Play
from walletdesk.insights.staffing.model.basis import NAMES, USUAL, Facts, Source, in_force, terms_of
from walletdesk.insights.staffing.model.erlang import Work
from walletdesk.insights.staffing.model.handling import LONGEST, Handling, Held, Took, handling
from walletdesk.kernel.errors import Invalid


def held(about: str, begins: float, ends: float, agent: str = "ann", team: str = "a") -> Held:
    return Held(about, agent, team, "webchat", begins, ends - begins)


def test_a_minute_beside_others_counts_as_the_part_it_would_have_been_alone() -> None:
    """From 0 to 100 alone, to 300 beside another (at a half slower: 200 / 1.5), the other to 400 alone."""
    took = handling([held("c1", 0, 300), held("c2", 100, 400)], 0.5).all
    assert took
    each = 100 + 200 / 1.5
    assert [took.of, took.mean, took.median] == pytest.approx([2, each, each])
    assert took.together == pytest.approx((100 + 2 * 200 + 2 * 200 + 100) / 600)


def test_two_agents_who_had_it_are_one_conversation_and_one_that_rests_is_none() -> None:
    told = handling([held("c1", 0, 60), held("c1", 60, 180, "ben"), held("c2", 0, LONGEST + 1, "cyn")], 0.25)
    assert told.all
    assert (told.all.of, told.all.mean, told.rested) == (1, 180, 1)
    assert handling([], 0.25).all is None


def test_each_team_is_told_by_itself_the_larger_one_first() -> None:
    told = handling(
        [held("c1", 0, 60), held("c2", 0, 100, "ben", "b"), held("c3", 100, 300, "ben", "b")], 0.25
    )
    assert [(part.team, part.channel, part.of, part.mean) for part in told.parts] == [
        ("b", "webchat", 2, 150),
        ("a", "webchat", 1, 60),
    ]


@pytest.mark.parametrize(("alone", "slowed", "at_once"), [(600, 0.25, 3), (300, 0.0, 4), (480, 0.6, 2)])
def test_of_a_line_that_is_played_it_finds_what_it_was_played_with(
    alone: float, slowed: float, at_once: int
) -> None:
    work = Work(handling=alone, at_once=at_once, slowed=slowed)
    talks = Play(0.5 * 4 * work.pace(at_once), 4, work, 60).run(6_000, seed=3).talks
    given = [
        held(str(n), begins, begins + seconds, str(agent)) for n, (agent, begins, seconds) in enumerate(talks)
    ]
    told = handling(given, 9.0)  # is not asked: enough ended
    assert told.all
    assert told.slowed == pytest.approx(slowed, abs=0.08)
    assert told.all.mean == pytest.approx(alone, rel=0.08)
    own = handling(given, 9.0, 0.0)
    assert own.all
    assert [own.slowed, own.all.mean] == pytest.approx([told.slowed, fmean(one.seconds for one in given)])


def test_what_was_measured_holds_unless_a_lead_knows_better_or_it_is_too_little() -> None:
    facts = Facts(
        handling=Handling(all=Took(of=50, median=200, mean=240.4, together=1.5)), capacities=[3, 5, 6]
    )
    terms, bases = in_force({"people": 9, "slowed": 0.1}, facts)
    assert (terms.handling, terms.at_once, terms.people, terms.slowed) == (240, 5, 9, 0.1)
    by = {one.name: one for one in bases}
    assert [by[name].source for name in ("handling", "people", "patience", "share")] == [
        Source.MEASURED,
        Source.OWN,
        Source.ASSUMED,
        Source.ASSUMED,
    ]
    assert (by["people"].measured, by["patience"].needs, by["share"].needs) == (3, 20, 0)
    few = Facts(handling=Handling(all=Took(of=49, median=200, mean=240, together=1)))
    assert in_force({}, few)[0] == USUAL
    assert [one.name for one in bases] == list(NAMES)


def test_what_cannot_be_reckoned_with_is_refused() -> None:
    with pytest.raises(Invalid):
        terms_of({"share": 1.0})
