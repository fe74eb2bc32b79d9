"""A promotion played against a running demonstration: who comes, who answers, and a lead who watches.

Everything goes through the doors that people use. Only what was there before is put back at the end.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import click
import httpx

from walletdesk.app.demo import ACCOUNTS, COLLEAGUES, FRONT, FUNDS, Account
from walletdesk.app.life.crowd import Guest, crowd
from walletdesk.app.life.doors import AgentDoor, ContactDoor, Json, ShutError
from walletdesk.app.life.helping import Helper
from walletdesk.app.life.ledger import End, Ledger, Visit
from walletdesk.app.life.rush_told import Telling
from walletdesk.app.life.visiting import Visiting
from walletdesk.kernel.viewers import Role
from walletdesk.platform.i18n import Locale

LINES = 60  # of the live picture, at most
AFTERWARDS = 60.0  # seconds at least, and as long as the play: then whoever still waits is counted as such
PATIENT = httpx.Timeout(30)
_STUMBLE = (ShutError, httpx.TransportError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    url: str
    began: float
    seconds: float
    ledger: Ledger
    telling: Telling
    doors: list[AgentDoor] = field(default_factory=list)

    @property
    def now(self) -> float:
        return asyncio.get_running_loop().time() - self.began


async def rush(  # noqa: PLR0913 - what a person may say on one line
    url: str,
    *,
    minutes: float,
    seed: int,
    scale: float = 1.0,
    contacts: int = 0,
    lang: Locale = "en",
    say: Callable[[str], None] = click.echo,
) -> Ledger:
    """Play it, look everything up in the server's records, and say both."""
    guests = crowd(seed, seconds=minutes * 60, scale=scale, at_once=contacts)
    async with httpx.AsyncClient(base_url=url, timeout=PATIENT) as http:
        staff = await _sign_in(http)
        now = asyncio.get_running_loop().time()
        play = Play(url=url, began=now, seconds=minutes * 60, ledger=Ledger(), telling=Telling(lang, say))
        prepared = await _prepare(staff["admin"])
        try:
            await _play(play, guests, staff)
        finally:
            await _restore(staff["admin"], prepared)
        await _compare(play.ledger, staff["admin"])
        for account in _front():
            if door := staff.get(account.login):
                await door.is_now(account.state or "away")
    play.telling.summary(play.ledger)
    return play.ledger


def _front() -> list[Account]:
    return [one for one in (*ACCOUNTS, *COLLEAGUES) if one.role is Role.AGENT]


async def _sign_in(http: httpx.AsyncClient) -> dict[str, AgentDoor]:
    """Those of the demonstration. Where they are not, nobody is brought: it is no demonstration."""
    doors: dict[str, AgentDoor] = {}
    try:
        await http.get("/healthz")
    except httpx.TransportError:
        raise click.ClickException(
            f"There is no server at {http.base_url}. Start one with: walletdesk demo"
        ) from None
    wanted = [one for one in (*ACCOUNTS, *COLLEAGUES) if one.role is not Role.LEAD]
    for account in wanted:
        with suppress(ShutError):
            doors[account.login] = await AgentDoor.sign_in(http, account.login, account.password)
    if "admin" not in doors or not any(one.login in doors for one in _front()):
        raise click.ClickException(
            "A promotion is played only against a demonstration (walletdesk demo), "
            "never where real contacts may wait: its staff could not sign in."
        )
    return doors


async def _prepare(admin: AgentDoor) -> Json:
    """As a lead would before a promotion: a second team for the front, another way for everybody else."""
    plan = await admin.ask("GET", "/api/queues")
    teams = {team["name"]: team["id"] for team in await _teams(admin)}
    if FRONT not in teams or FUNDS not in teams:
        return plan
    overflow = [
        {"minutes": 1, "team": teams[FRONT], "to": teams[FUNDS]},
        {"minutes": 1, "team": "", "to": ""},
    ]
    rules = [{"language": "zh", "team": teams[FRONT]}]
    await _set(admin, plan, overflow, rules)
    return plan


async def _teams(admin: AgentDoor) -> Sequence[Json]:
    return list((await admin.ask("GET", "/api/staff/teams"))["items"])


async def _set(admin: AgentDoor, plan: Json, overflow: Json, rules: Json) -> None:
    version = (await admin.ask("GET", "/api/queues"))["version"]
    body = {"version": version, "weights": plan["weights"], "overflow": overflow}
    version = (await admin.ask("PUT", "/api/queues", body))["version"]
    await admin.ask("PUT", "/api/queues/rules", {"version": version, "rules": rules})


async def _restore(admin: AgentDoor, plan: Json) -> None:
    with suppress(*_STUMBLE):
        await _set(admin, plan, plan["overflow"], plan["rules"])


async def _play(play: Play, guests: Sequence[Guest], staff: dict[str, AgentDoor]) -> None:
    async with asyncio.TaskGroup() as people:
        helping = [
            people.create_task(_alone(play, Helper(staff[one.login], one, play.seconds).work()))
            for one in _front()
            if one.login in staff
        ]
        watching = people.create_task(_watch(play, staff["admin"]))
        await _arrivals(play, guests)
        for task in (watching, *helping):
            task.cancel()


async def _arrivals(play: Play, guests: Sequence[Guest]) -> None:
    async with asyncio.TaskGroup() as crowd:
        for guest in guests:
            await asyncio.sleep(max(0.0, guest.at - play.now))
            play.ledger.came += 1
            crowd.create_task(_visit(play, guest))


async def _visit(play: Play, guest: Guest) -> None:
    """One who stumbles is counted; the others go on. With nothing acknowledged they were turned away."""
    async with httpx.AsyncClient(base_url=play.url, timeout=PATIENT) as http:
        visit = Visit(number=guest.number, door=ContactDoor(http, guest.locale))
        play.ledger.visits.append(visit)
        until = play.began + play.seconds + max(AFTERWARDS, play.seconds)
        visiting = Visiting(guest, visit, play.telling, play.seconds, until)
        try:
            visit.end = await visiting.run()
        except _STUMBLE as refusal:
            play.ledger.trouble[str(refusal) or type(refusal).__name__] += 1
            visit.end = End.WAITING if visit.kept else End.TURNED_AWAY
        play.ledger.second_team += visiting.second_team
        play.ledger.another_way += visiting.another_way


async def _alone(play: Play, part: Awaitable[None]) -> None:
    try:
        await part
    except _STUMBLE as refusal:
        play.ledger.trouble[str(refusal) or type(refusal).__name__] += 1


async def _watch(play: Play, admin: AgentDoor) -> None:
    """A lead's board, every few seconds."""
    while True:
        await asyncio.sleep(max(1.0, play.seconds / LINES))
        with suppress(*_STUMBLE):
            board = await admin.ask("GET", "/api/workspace/board")
            play.ledger.most_in_line = max(play.ledger.most_in_line, board["waiting"])
            play.telling.picture(play.now, play.seconds, play.ledger, board)


async def _compare(ledger: Ledger, admin: AgentDoor) -> None:
    """By what the workspace reads from disk, not by what contacts were told."""
    for visit in ledger.visits:
        if visit.door.id:
            ledger.compare(visit.kept, await _stored(admin, visit.door.id))
            opened = await admin.ask("GET", f"/api/workspace/conversations/{visit.door.id}")
            visit.urgent = opened["head"]["priority"] != "normal"


async def _stored(admin: AgentDoor, conversation: str) -> list[tuple[str, str]]:
    said, after, more = list[tuple[str, str]](), 0, True
    while more:
        path = f"/api/workspace/conversations/{conversation}/items?limit=100&after={after}"
        page = await admin.ask("GET", path)
        items, more = page["items"], page["more"]
        said += [(one["client_id"], one["text"]) for one in items if one["author"]["kind"] == "contact"]
        after = items[-1]["seq"] if items else after
    return [one for one in said if one[0]]
