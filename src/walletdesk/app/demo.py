"""What a demonstration begins with: hours, promises, staff by role, articles. Safe to repeat."""

from dataclasses import dataclass

import msgspec

from walletdesk.app.wiring import System
from walletdesk.automation.starter import starter_replies
from walletdesk.hours import DEFAULT_CALENDAR, Calendar, WeeklySpan
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.viewers import Role
from walletdesk.knowledge.starter import starter_topics
from walletdesk.platform.settings import Settings
from walletdesk.sla import DEFAULT_POLICY, FIRST_TARGETS, Policy
from walletdesk.staff import NewAgent


@dataclass(frozen=True, slots=True)
class Account:
    login: str
    name: str
    role: Role
    languages: tuple[str, ...]
    password: str


ACCOUNTS = (
    Account("admin", "Admin 1", Role.ADMIN, ("zh-CN", "en"), "demo only: admin 1"),
    Account("lead", "Lead 1", Role.LEAD, ("zh-CN", "en"), "demo only: lead 1"),
    Account("agent1", "Front agent 1", Role.AGENT, ("zh-CN", "en"), "demo only: agent 1"),
    Account("agent2", "Front agent 2", Role.AGENT, ("en",), "demo only: agent 2"),
)


def for_demonstration(settings: Settings) -> Settings:
    """With the sample wallet, which only a demonstration has, and logs for a person at a terminal."""
    log = msgspec.structs.replace(settings.log, format="text")
    return msgspec.structs.replace(settings, development=True, log=log)


async def first_steps(system: System, *, always_open: bool = False) -> None:
    """What every installation needs to answer "when": a calendar and a policy, until a lead sets others."""
    opens, closes = (0, 24 * 60) if always_open else (9 * 60, 21 * 60)
    week = tuple(WeeklySpan(day, opens, closes) for day in range(7))
    calendar = Calendar(id=DEFAULT_CALENDAR, name="Support", zone=system.engine.settings.time_zone, week=week)
    await system.work.hours.ensure(calendar)
    policy = Policy(
        id=DEFAULT_POLICY, name="First promises", calendar=DEFAULT_CALENDAR, targets=FIRST_TARGETS
    )
    await system.work.targets.ensure(policy)
    await system.answers.editing.add_starters(starter_topics())
    await system.work.replies.add_starters(starter_replies())


async def demo_staff(system: System) -> None:
    for account in ACCOUNTS:
        new = NewAgent(
            login=account.login,
            name=account.name,
            role=account.role,
            languages=account.languages,
            skills={"general": 2},
            capacity=6,
        )
        try:
            await system.staff.personnel.enrol(new, account.password)
        except Conflict:  # there since the last time
            continue
    await system.staff.directory.load()
