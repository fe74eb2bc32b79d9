"""The order of the queue, who gets what, and why somebody waits."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.routing import EN, NOON, ZH, asked, member, minutes
from walletdesk.kernel.ids import AgentId
from walletdesk.routing.model import (
    HEAD_START,
    LONGEST_OVERTAKING,
    Agent,
    Entry,
    Load,
    Member,
    Need,
    Priority,
    Reason,
    State,
    asked_again,
    language_of,
    match,
    plan,
    why_waiting,
)
from walletdesk.routing.rules import WHOLE


def agent(
    name: str, *, open: int = 0, last: float | None = None, online: bool = True, **more: object
) -> Agent:
    given_at = None if last is None else NOON + minutes(last)
    load = Load(open=open, units=open * WHOLE, online=online, last_given_at=given_at)
    return Agent(member(name, **more), load)  # type: ignore[arg-type]


def test_the_least_loaded_agent_wins_by_share_of_capacity() -> None:
    half, third = agent("a", open=1, capacity=2), agent("b", open=2, capacity=6)
    assert match(asked("c"), [half, third]) == third


def test_a_tie_goes_to_who_has_waited_longest_for_work_and_then_to_the_lower_id() -> None:
    late, early = agent("a", last=5), agent("b", last=2)
    never, never_either = agent("d"), agent("c")
    assert match(asked("x"), [late, early]) == early
    assert match(asked("x"), [late, early, never, never_either]) == never_either


TEAM = "tea"
FIT = member("z", skills={"general": 2}, teams=frozenset({TEAM}))


@pytest.mark.parametrize(
    "unfit",
    [
        Agent(replace(FIT, skills={"general": 1}), Load(online=True)),
        Agent(replace(FIT, skills={}), Load(online=True)),
        Agent(replace(FIT, languages=frozenset({EN})), Load(online=True)),
        Agent(replace(FIT, teams=frozenset()), Load(online=True)),
        Agent(replace(FIT, availability="away"), Load(online=True)),
        Agent(replace(FIT, capacity=0), Load(online=True)),
        Agent(FIT, Load(online=True, open=2, units=200)),
        Agent(FIT, Load(online=False)),
    ],
    ids=["level", "skill", "language", "team", "away", "no capacity", "full", "not told online"],
)
def test_who_lacks_anything_is_not_chosen(unfit: Agent) -> None:
    entry = asked("c", need=Need(skill="general", level=2, language=ZH, team=TEAM))
    fit = Agent(FIT, Load(online=True, open=1, units=100))
    assert match(entry, [unfit, fit]) == fit
    assert match(entry, [unfit]) is None


@pytest.mark.parametrize(
    ("locale", "language"), [("zh-CN", ZH), ("zh-TW", ZH), ("yue", ZH), ("en-GB", EN), ("ja", EN), ("", EN)]
)
def test_the_language_of_a_locale(locale: str, language: str) -> None:
    assert language_of(locale) == language


ages = st.integers(0, 20 * 60)
priorities = st.sampled_from(list(Priority))
queues = st.lists(st.tuples(ages, priorities), min_size=2, max_size=12)


@given(queues, ages)
def test_waiting_never_changes_an_order_and_never_moves_anybody_back(
    queue: list[tuple[int, Priority]], later: int
) -> None:
    """Effective priority = head start + time waited. It grows alike for all: nobody moves back."""
    line = [asked(f"c{n}", at=NOON + minutes(at), priority=p) for n, (at, p) in enumerate(queue)]
    now = NOON + minutes(20 * 60 + later)

    def effective(entry: Entry) -> timedelta:
        return HEAD_START[entry.priority] + (now - entry.entered_at)

    by_order = sorted(line, key=lambda entry: entry.order)
    by_priority = sorted(line, key=lambda entry: (-effective(entry), entry.conversation))
    assert by_order == by_priority


@given(ages, priorities, st.integers(1, 10_000), priorities)
def test_who_comes_later_than_the_longest_head_start_is_never_served_before(
    at: int, mine: Priority, later: int, theirs: Priority
) -> None:
    me = asked("me", at=NOON + minutes(at), priority=mine)
    bound = LONGEST_OVERTAKING - HEAD_START[mine]
    other = asked("another", at=me.entered_at + bound + timedelta(seconds=later), priority=theirs)
    assert me.order < other.order


def simulate(line: list[Entry], *, served_every: float, until: float) -> dict[str, float]:
    """One agent, one conversation at a time; minutes waited by conversation."""
    waiting: list[Entry] = []
    arrivals = sorted(line, key=lambda entry: entry.entered_at, reverse=True)
    waited: dict[str, float] = {}
    minute = 0.0
    while minute < until:
        now = NOON + minutes(minute)
        while arrivals and arrivals[-1].entered_at <= now:
            waiting.append(arrivals.pop())
        if waiting:
            first = min(waiting, key=lambda entry: entry.order)
            waiting.remove(first)
            waited[first.conversation] = (now - first.entered_at) / minutes(1)
        minute += served_every
    return waited


def test_an_endless_stream_of_urgent_ones_cannot_starve_a_question() -> None:
    """Urgent ones take all there is: by priority alone the question would wait for ever."""
    question = asked("question")
    two_days = 2 * 24 * 60
    urgent = [
        asked(f"u{n:04}", at=NOON + minutes(n), priority=Priority.SECURITY) for n in range(0, two_days, 10)
    ]
    waited = simulate([question, *urgent], served_every=10, until=two_days)
    assert waited["question"] <= LONGEST_OVERTAKING / minutes(1) + 10


@given(st.lists(st.tuples(st.integers(0, 600), priorities), max_size=60), st.integers(0, 600))
def test_the_wait_is_bounded_by_who_was_there_and_who_may_overtake(
    others: list[tuple[int, Priority]], mine: int
) -> None:
    """At most those in line when I came and those who may overtake me are served before me."""
    me = asked("me", at=NOON + minutes(mine))
    line = [asked(f"c{n}", at=NOON + minutes(at), priority=p) for n, (at, p) in enumerate(others)]
    before = [entry for entry in line if entry.entered_at <= me.entered_at]
    overtaking = [e for e in line if me.entered_at < e.entered_at <= me.entered_at + HEAD_START[e.priority]]
    waited = simulate([me, *line], served_every=10, until=2000)
    assert waited["me"] <= 10 * (len(before) + len(overtaking) + 1)


crews = st.lists(
    st.builds(
        lambda n, busy, capacity, skills, languages, last: Agent(
            Member(
                id=AgentId(f"a{n}"),
                skills=dict.fromkeys(skills, 1),
                languages=frozenset(languages),
                capacity=capacity,
                availability="online",
            ),
            Load(
                open=busy,
                units=busy * WHOLE,
                online=True,
                last_given_at=None if last is None else NOON - minutes(last),
            ),
        ),
        st.integers(0, 999),
        st.integers(0, 3),
        st.integers(0, 4),
        st.sets(st.sampled_from(["general", "funds"])),
        st.sets(st.sampled_from([ZH, EN])),
        st.none() | st.integers(0, 9),
    ),
    max_size=6,
    unique_by=lambda one: one.id,
)
lines = st.lists(
    st.tuples(ages, priorities, st.sampled_from(["", "general", "funds"]), st.sampled_from(["", ZH, EN])),
    max_size=15,
)


@given(crews, lines, st.sets(st.integers(0, 999), max_size=3), st.integers(0, 999))
def test_a_plan_for_many_is_one_match_after_the_other(
    crew: list[Agent], queue: list[tuple[int, Priority, str, str]], passed: set[int], knows: int
) -> None:
    out = frozenset(AgentId(f"a{n}") for n in passed)
    line = [
        asked(
            f"c{n}",
            at=NOON + minutes(at),
            priority=priority,
            need=Need(skill=skill, language=language),
            passed=out,
            preferred=AgentId(f"a{knows}"),
        )
        for n, (at, priority, skill, language) in enumerate(queue)
    ]
    assert plan(line, crew, NOON) == one_by_one(line, crew)


def one_by_one(line: list[Entry], crew: list[Agent]) -> list[tuple[Entry, AgentId]]:
    agents = {one.id: one for one in crew}
    found = []
    for entry in sorted(line, key=lambda entry: entry.order):
        if best := match(entry, agents.values()):
            found.append((entry, best.id))
            agents[best.id] = best.given(NOON)
    return found


def test_why_somebody_waits_is_nothing_while_there_is_room() -> None:
    assert why_waiting(asked("c"), [agent("a")], is_open=True) is None


def test_the_hardest_cause_is_named_first() -> None:
    far = agent("a", languages=frozenset({EN}))
    assert why_waiting(asked("c"), [far], is_open=False) is Reason.NO_SKILL
    assert why_waiting(asked("c"), [far, agent("b", open=2)], is_open=False) is Reason.ALL_AT_CAPACITY
    assert why_waiting(asked("c"), [agent("b", online=False)], is_open=False) is Reason.OUTSIDE_HOURS
    assert why_waiting(asked("c"), [agent("b", online=False)], is_open=True) is Reason.NO_AGENT_ONLINE


def test_entries_with_equal_needs_stand_in_one_pool() -> None:
    assert Need(skill="funds", language=ZH).pool == Need(skill="funds", language=ZH).pool
    different = [Need(), Need(skill="x"), Need(level=2), Need(language="x"), Need(team="x")]
    assert len({need.pool for need in different}) == 5


def test_asking_again_with_more_urgency_is_heard_without_losing_the_place() -> None:
    first = asked("c")
    again = asked_again(first, asked("c", at=NOON + minutes(9), priority=Priority.SECURITY), afresh=False)
    assert (again.entered_at, again.priority) == (NOON, Priority.SECURITY)


def test_the_same_request_changes_nothing_even_where_clocks_disagree() -> None:
    by_a_slow_clock = asked("c").assigned(AgentId("a"), NOON - minutes(1))
    assert asked_again(by_a_slow_clock, asked("c"), afresh=True) == by_a_slow_clock


def test_what_is_opened_again_after_our_decision_means_that_nobody_has_it() -> None:
    given_away = asked("c").assigned(AgentId("a"), NOON + minutes(1))
    old = asked_again(given_away, asked("c", at=NOON + minutes(0.5)), afresh=True)
    fresh = asked_again(given_away, asked("c", at=NOON + minutes(2)), afresh=True)
    assert old == given_away
    assert (fresh.state, fresh.agent, fresh.entered_at) == (State.WAITING, None, NOON + minutes(2))


def test_what_was_asked_of_the_bot_while_somebody_took_it_stays_with_them() -> None:
    """The conversation had it so: nobody asks for a person once there is one."""
    taken = asked("c").assigned(AgentId("a"), NOON + minutes(1))
    assert asked_again(taken, asked("c", at=NOON + minutes(2)), afresh=False) == taken


def test_the_overflow_of_the_page_goes_by_the_time_of_asking_in_both_teams() -> None:
    """``docs/flows/queue.md``: A and B may be taken by Second too, whose own C came after them."""
    both = Need(language=ZH, team="first", also="second")
    a, b = asked("a", need=both), asked("b", at=NOON + minutes(4), need=both)
    c = asked("c", at=NOON + minutes(6), need=Need(language=ZH, team="second"))
    second, first = (agent(name, capacity=1, teams=frozenset({name})) for name in ("second", "first"))
    assert plan([c, b, a], [second], NOON + minutes(15)) == [(a, second.id)]
    assert plan([c, b], [first], NOON + minutes(16)) == [(b, first.id)]
    assert plan([c], [first], NOON + minutes(17)) == []


def test_the_half_place_of_the_page_is_kept_for_who_is_first() -> None:
    """Capacity 2, mail weighs half: after three mails the next mail does not take the rest."""
    talk, mail = asked("talk"), asked("mail", at=NOON + minutes(1), weight=WHOLE // 2)
    with_three, with_two = (
        replace(one, load=replace(one.load, units=units))
        for one, units in ((agent("ann", open=3), 3 * WHOLE // 2), (agent("ann", open=2), WHOLE))
    )
    assert plan([talk, mail], [with_three], NOON) == []
    assert plan([mail], [with_three], NOON) == [(mail, with_three.id)]
    assert plan([talk, mail], [with_two], NOON) == [(talk, with_two.id)]
