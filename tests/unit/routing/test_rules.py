"""Which rule takes a conversation, what a plan may say, and who keeps it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest

from tests.support.routing import NOON
from walletdesk.kernel.errors import Conflict, Invalid
from walletdesk.kernel.ids import AgentId, TeamId
from walletdesk.kernel.jobs import Job
from walletdesk.routing.rules import Arranging, Facts, Overflow, Plan, Rule, Weights, first

LEAD = AgentId("agt_lead")
FACTS = Facts(inbox="inb_a", channel="email", language="zh", topic="stuck", organization="", category="app")


@dataclass
class MemoryPlan:
    """The row, the audit and the jobs of one installation with the teams ``a`` and ``b`` and a desk."""

    kept: Plan = field(default_factory=Plan)
    noted: list[str] = field(default_factory=list)
    jobs: list[str] = field(default_factory=list)

    async def plan(self) -> Plan:
        return self.kept

    async def save(self, plan: Plan) -> bool:
        if plan.version != self.kept.version + 1:
            return False
        self.kept = plan
        return True

    async def note(self, at: object, actor: str, action: str, target: str) -> None:
        self.noted.append(action)

    def schedule(self, *jobs: Job) -> None:
        self.jobs += [job.kind for job in jobs]

    async def is_team(self, id: TeamId) -> bool:
        return id in {"a", "b", "desk"}

    async def specialists_of(self, team: TeamId | None) -> str:
        return "funds" if team == "desk" else ""


@dataclass
class Block:
    plan: MemoryPlan
    audit: MemoryPlan

    def schedule(self, *jobs: Job) -> None:
        self.plan.schedule(*jobs)


def keeping(memory: MemoryPlan) -> Arranging:
    @asynccontextmanager
    async def block() -> AsyncIterator[Block]:
        yield Block(memory, memory)

    return Arranging(open_work=block, reading=memory, places=memory, clock=lambda: NOON)


def test_the_first_rule_that_fits_takes_it() -> None:
    rules = [
        Rule(language="en", team="a"),
        Rule(channel="email", category="app", team="b"),
        Rule(channel="email", team="a"),
    ]
    assert first(rules, FACTS) == 1
    assert first(rules, replace(FACTS, category="")) == 2
    assert first(rules, replace(FACTS, channel="webchat")) is None
    assert first([Rule(team="a")], Facts()) == 0


@pytest.mark.parametrize("name", ["inbox", "channel", "language", "topic", "organization", "category"])
def test_every_condition_counts(name: str) -> None:
    value = "zh" if name == "language" else "x"
    rule = replace(Rule(team="a"), **{name: value})  # type: ignore[arg-type]
    assert first([rule], Facts()) is None
    assert first([rule], replace(Facts(), **{name: value})) == 0


@pytest.mark.parametrize(
    "plan",
    [
        {"weights": Weights({"email": 9})},
        {"weights": Weights({"email": 101})},
        {"weights": Weights({"E mail": 50})},
        {"overflow": (Overflow(minutes=0, team="a", to="b"),)},
        {"overflow": (Overflow(minutes=5, team="a", to="a"),)},
        {"overflow": (Overflow(minutes=5, to="b"),)},
        {"overflow": (Overflow(minutes=5, team="a", to="b"), Overflow(minutes=9, team="a", to="c"))},
        {"rules": (Rule(channel="email"),)},
        {"rules": (Rule(team="a", priority="normal"),)},
        {"rules": (Rule(team="a", language="fr"),)},
        {"rules": (Rule(skill="Funds"),)},
        {"rules": (Rule(team="a", level=2),)},
        {"rules": (Rule(skill="funds", level=4),)},
        {"rules": (Rule(team="a"),) * 51},
    ],
)
def test_a_plan_that_cannot_be_kept_is_refused(plan: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        Plan(**plan)  # type: ignore[arg-type]


async def test_who_saves_what_was_read_before_somebody_else_saved_is_told() -> None:
    memory = MemoryPlan()
    arranging = keeping(memory)
    await arranging.set_rules(LEAD, 0, [Rule(team="a")])
    kept = await arranging.set_queues(
        LEAD, 1, weights=Weights({"email": 50}), overflow=[Overflow(minutes=5, team="a", to="b")]
    )
    assert (kept.version, kept.rules, memory.jobs) == (2, (Rule(team="a"),), ["routing.reweigh"])
    assert memory.noted == ["queue_rules_set", "queues_set"]
    with pytest.raises(Conflict):
        await arranging.set_rules(LEAD, 1, [])
    assert (await arranging.rule_for(FACTS), (await arranging.weights()).of("email")) == (Rule(team="a"), 50)
    assert (await keeping(MemoryPlan()).rule_for(FACTS)) is None


async def test_only_teams_that_there_are_and_nothing_out_of_a_desk() -> None:
    memory = MemoryPlan()
    arranging = keeping(memory)
    with pytest.raises(Invalid):
        await arranging.set_rules(LEAD, 0, [Rule(team="gone")])
    with pytest.raises(Invalid):
        await arranging.set_queues(
            LEAD, 0, weights=Weights(), overflow=[Overflow(minutes=5, team="desk", to="a")]
        )
    memory.kept = Plan(overflow=(Overflow(minutes=5, team="desk", to="a"), Overflow(minutes=5, team="desk")))
    assert list(await arranging.overflow()) == [Overflow(minutes=5, team="desk")]
