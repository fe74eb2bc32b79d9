"""Life for a demonstration: contacts who ask, wait, leave and come back, and the demo's agents who answer.

Everything goes through the same doors as for people; nothing is written into the database by hand.
"""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field

import click
import httpx

from walletdesk.app.demo import ACCOUNTS
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
    "zh-CN": ("在吗？", "哈希是刚才那笔", "好的，我看看"),
    "en": ("anyone there?", "it is the same transfer", "ok let me look"),
}
ANSWERS = {
    "zh-CN": ("您好，我在。前面的内容我都看过了。", "先别操作，把交易哈希发过来。"),
    "en": ("Hello, I have read everything above.", "Please send the transaction ID."),
}


@dataclass(slots=True)
class Counted:
    what: Counter[str] = field(default_factory=Counter)

    def __call__(self, what: str) -> None:
        self.what[what] += 1


async def simulate(url: str, *, contacts: int, minutes: float, seed: int) -> None:
    """Prints what happened at the end. A server that is not there is said in one line."""
    count, loop = Counted(), asyncio.get_running_loop()
    until = loop.time() + minutes * 60
    async with httpx.AsyncClient(base_url=url, timeout=30) as http:
        try:
            await http.get("/healthz")
        except httpx.TransportError:
            raise click.ClickException(
                f"There is no server at {url}. Start one with: walletdesk demo"
            ) from None
        agents = [a for a in ACCOUNTS if a.role is Role.AGENT]
        people = [_contact(url, random.Random(seed * 1000 + n), until, count) for n in range(contacts)]  # noqa: S311 - a play
        staff = [_agent(url, account.login, account.password, until, count) for account in agents]
        await asyncio.gather(*people, *staff)
    for what, number in sorted(count.what.items()):
        click.echo(f"{number:6} {what}")


async def _contact(url: str, chance: random.Random, until: float, count: Counted) -> None:
    loop = asyncio.get_running_loop()
    while loop.time() < until:
        await asyncio.sleep(chance.uniform(0, 10))
        async with httpx.AsyncClient(base_url=url, timeout=30) as http:
            await _one_conversation(http, chance, until, count)


async def _one_conversation(
    http: httpx.AsyncClient, chance: random.Random, until: float, count: Counted
) -> None:
    locale = chance.choice(["zh-CN", "zh-CN", "en"])
    opened = await http.post("/api/widget/session", json={"locale": locale})
    if opened.is_error:
        count("session refused")
        return
    http.headers["Authorization"] = f"Bearer {opened.json()['token']}"
    text = chance.choice(QUESTIONS[locale])
    start = {"client_id": "s1", "text": text, "inbox": "inb_webchat", "locale": locale}
    started = await http.post("/api/conversations", json=start)
    if started.is_error:
        count("conversation refused")
        return
    count("conversations started")
    path = f"/api/conversations/{started.json()['head']['id']}"
    await asyncio.sleep(chance.uniform(2, 6))
    if chance.random() < 0.6:
        await http.post(f"{path}/agent")
        count("asked for a person")
    await _stay(http, path, (locale, chance), until, count)


async def _stay(
    http: httpx.AsyncClient, path: str, who: tuple[str, random.Random], until: float, count: Counted
) -> None:
    locale, chance = who
    loop = asyncio.get_running_loop()
    for number in range(chance.randint(1, 4)):
        await asyncio.sleep(chance.uniform(2, 8))
        if loop.time() > until:
            return
        said = {"client_id": f"m{number}", "text": chance.choice(MORE[locale])}
        answer = await http.post(f"{path}/messages", json=said)
        count("refused" if answer.is_error else "messages of contacts")
    head = (await http.get(path)).json()["head"]
    if head["status"] == "resolved" and head["survey"] == "asked":
        await http.post(f"{path}/survey", json={"overall": chance.randint(3, 5), "manner": 5})
        count("surveys answered")


async def _agent(url: str, login: str, password: str, until: float, count: Counted) -> None:
    """Signs in, goes online, answers what is theirs and resolves what was answered."""
    loop, chance = asyncio.get_running_loop(), random.Random(login)  # noqa: S311 - a play
    async with httpx.AsyncClient(base_url=url, timeout=30) as http:
        http.headers.update({"Origin": url, "Sec-Fetch-Site": "same-origin"})
        signed = await http.post("/api/sign-in", json={"login": login, "password": password})
        if signed.is_error:
            raise click.ClickException("The demo's agents cannot sign in here. Is this a demonstration?")
        http.headers["Cookie"] = signed.headers["set-cookie"].partition(";")[0]
        http.headers["X-CSRF-Token"] = signed.json()["csrf"]
        await http.put("/api/me/availability", json={"state": "online"})
        while loop.time() < until:
            await asyncio.sleep(chance.uniform(1, 4))
            await _work(http, chance, count)
        await http.put("/api/me/availability", json={"state": "offline"})


async def _work(http: httpx.AsyncClient, chance: random.Random, count: Counted) -> None:
    mine = (await http.get("/api/workspace/conversations", params={"group": "mine"})).json()["items"]
    for head in mine:
        path = f"/api/workspace/conversations/{head['id']}"
        if head["unread"]:
            locale = "zh-CN" if head["locale"].startswith("zh") else "en"
            said = {"client_id": f"a{head['last_seq']}", "text": chance.choice(ANSWERS[locale])}
            answer = await http.post(f"{path}/messages", json=said | {"seen_seq": head["last_seq"]})
            count("agents held back" if answer.is_error else "messages of agents")
        elif chance.random() < 0.2:
            await http.post(f"{path}/resolve")
            count("resolved")
