"""Life for a running demonstration: contacts who ask, wait, leave and come back, and its agents who answer.

Everything goes through the same doors as for people; nothing is written into the database by hand.
A peak is a play of its own: ``life/rush``.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from statistics import median

import click
import httpx

from walletdesk.app.demo import ACCOUNTS, COLLEAGUES, Account
from walletdesk.app.life.doors import AgentDoor, ContactDoor, Json, ShutError
from walletdesk.kernel.viewers import Role

QUESTIONS = {
    "zh-CN": (
        "usdt 转过来一直没到",
        "忘记密码了怎么办",
        "有人说自己是客服让我发助记词",
        "转账一直 pending",
        "转人工",
        "有没有活人",
    ),
    "en": (
        "my usdt has not arrived",
        "i forgot my wallet password",
        "someone from support messaged me",
        "human please",
    ),
}
MORE = {
    "zh-CN": ("在吗？", "就是刚才那笔", "好的，我看看"),
    "en": ("anyone there?", "it is the same transfer", "ok let me look"),
}
ANSWERS = {
    "zh-CN": ("您好，我在。前面的内容我都看过了。", "先别操作，把交易哈希发过来。"),
    "en": ("Hello, I have read everything above.", "Please send the transaction ID."),
}


@dataclass(frozen=True, slots=True)
class Scenario:
    """``an_hour``: how many contacts come. ``wants_person``: the share of them that asks for one.

    ``pace``: seconds an agent needs for an answer.
    """

    an_hour: float
    wants_person: float
    pace: tuple[float, float]
    on_duty: bool = True


SCENARIOS = {
    "calm": Scenario(an_hour=6, wants_person=0.3, pace=(3, 8)),
    "night": Scenario(an_hour=12, wants_person=0.7, pace=(3, 8), on_duty=False),
}


@dataclass(slots=True)
class Summary:
    """What was done, as whoever did it saw it; ``kept`` are the messages that were acknowledged."""

    what: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    kept: list[tuple[ContactDoor, list[int]]] = field(default_factory=list)
    waiting: int = 0
    lost: int = 0

    def __call__(self, what: str) -> None:
        self.what[what] += 1

    def lines(self) -> Iterable[str]:
        yield from (f"{number:6} {what}" for what, number in sorted(self.what.items()))
        yield f"{self.waiting:6} still waiting for a person"
        yield f"{self.lost:6} acknowledged messages lost"
        if self.waits:
            low, half, high = min(self.waits), median(self.waits), max(self.waits)
            yield f"Waited for a first reply: {low:.0f}-{high:.0f} s, half of them under {half:.0f} s"
        else:
            yield "Waited for a first reply: nobody was answered by a person"


@dataclass(frozen=True, slots=True)
class Play:
    url: str
    scenario: Scenario
    until: float
    said: Summary


async def simulate(url: str, *, scenario: str, minutes: float, seed: int, contacts: int = 0) -> Summary:
    """``contacts`` come at once, besides those of the scenario. Says plainly where no server is."""
    chosen, loop = SCENARIOS[scenario], asyncio.get_running_loop()
    await _need_server(url)
    play = Play(url, chosen, loop.time() + minutes * 60, Summary())
    chance = random.Random(seed)  # noqa: S311 - a play
    async with asyncio.TaskGroup() as people:
        for account in _staff(on_duty=chosen.on_duty):
            people.create_task(_alone(_agent(play, account), play.said))
        people.create_task(_arrivals(play, chance, people, at_once=contacts))
    await _audit(play.said)
    return play.said


def _staff(*, on_duty: bool) -> list[Account]:
    front = [one for one in (*ACCOUNTS, *COLLEAGUES) if one.role is Role.AGENT]
    return front if on_duty else []


async def _need_server(url: str) -> None:
    async with httpx.AsyncClient(base_url=url, timeout=30) as http:
        try:
            await http.get("/healthz")
        except httpx.TransportError:
            raise click.ClickException(
                f"There is no server at {url}. Start one with: walletdesk demo"
            ) from None


async def _alone(part: Awaitable[None], said: Summary) -> None:
    """One who stumbles is counted and leaves; the others go on."""
    try:
        await part
    except (ShutError, httpx.TransportError) as refusal:
        said(f"refused: {refusal}" if isinstance(refusal, ShutError) else "connections lost")


async def _arrivals(play: Play, chance: random.Random, people: asyncio.TaskGroup, *, at_once: int) -> None:
    """As in life: each comes by themselves, so the gaps between them are uneven."""
    loop, come = asyncio.get_running_loop(), 0
    while loop.time() < play.until:
        if come >= at_once:
            pause = chance.expovariate(play.scenario.an_hour / 3600)
            if loop.time() + pause > play.until:
                return
            await asyncio.sleep(pause)
        come += 1
        people.create_task(_alone(_contact(play, random.Random(chance.random())), play.said))  # noqa: S311 - a play


async def _contact(play: Play, chance: random.Random) -> None:
    locale = chance.choice(["zh-CN", "zh-CN", "en"])
    async with httpx.AsyncClient(base_url=play.url, timeout=30) as http:
        door = await ContactDoor.come(http, locale)
        await door.start(chance.choice(QUESTIONS[locale]))
        acknowledged = [1]
        play.said.kept.append((door, acknowledged))
        play.said("conversations begun")
        await asyncio.sleep(chance.uniform(2, 6))
        asked = 0.0
        if chance.random() < play.scenario.wants_person:
            await door.ask_for_person()
            asked = asyncio.get_running_loop().time()
            play.said("asked for a person")
        await _stay(play, door, chance, asked, acknowledged)


async def _stay(
    play: Play, door: ContactDoor, chance: random.Random, asked: float, acknowledged: list[int]
) -> None:
    """Until somebody answers and it is solved, the patience is over, or the play is."""
    loop, more = asyncio.get_running_loop(), chance.randint(0, 3)
    while loop.time() < play.until:
        await asyncio.sleep(chance.uniform(2, 8))
        seen = await door.look()
        if asked and any(item["author"]["kind"] == "agent" for item in seen["items"]):
            play.said.waits.append(loop.time() - asked)
            asked = 0.0
        if seen["head"]["status"] in ("resolved", "closed"):
            return await _farewell(play, door, chance, seen)
        if more:
            more -= 1
            stored = await door.say(chance.choice(MORE[door.locale]))
            acknowledged.append(stored["seq"])
            play.said("messages of contacts")
        elif not asked and seen["head"]["status"] == "open":
            return play.said("left with the bot's answer")
    return None


async def _farewell(play: Play, door: ContactDoor, chance: random.Random, seen: Json) -> None:
    play.said("solved")
    if seen["head"]["survey"] == "asked":
        await door.rate(chance.randint(3, 5))
        play.said("ratings")


async def _agent(play: Play, account: Account) -> None:
    """Signs in, goes online, answers what is theirs and resolves what was answered."""
    loop, chance = asyncio.get_running_loop(), random.Random(account.login)  # noqa: S311 - a play
    async with httpx.AsyncClient(base_url=play.url, timeout=60) as http:
        try:
            door = await AgentDoor.sign_in(http, account.login, account.password)
        except ShutError:
            play.said(f"could not sign in: {account.login}")
            return
        line = asyncio.create_task(_be_there(door, play.until))
        await door.is_now("online")
        while loop.time() < play.until:
            await asyncio.sleep(chance.uniform(*play.scenario.pace) / 4)
            await _work(play, door, chance)
        line.cancel()
        await asyncio.gather(line, return_exceptions=True)
        await door.is_now(account.state or "away")


async def _be_there(door: AgentDoor, until: float) -> None:
    while asyncio.get_running_loop().time() < until:
        await door.stay()


async def _work(play: Play, door: AgentDoor, chance: random.Random) -> None:
    for head in await door.offered():
        with suppress(ShutError):  # it ran out, or somebody else has it
            await door.take(head["id"])
    for head in await door.mine():
        try:
            await _serve(play, door, head, chance)
        except ShutError:  # somebody wrote meanwhile, or it was taken away: looked at again next time
            play.said("agents held back")


async def _serve(play: Play, door: AgentDoor, head: Json, chance: random.Random) -> None:
    if head["unread"]:
        await asyncio.sleep(chance.uniform(*play.scenario.pace))
        now = next((one for one in await door.mine() if one["id"] == head["id"]), None)
        if now is None:
            return
        locale = "zh-CN" if head["locale"].startswith("zh") else "en"
        seen, text = now["last_seq"], chance.choice(ANSWERS[locale])
        await door.write(head["id"], text, f"sim{seen}", seen=seen)
        play.said("messages of agents")
    elif chance.random() < 0.2:
        await door.resolve(head["id"])
        play.said("resolved by agents")


async def _audit(said: Summary) -> None:
    """Every message that was acknowledged is looked for, as its writer sees the conversation."""
    for door, acknowledged in said.kept:
        async with httpx.AsyncClient(base_url=door.base_url, timeout=30) as http:
            seen = await door.through(http).look()
        stored = {item["seq"] for item in seen["items"]}
        first = min(stored, default=1)
        said.lost += sum(1 for seq in acknowledged if seq >= first and seq not in stored)
        said.waiting += seen["head"]["status"] == "waiting_for_agent"
