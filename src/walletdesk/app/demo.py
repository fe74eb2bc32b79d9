"""What a demonstration begins with: hours, promises, staff by role, articles. Safe to repeat."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from walletdesk.app.wiring import System
from walletdesk.automation.starter import starter_replies
from walletdesk.hours import DEFAULT_CALENDAR, Calendar, OneOff, Span, WeeklySpan
from walletdesk.kernel.ids import TeamId
from walletdesk.kernel.viewers import Role
from walletdesk.knowledge.starter import starter_topics
from walletdesk.platform.settings import Settings
from walletdesk.sla import DEFAULT_POLICY, FIRST_TARGETS, Policy
from walletdesk.staff import NewAgent
from walletdesk.tickets.desks import Desk, DeskKind


@dataclass(frozen=True, slots=True)
class Account:
    login: str
    name: str
    role: Role
    languages: tuple[str, ...]
    password: str
    team: str = ""
    capacity: int = 6
    state: str = ""  # how the demonstration finds them; empty: only if somebody signs in


FRONT, FUNDS, RISK = "一线 Front", "资金专席 Funds desk", "风险专席 Risk desk"
PARTNERS = "企业专席 Partner desk"
PLAYED_AN_HOUR = 5_000  # contacts that are played all come from this machine's one address
TEAMS = (FRONT, FUNDS, RISK, PARTNERS)
SPECIALISTS = {DeskKind.FUNDS: (FUNDS, 240), DeskKind.RISK: (RISK, 60), DeskKind.PARTNER: (PARTNERS, 30)}
ALL = "*"
ACCOUNTS = (
    Account("admin", "Admin 1", Role.ADMIN, ("zh-CN", "en"), "demo only: admin 1", team=ALL),
    Account("lead", "Lead 1", Role.LEAD, ("zh-CN", "en"), "demo only: lead 1", team=ALL),
    Account("agent1", "Front agent 1", Role.AGENT, ("zh-CN", "en"), "demo only: agent 1", FRONT, 6, "away"),
    Account("agent2", "Front agent 2", Role.AGENT, ("en",), "demo only: agent 2", FRONT, 3, "online"),
)
COLLEAGUES = (  # who make the floor look inhabited; they come a moment after the start
    Account("agent3", "Front agent 3", Role.AGENT, ("zh-CN",), "demo only: agent 3", FRONT, 4, "away"),
    Account("funds1", "Funds desk 1", Role.AGENT, ("zh-CN", "en"), "demo only: funds 1", FUNDS, 1, "online"),
    Account("risk1", "Risk desk 1", Role.AGENT, ("zh-CN", "en"), "demo only: risk 1", RISK, 1, "online"),
)


TO_TRY = (
    "Open the sample wallet, press Help, ask something, then ask for a person.",
    "Sign in to the workspace as agent1 in another window, go online, answer. ? shows every key.",
    "Paste a recovery phrase as the contact (make one up): it is stopped before it leaves the browser.",
    "Sign in as lead and press B: who waits and why, which promises are near, who is where.",
    "Bring more people: walletdesk simulate --scenario peak, and watch the board.",
)


def for_demonstration(settings: Settings) -> Settings:
    """With the sample wallet and phones that ring nobody, room for a crowd, and logs for a terminal."""
    log = msgspec.structs.replace(settings.log, format="text")
    voice = msgspec.structs.replace(settings.voice, provider=settings.voice.provider or "simulator")
    many = max(settings.limits.sessions_per_hour, PLAYED_AN_HOUR)
    limits = msgspec.structs.replace(settings.limits, sessions_per_hour=many)
    inboxes = [msgspec.structs.replace(one, voice="both") for one in settings.inboxes]
    return msgspec.structs.replace(
        settings, development=True, log=log, voice=voice, limits=limits, inboxes=inboxes
    )


def closed_night(now: datetime, zone: str) -> OneOff:
    """A demonstration is open at all hours, but for last night: somebody must have come after hours."""
    yesterday = now.astimezone(ZoneInfo(zone)).date() - timedelta(days=1)
    return OneOff(on=yesterday, name="Closed night", spans=(Span(6 * 60, 24 * 60),))


async def first_steps(
    system: System, *, always_open: bool = False, one_offs: tuple[OneOff, ...] = ()
) -> None:
    """What every installation needs to answer "when": a calendar and a policy, until a lead sets others."""
    opens, closes = (0, 24 * 60) if always_open else (9 * 60, 21 * 60)
    week = tuple(WeeklySpan(day, opens, closes) for day in range(7))
    zone = system.engine.settings.time_zone
    calendar = Calendar(id=DEFAULT_CALENDAR, name="Support", zone=zone, week=week, one_offs=one_offs)
    await system.work.hours.ensure(calendar)
    policy = Policy(
        id=DEFAULT_POLICY, name="First promises", calendar=DEFAULT_CALENDAR, targets=FIRST_TARGETS
    )
    await system.work.targets.ensure(policy)
    await system.answers.editing.add_starters(starter_topics())
    await system.work.replies.add_starters(starter_replies())


async def demo_staff(system: System, accounts: tuple[Account, ...] = ACCOUNTS) -> None:
    """Teams and accounts; what is there since the last time stays as it is."""
    known = {team.name: team.id for team in await system.staff.teams.list()}
    for name in TEAMS:
        if name not in known:
            known[name] = (await system.staff.teams.found(name)).id
    there = {agent.login for agent in await system.staff.personnel.list()}
    for account in accounts:
        if account.login not in there:
            await system.staff.personnel.enrol(_new(account, known), account.password)
    await system.staff.directory.load()
    await _specialists(system, known)


async def _specialists(system: System, teams: dict[str, TeamId]) -> None:
    """Which of the teams are specialists, until a lead decides otherwise."""
    keeping = system.specialists.keeping
    there = {one.kind for one in await keeping.list()}
    for kind, (team, minutes) in SPECIALISTS.items():
        if kind not in there:
            await keeping.keep(Desk(kind=kind, team=teams[team], minutes=minutes), by="")


def _new(account: Account, teams: dict[str, TeamId]) -> NewAgent:
    own = teams.values() if account.team == ALL else [teams[account.team]] if account.team else []
    return NewAgent(
        login=account.login,
        name=account.name,
        role=account.role,
        teams=frozenset(own),
        languages=account.languages,
        skills={"general": 2},
        capacity=account.capacity,
    )
