"""Every messaging provider, the whole loop: what it brings is one conversation, what we answer reaches it."""

import random
from dataclasses import replace
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from tests.support.files import picture
from tests.support.installation import Installation
from tests.support.messaging import Channel, channel
from tests.support.until import until_kept
from tests.unit.channels.messaging.test_providers import DOCUMENTED
from walletdesk.channels.arrivals import State
from walletdesk.channels.messaging import DeliveryMoved
from walletdesk.channels.messaging.fakes import Told, fakes
from walletdesk.channels.messaging.fakes.meta_talks import FakeTalks
from walletdesk.channels.messaging.model import Hook, TryLater, Unsure
from walletdesk.channels.messaging.model import State as Going
from walletdesk.channels.messaging.store import DELIVERY
from walletdesk.contacts import Why
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.ids import AgentId
from walletdesk.platform.db import statement

ROOT = Path(__file__).parents[3]
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
KINDS = sorted(fakes())
TITLES = {
    "discord": "Discord",
    "instagram": "Instagram",
    "line": "LINE",
    "messenger": "Messenger",
    "slack": "Slack",
    "telegram": "Telegram",
    "wechat": "WeChat",
    "wecom": "WeCom",
    "weibo": "Weibo",
    "whatsapp": "WhatsApp",
    "x": "X",
}
STRANGERS = {"discord": 401}  # what a wrong signature and a wrong id get: Discord tries this status
PUBLISHED = {  # their signature vectors: tests/unit/channels/messaging/test_providers.py
    "line",
    "slack",
    "wechat",
    "wecom",
    "weibo",
}


async def test_every_provider_in_and_out(house: Installation) -> None:
    for kind in KINDS:
        own = await channel(house, kind)
        for proof in PROOFS:
            await proof(own)


def test_the_table_of_providers_says_what_is_proven_here() -> None:
    """A column holds for all: the test above asks every provider for everything in it."""
    assert sorted(TITLES) == KINDS
    columns = ["Provider", "Signature vector", "Documented payload", *filter(None, PROOFS.values())]
    rows = [columns, ["---"] * len(columns)]
    for kind, title in TITLES.items():
        vector = "published" if kind in PUBLISHED else "none published"
        documented = "yes" if kind in DOCUMENTED else "no"
        rows.append([f"[{title}]({kind}.md)", vector, documented, *(["yes"] * (len(columns) - 3))])
    told = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    assert told in (ROOT / "docs/channels/README.md").read_text("utf-8"), f"the table is\n{told}"


async def answers_the_check(own: Channel) -> None:
    asked = own.fake.check(utc_now())
    if asked is not None:
        hook, answer = asked
        got = await own.post(hook)
        assert (got.status_code, got.content) == (200, answer), own.fake.kind


async def refuses_a_forgery(own: Channel) -> None:
    """A wrong signature, an unknown inbox and none look alike, and nothing of it is kept."""
    hook = type(own.fake)().hook(Told(id=own.id(), text="forged"), utc_now())
    assert hook is not None
    forged = Hook(
        method="POST",
        query={name: "0" + value[1:] for name, value in hook.query.items()},
        headers={
            name: value if name == "content-type" else f"x{value[1:]}" for name, value in hook.headers.items()
        },
        body=hook.body,
        at=hook.at,
    )
    got = [await own.post(forged), await own.post(hook, "inb_none")]
    assert [one.status_code for one in got] == [STRANGERS.get(own.fake.kind, 404)] * 2, own.fake.kind
    assert got[0].json()["detail"] == got[1].json()["detail"]
    assert await own.arrivals() == []


async def hears_once_whatever_the_order(own: Channel) -> None:
    words = ["My transfer is missing", "It was 20 USDT", "On Tron"]
    hooks = [own.fake.hook(Told(id=own.id(), text=text), utc_now()) for text in words] * 3
    random.Random(own.fake.kind).shuffle(hooks)  # noqa: S311 - an order, and the same in every run
    for hook in hooks:
        assert hook is not None
        assert (await own.post(hook)).status_code == 200
    await own.quiet()
    assert sorted(await own.heard()) == sorted(words), own.fake.kind


async def answers_reach_them(own: Channel) -> None:
    await own.hand_over()
    own.fake.sent.clear()
    await own.says("Hello?")
    moved: list[DeliveryMoved] = []
    own.house.system.engine.relay.hint(DeliveryMoved, moved.append)
    await own.answers("I look into it.")
    assert {one.conversation for one in moved} == {await own.conversation()}, "screens are told"
    await own.answers("Found it.")
    assert [one.text.partition("\n")[0] for one in own.fake.sent] == ["I look into it.", "Found it."], (
        own.fake.kind
    )


async def hears_receipts(own: Channel) -> None:
    """Whoever tells that something was read, or was not delivered, tells it of what was sent."""
    await own.says("Did you find it?")
    own.fake.sent.clear()
    await own.answers("Yes, it has arrived.")
    hook = own.fake.receipt(own.fake.sent[0], utc_now())
    if hook is not None:
        assert (await own.post(hook)).status_code == 200
        await own.quiet()
        assert (await own.deliveries())[0].state in {Going.READ, Going.FAILED}, own.fake.kind


async def files_go_both_ways(own: Channel) -> None:
    await own.told(Told(id=own.id(), file=picture("PNG")))
    [theirs] = [file for item in await own.items() for file in item.attachments]
    assert theirs.type == "image/png", own.fake.kind
    provider = own.house.system.messaging.providers[own.fake.kind]
    if provider.limits.most_bytes("image/png"):
        own.fake.sent.clear()
        await own.answers("See here.", attachments=(theirs,))
        assert [bool(one.file) for one in own.fake.sent] == [False, True], own.fake.kind
    too_large = replace(theirs, size=200_000_000)
    assert await refused(own, "So long.", attachments=(too_large,)) == "channel_file"


async def stops_a_secret(own: Channel) -> None:
    """Nothing of it is kept, and they are told in their own channel."""
    own.fake.sent.clear()
    await own.says(PHRASE)
    [stopped] = await own.arrivals(State.STOPPED)
    assert not stopped.has_raw
    assert [one.text[:30] for one in own.fake.sent] == ["This looks like a secret. It w"], own.fake.kind
    assert not any("legal winner" in text for text in await own.heard())


async def tells_what_was_refused(own: Channel) -> None:
    for reason, reply in own.fake.refusals.items():
        await own.says("And now?")
        own.fake.instead.append(reply)
        await own.answers("It is on its way.")
        last = (await own.deliveries())[0]
        assert (last.state, last.reason) == (Going.REFUSED, reason), own.fake.kind
        await until_kept(partial(ends_with, own, ("not_delivered", reason)))


async def sends_nothing_twice(own: Channel) -> None:
    """Put off it goes once; where nobody knows, or whoever sent it was killed, not a second time."""
    repeats = own.house.system.messaging.providers[own.fake.kind].repeats
    await own.says("And then?")
    own.fake.sent.clear()
    own.fake.instead.append(TryLater(30, "too_many"))
    await own.answers("Put off.")
    assert (await own.deliveries())[0].state is Going.WAITING
    await own.sends_what_waits()
    assert [one.text for one in own.fake.sent] == ["Put off."], own.fake.kind
    own.fake.instead.append(Unsure())
    await own.answers("In doubt.")
    await own.sends_what_waits()
    assert [one.text for one in own.fake.sent][1:] == ["In doubt."] * repeats, own.fake.kind
    own.fake.instead.append(TryLater(30))
    await own.answers("Killed.")
    in_doubt = (await own.deliveries())[0]
    async with own.house.system.engine.db.write() as tx:
        killed = sa.update(DELIVERY).where(DELIVERY.c.id == in_doubt.id).values(state="sending")
        await tx.run(statement(killed))
    own.fake.sent.clear()
    await own.sends_what_waits()
    assert [one.text for one in own.fake.sent] == ["Killed."] * repeats, own.fake.kind
    assert (await own.deliveries())[0].state is (Going.SENT if repeats else Going.UNKNOWN)


async def refuses_what_is_too_late(own: Channel) -> None:
    """Before it is kept: an agent never reads an answer that nobody got."""
    limits = own.house.system.messaging.providers[own.fake.kind].limits
    if limits.per_window:
        await own.says("One more thing")
        for n in range(limits.per_window):
            await own.answers(f"Answer {n}")
        before = await own.items()
        assert await refused(own, "One too many") == "channel_spent", own.fake.kind
        assert await own.items() == before
        await own.says("Go on")
        await own.answers("Now it goes.")
    if limits.late:
        await people_answer_later(own)
    await own.long_ago()
    expected = "channel_window" if limits.window else ""
    assert await refused(own, "Too late") == expected, own.fake.kind


async def people_answer_later(own: Channel) -> None:
    """Where the provider allows it, and only they: what the bot says then is not sent."""
    assert isinstance(own.fake, FakeTalks)
    await own.long_ago(days=2)
    await own.answers("A person writes.")
    assert own.fake.tags[-1] == "HUMAN_AGENT", own.fake.kind
    own.fake.sent.clear()
    await own.bot_tells("The bot writes.")
    last = (await own.deliveries())[0]
    assert (last.state, last.reason, own.fake.sent) == (Going.REFUSED, "window", []), own.fake.kind


async def hears_changes(own: Channel) -> None:
    """What was said stays; that it was changed stands beside it. Whoever leaves gets nothing more."""
    id = await own.says("Send it to A")
    for told, what in (
        (Told(id=own.id(), text="Send it to B", edits=id), "said_anew"),
        (Told(id=own.id(), deletes=id), "taken_back"),
    ):
        if own.fake.hook(told, utc_now()) is not None:
            await own.told(told)
            assert (await events(own))[-1][0] == what, own.fake.kind
            assert "Send it to A" in await own.heard()
    leaves = Told(id=own.id(), leaves=True)
    if own.fake.hook(leaves, utc_now()) is not None:
        await own.told(leaves)
        assert await refused(own, "Still there?") == "channel_gone", own.fake.kind
    talks, public = await own.arrivals(State.TAKEN), Told(id=own.id(), text="@support my money", public=True)
    own.fake.sent.clear()
    if own.fake.hook(public, utc_now()) is not None:
        await own.told(public)
        assert [one.text[:21] for one in own.fake.sent] == ["We don't answer here, "[:21]], own.fake.kind
        assert await own.arrivals(State.TAKEN) == talks


async def tells_a_blocked_one_once(own: Channel) -> None:
    """Nothing of theirs comes into the conversation; unblocked they are heard again."""
    book, talk = (
        own.house.system.contacts.book,
        await own.house.system.heart.archive.find(await own.conversation()),
    )
    assert talk is not None
    await book.block(talk.contact, by=AgentId("agt_lead"), blocked=True, why=Why.SPAM)
    own.fake.sent.clear()
    await own.says("Buy this")
    await own.says("Buy that")
    assert [one.text[:28] for one in own.fake.sent] == ["We don't take messages from "], own.fake.kind
    assert "/message" in own.fake.sent[0].text
    await book.block(talk.contact, by=AgentId("agt_lead"), blocked=False)
    await own.says("Sorry")
    heard = await own.heard()
    assert ("Sorry" in heard, "Buy this" in heard, "Buy that" in heard) == (True, False, False)


async def refused(own: Channel, text: str, **more: object) -> str:
    """Why an agent's answer was; empty if it was not."""
    try:
        await own.answers(text, **more)
    except Conflict as refusal:
        return refusal.code
    return ""


async def ends_with(own: Channel, event: tuple[str, str]) -> bool:
    """What is told in the thread follows what is told to the provider."""
    return (await events(own))[-1] == event


async def events(own: Channel) -> list[tuple[str, str]]:
    """Without what the check of pictures tells, which comes when it is done."""
    told = [item.event for item in await own.items() if item.event is not None]
    return [(one.what, one.reason) for one in told if one.what != "picture_checked"]


PROOFS = {  # in this order: each goes on where the one before ended
    answers_the_check: "",
    refuses_a_forgery: "",
    hears_once_whatever_the_order: "Three times, shuffled",
    answers_reach_them: "In and out",
    hears_receipts: "",
    files_go_both_ways: "Files",
    stops_a_secret: "",
    tells_what_was_refused: "Refused limit",
    sends_nothing_twice: "",
    refuses_what_is_too_late: "",
    tells_a_blocked_one_once: "",
    hears_changes: "",
}
