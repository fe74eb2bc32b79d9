"""What people tell of a transaction, judged by the rules of the chains, on both engines.

Whom they wanted to pay and on which network, whom they paid before, and that a withdrawal is held.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.support.dossier_rig import TALK, Rig
from tests.support.kept import events_of
from walletdesk.chains import Diagnosing, Known, Party, PartyKind, Trouble
from walletdesk.chains import Question as Asked
from walletdesk.chains.model.diagnosis import EvmFacts, Holder, Receipt, Transaction
from walletdesk.chains.ports import Placed
from walletdesk.dossiers import DiagnosisReady, Dossier
from walletdesk.dossiers.model import CONTACT, HELD, Finding, State, Told, Why
from walletdesk.dossiers.reading import Looking
from walletdesk.dossiers.service import Heard
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.platform.db import Database, statement
from walletdesk.staff.store.tables import AUDIT

pytestmark = pytest.mark.anyio

TX, EARLIER = "0x" + "ab" * 32, "0x" + "cd" * 32
ANN, BOB, EXCHANGE = "0x" + "a1" * 20, "0x" + "b2" * 20, "0x" + "e5" * 20
DOUBLE = "0xb2b2" + "7" * 32 + "b2b2"  # of Bob, as a list shows him
AGENT = AgentViewer(agent=AgentId("agt_1"), role=Role.AGENT)
STRANGER = replace(AGENT, agent=AgentId("agt_9"))
MINUTE = timedelta(minutes=1)
AUDITED = statement(sa.select(AUDIT.c.actor, AUDIT.c.action).order_by(AUDIT.c.number))


def paid(to: str, *, block: int = 7) -> EvmFacts:
    sent = Transaction(sender=ANN, to=to, nonce=block, value=5, gas=21_000, max_fee=5, data=b"", block=block)
    receipt = Receipt(succeeded=True, gas_used=21_000, block=block)
    return EvmFacts(id=TX, head=9_999, transaction=sent, receipt=receipt, holders={to: Holder.KEY})


@dataclass
class OnChains:
    """What each chain knows, by transaction and chain; fits ``chains.ports.Sources``."""

    knows: dict[tuple[str, str], EvmFacts] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    async def look_up(
        self, id: str, chains: Sequence[str], known: Known | None
    ) -> Mapping[str, EvmFacts | Trouble]:
        self.asked += [(id, chain) for chain in chains]
        return {chain: self.knows.get((id, chain), EvmFacts(id=id, known=known)) for chain in chains}

    async def look_up_all(self, questions: Sequence[Asked]) -> Sequence[Mapping[str, EvmFacts | Trouble]]:
        return [await self.look_up(one.id, one.chains, one.known) for one in questions]

    async def with_contracts(self, placed: Sequence[Placed]) -> Sequence[Sequence[str]]:
        return [() for _ in placed]


@dataclass
class Scene:
    rig: Rig
    chains: OnChains

    async def says(self, text: str, seq: int, talk: ConversationId = TALK) -> bool:
        heard = Heard(conversation=talk, seq=seq, by=CONTACT, text=text)
        return await self.rig.opening.hear(heard)

    async def first(self) -> Dossier:
        return (await self.rig.known())[0]


@pytest.fixture
def scene(db: Database) -> Scene:
    rig, chains = Rig(db), OnChains()
    rig.watching._look = Looking(
        Diagnosing(chains, {}, [Party(EXCHANGE, PartyKind.EXCHANGE, "Sample Exchange")])
    )
    return Scene(rig, chains)


@pytest.mark.parametrize(
    ("text", "meant", "named"),
    [
        (f"I wanted to send it to {BOB}", BOB, ""),
        (f"It should have gone to {BOB} on Polygon", BOB, "polygon"),
        ("I meant to use BEP20", "", "bnb"),
        (f"我本来想转到 {BOB}", BOB, ""),
        ("应该走波场 TRC20 的", "", "tron"),
        (f"正确的地址是 {BOB}", BOB, ""),
    ],
)
async def test_what_a_contact_meant_is_joined_to_what_arrived(
    scene: Scene, text: str, meant: str, named: str
) -> None:
    scene.chains.knows[TX, "ethereum"] = paid(DOUBLE)
    await scene.says(f"transfer {TX}", 1)
    await scene.rig.looks()
    assert await scene.says(text, 3) is True
    assert await scene.says(text, 3) is True
    kept = await scene.first()
    assert (kept.meant, kept.named, kept.awaited, kept.heard) == (meant, named, True, 3)


@pytest.mark.parametrize(
    "text",
    [
        f"who is {BOB}?",
        "I wanted to know what happened",
        "what does Polygon cost?",
        f"I meant {BOB} or {ANN}",
        "When is it going to arrive on Polygon?",
        "我想转到 TRON 怎么操作",
        "Is this the correct network? Ethereum",
        "I was trying to send Ethereum to my exchange",
        "I wanted to send Ethereum to my exchange",
        "it should go to my base address",
        "我应该转到哪里",
        f"I wanted to send it to {BOB} " + "and this is my very long story about it " * 4,
    ],
)
async def test_what_says_nothing_of_that_is_not_joined(scene: Scene, text: str) -> None:
    scene.chains.knows[TX, "ethereum"] = paid(BOB)
    await scene.says(f"transfer {TX}", 1)
    await scene.rig.looks()
    assert await scene.says(text, 3) is False
    kept = await scene.first()
    assert (kept.meant, kept.named) == ("", "")


async def test_each_thing_that_is_told_makes_the_finding_more_exact(scene: Scene) -> None:
    events = events_of(scene.rig.db)
    scene.chains.knows[TX, "ethereum"] = paid(EXCHANGE)
    await scene.says(f"transfer {TX}", 1)
    await scene.rig.looks()
    assert (await scene.first()).code == "exchange_not_credited"
    await scene.says("I wanted to send it via Polygon", 2)
    await scene.rig.looks()
    assert (await scene.first()).code == "wrong_network"
    await scene.says(f"it should have gone to {BOB}", 3)
    await scene.rig.looks()
    kept = await scene.first()
    assert (kept.code, kept.finding and kept.finding.evidence["meant"]) == ("wrong_address", BOB)
    told = [(one.code, one.is_news) for one in events if isinstance(one, DiagnosisReady)]
    assert told == [("exchange_not_credited", False), ("wrong_network", False), ("wrong_address", False)]


async def test_who_names_the_wrong_network_hears_where_it_is(scene: Scene) -> None:
    scene.chains.knows[TX, "polygon"] = paid(BOB)
    await scene.rig.opening.open(AGENT, TALK, TX, Told(chain="ethereum"))
    await scene.rig.looks()
    kept = await scene.first()
    assert (kept.chain, kept.named, kept.code) == ("polygon", "ethereum", "wrong_network")
    assert scene.chains.asked[0] == (TX, "ethereum")


@pytest.mark.parametrize("first", [EARLIER, TX])
async def test_whoever_looks_like_somebody_paid_before_is_told_of_whichever_came_in_first(
    scene: Scene, first: str
) -> None:
    """A contact names the payment that is missing first, and the one before it only when asked."""
    events = events_of(scene.rig.db)
    scene.chains.knows |= {(EARLIER, "ethereum"): paid(BOB, block=5), (TX, "ethereum"): paid(DOUBLE)}
    second = TX if first == EARLIER else EARLIER
    await scene.says(f"transfer {first}", 1)
    await scene.rig.looks()
    await scene.says(f"transfer {second}", 1, ConversationId("cnv_2"))  # elsewhere, of the same contact
    for _ in range(2):
        await scene.rig.looks()
    codes = {one.tx: one for one in await scene.rig.archive.carried_out([TALK, ConversationId("cnv_2")])}
    assert (codes[EARLIER].code, codes[TX].code) == ("confirmed", "address_poisoning")
    found = codes[TX].finding
    assert found is not None
    assert found.evidence["looks_like"] == BOB
    told = [one for one in events if isinstance(one, DiagnosisReady) and one.dossier == codes[TX].id]
    assert (told[-1].code, told[-1].is_news) == ("address_poisoning", first == TX)
    await scene.rig.looks(after=MINUTE)
    kept = {one.tx: one.code for one in await scene.rig.known()}
    assert kept[first] == codes[first].code  # and stays so, look after look


async def test_of_two_chains_nobody_knows_which_payment_came_first(scene: Scene) -> None:
    scene.chains.knows |= {(EARLIER, "polygon"): paid(BOB, block=5), (TX, "ethereum"): paid(DOUBLE)}
    await scene.says(f"transfers {EARLIER} {TX}", 1)
    for _ in range(2):
        await scene.rig.looks()
    assert [one.code for one in await scene.rig.known()] == ["confirmed", "confirmed"]


async def test_what_would_tell_it_lost_or_expired_is_asked_along(scene: Scene) -> None:
    says = scene.rig.says
    scene.rig.watching._look = says
    says.findings[TX] = Finding(code="pending", chain="bitcoin", evidence={"coins": "aa:0 bb:1"})
    (made,) = await scene.rig.opening.open(AGENT, TALK, TX, Told(last_block=77))
    await scene.rig.looks()
    await scene.rig.looks(after=MINUTE)
    assert [(one.coins, one.last_block) for one in says.asked] == [("", 77), ("aa:0 bb:1", 77)]
    log = [json.loads(one.text) for one in await scene.rig.archive.entries(made.id)]
    assert log[0]["last_block"] == "77"


async def test_a_desk_says_that_it_is_held_and_no_longer(scene: Scene) -> None:
    rig, events = scene.rig, events_of(scene.rig.db)
    await scene.says(f"withdrawal, transaction {TX}", 1)
    await rig.looks()
    held = await rig.holding.hold(AGENT, TALK, (await scene.first()).id, Why.REVIEW)
    await rig.looks(after=MINUTE)
    kept = await scene.first()
    assert (kept.code, kept.state, kept.hold and kept.hold.by) == (HELD, State.WATCHING, "agt_1")
    ready = [(one.code, one.is_news) for one in events if isinstance(one, DiagnosisReady)]
    assert ready == [("not_found", False), (HELD, True)]
    for _ in range(2):  # said twice it is told once
        await rig.holding.let_go(AGENT, TALK, held.id)
    ready = [(one.code, one.is_news) for one in events if isinstance(one, DiagnosisReady)]
    assert ready[2:] == [("", True)]
    await rig.looks()
    assert (await scene.first()).code == "not_found"
    await rig.holding.hold(AGENT, TALK, held.id, Why.NETWORK)
    scene.chains.knows[TX, "ethereum"] = paid(BOB)
    await rig.looks(after=MINUTE)
    kept = await scene.first()
    assert (kept.code, kept.hold) == ("confirmed", None)
    with pytest.raises(Conflict):
        await rig.holding.hold(AGENT, TALK, held.id, Why.REVIEW)
    rows = await rig.db.all(AUDITED)
    assert [tuple(row) for row in rows] == [
        ("agt_1", "withdrawal_held"),
        ("agt_1", "withdrawal_let_go"),
        ("agt_1", "withdrawal_held"),
    ]


async def test_only_a_desk_says_so_and_only_where_something_can_be_held(scene: Scene) -> None:
    rig = scene.rig
    await scene.says(f"withdrawal, transaction {TX}", 1)
    id = (await scene.first()).id
    for viewer, talk, which in (
        (STRANGER, TALK, id),
        (AGENT, ConversationId("cnv_2"), id),
        (AGENT, TALK, "dos_none"),
    ):
        with pytest.raises(NotFound):
            await rig.holding.hold(viewer, talk, which, Why.REVIEW)
    rig.custody.holds_withdrawals = False
    with pytest.raises(Conflict) as refusal:
        await rig.holding.hold(AGENT, TALK, id, Why.REVIEW)
    assert refusal.value.code == "no_such_service"
    assert (await scene.first()).code == ""


async def test_an_answer_that_nobody_heard_is_given_again_and_no_other(scene: Scene) -> None:
    events = events_of(scene.rig.db)
    await scene.says(f"transfers {TX} {EARLIER}", 1)
    await scene.rig.looks()
    await scene.rig.opening.answer_again(TALK, ["D-3001"])
    await scene.rig.looks()
    first, other = await scene.rig.known()
    ready = [(one.dossier, one.is_news) for one in events if isinstance(one, DiagnosisReady)]
    assert ready == [(first.id, False), (other.id, False), (first.id, False)]
