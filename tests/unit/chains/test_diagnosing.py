"""One id on several chains: which of them knows it, which stayed silent, and what is not asked twice."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from walletdesk.chains.model.diagnosis import EvmFacts, Known, Receipt, Transaction, Trouble
from walletdesk.chains.ports import Asked, NoAnswer, Placed
from walletdesk.chains.service import Diagnosing, Question
from walletdesk.chains.sources.several import AT_ONCE, MOST, STANDS, WAITS, SeveralChains

pytestmark = pytest.mark.anyio

ID = "0x" + "ab" * 32
ANN, BOB = "0x" + "a1" * 20, "0x" + "b2" * 20
WAITING = EvmFacts(
    id=ID,
    transaction=Transaction(
        sender=ANN, to=None, nonce=3, value=0, gas=21_000, max_fee=5, data=b"", block=None
    ),
    next_nonce=3,
    pool_nonce=3,
)
ARRIVED = EvmFacts(
    id=ID,
    head=9,
    transaction=Transaction(sender=ANN, to=None, nonce=3, value=0, gas=21_000, max_fee=5, data=b"", block=7),
    receipt=Receipt(succeeded=True, gas_used=21_000, block=7),
)
NOWHERE = EvmFacts(id=ID)
LOST = EvmFacts(id=ID, known=Known(ANN, 3), next_nonce=3, pool_nonce=3, asked_nodes=1, agreeing=1)


@dataclass
class Told:
    """Fits the port: each chain answers what it is given here."""

    answers: Mapping[str, EvmFacts | Trouble]
    known: list[Known | None] = field(default_factory=list)
    contract_on: tuple[str, ...] = ()

    async def with_contracts(self, placed: Sequence[Placed]) -> Sequence[Sequence[str]]:
        return [self.contract_on for _ in placed]

    async def look_up(
        self, id: str, chains: Sequence[str], known: Known | None
    ) -> Mapping[str, EvmFacts | Trouble]:
        self.known.append(known)
        return {chain: self.answers[chain] for chain in chains}

    async def look_up_all(self, questions: Sequence[Question]) -> Sequence[Mapping[str, EvmFacts | Trouble]]:
        return [await self.look_up(one.id, one.chains, one.known) for one in questions]


@pytest.mark.parametrize(
    ("answers", "code", "chain"),
    [
        ({"a": NOWHERE, "b": WAITING}, "pending", "b"),
        ({"a": Trouble.TOO_SLOW, "b": ARRIVED}, "confirmed", "b"),
        ({"a": NOWHERE, "b": NOWHERE}, "not_found", None),
        ({"a": NOWHERE, "b": Trouble.TOO_SLOW}, "unknown", None),
        ({"a": NOWHERE, "b": Trouble.NO_ENDPOINT}, "not_found", None),
        ({"a": Trouble.NO_ENDPOINT, "b": Trouble.NO_ENDPOINT}, "unknown", None),
        ({"a": ARRIVED}, "confirmed", "a"),
        ({"a": NOWHERE}, "not_found", None),
        ({"a": Trouble.BUSY}, "unknown", None),
        ({}, "unknown", None),
    ],
    ids=str,
)
async def test_the_chain_that_knows_it_is_told_of(
    answers: dict[str, EvmFacts | Trouble], code: str, chain: str | None
) -> None:
    told = await Diagnosing(Told(answers), {}).diagnose(ID, tuple(answers))
    assert (told.diagnosis.code, told.chain) == (code, chain)
    assert set(told.asked) | set(told.silent) == set(answers)


async def test_a_number_counts_only_on_the_one_chain_it_belongs_to() -> None:
    known, told = Known(ANN, 3), Told({"a": NOWHERE, "b": NOWHERE})
    asking = Diagnosing(told, {})
    await asking.diagnose(ID, ("a", "b"), known)
    await asking.diagnose(ID, ("a",), known)
    assert told.known == [None, known]


@pytest.mark.parametrize(
    ("answers", "code", "chain"),
    [
        ({"a": ARRIVED, "b": WAITING}, "confirmed", "a"),
        ({"a": NOWHERE, "b": ARRIVED, "c": NOWHERE}, "wrong_network", "b"),
        ({"a": Trouble.TOO_SLOW, "b": ARRIVED}, "wrong_network", "b"),
        ({"a": Trouble.NO_ENDPOINT, "b": WAITING}, "pending", "b"),
        ({"a": NOWHERE, "b": NOWHERE, "c": Trouble.NO_ENDPOINT}, "not_found", None),
        ({"a": NOWHERE, "b": Trouble.TOO_SLOW}, "unknown", None),
        ({"a": LOST, "b": NOWHERE}, "dropped", "a"),
        ({"a": LOST, "b": Trouble.TOO_SLOW}, "unknown", None),  # it may wait there: nobody must send again
        ({"a": LOST, "b": Trouble.NO_ENDPOINT}, "dropped", "a"),
        ({"a": Trouble.NO_ENDPOINT, "b": NOWHERE}, "unknown", None),
        ({"b": ARRIVED}, "wrong_network", "b"),  # the one that was named cannot have such an id
    ],
    ids=str,
)
async def test_where_the_named_chain_does_not_know_it_the_others_are_asked(
    answers: dict[str, EvmFacts | Trouble], code: str, chain: str | None
) -> None:
    known = Known(ANN, 3, named="a")
    asking = Diagnosing(Told(answers), {})
    told = await asking.diagnose(ID, tuple(answers), known)
    assert (told.diagnosis.code, told.chain) == (code, chain)
    (again,) = await asking.diagnose_all([Question(ID, tuple(answers), known)])
    assert again == told


async def test_what_is_known_of_the_place_counts_on_the_named_chain_alone() -> None:
    told = Told({"a": NOWHERE, "b": NOWHERE})
    await Diagnosing(told, {}).diagnose(ID, ("a", "b"), Known(ANN, 3, named="a", meant=BOB))
    assert told.known == [Known(ANN, 3), None]


@dataclass
class Chain:
    """Fits the port of one chain."""

    answer: EvmFacts | Trouble
    asked: int = 0

    async def look_up(self, id: str, known: Known | None = None) -> EvmFacts:
        self.asked += 1
        if isinstance(self.answer, Trouble):
            raise NoAnswer(self.answer)
        return self.answer


@pytest.mark.parametrize(
    ("answer", "seconds"), [(WAITING, WAITS), (ARRIVED, STANDS)], ids=["waits", "stands"]
)
async def test_what_was_answered_a_moment_ago_is_not_asked_again(answer: EvmFacts, seconds: float) -> None:
    time, chain = 0.0, Chain(answer)
    several = SeveralChains({"a": chain}, lambda: time)
    for moment in (0.0, seconds - 0.1, seconds):
        time = moment
        assert await several.look_up(ID, ["a", "b"], None) == {"a": answer, "b": Trouble.NO_ENDPOINT}
    assert chain.asked == 2
    await several.look_up(ID, ["a"], Known(ANN, 1))
    assert chain.asked == 3


async def test_a_failure_is_not_kept_and_what_is_kept_has_an_end() -> None:
    chain = Chain(Trouble.TOO_SLOW)
    several = SeveralChains({"a": chain}, lambda: 0.0)
    for _ in range(2):
        assert await several.look_up(ID, ["a"], None) == {"a": Trouble.TOO_SLOW}
    assert chain.asked == 2
    chain.answer = NOWHERE
    for number in (*range(MOST + 1), 0):
        await several.look_up(f"0x{number:064x}", ["a"], None)
    assert chain.asked == 2 + MOST + 2


@dataclass
class Lists(Chain):
    """Fits also the port of those who can be asked about many at once."""

    lists: list[Sequence[Asked]] = field(default_factory=list)

    async def look_up_all(self, asked: Sequence[Asked]) -> Sequence[EvmFacts | Trouble]:
        self.lists.append(asked)
        return [self.answer for _ in asked]


async def test_many_are_asked_of_each_chain_at_once_and_each_only_once() -> None:
    known, lists, alone = Known(ANN, 3), Lists(WAITING), Chain(ARRIVED)
    asking = Diagnosing(SeveralChains({"a": lists, "b": alone}, lambda: 0.0), {})
    other = "0x" + "cd" * 32
    questions = [
        Question(ID, ("a",), known),
        Question(other, ("a", "c"), known),
        Question(ID, ("a",), known),
        Question(ID, ("b",)),
        Question(other, ("c",)),
    ]
    for _ in range(2):
        told = await asking.diagnose_all(questions)
        assert [(one.id, one.chain, one.diagnosis.code) for one in told] == [
            (ID, "a", "pending"),
            (other, "a", "pending"),
            (ID, "a", "pending"),
            (ID, "b", "confirmed"),
            (other, None, "unknown"),
        ]
    assert (lists.lists, lists.asked, alone.asked) == ([[Asked(ID, known), Asked(other)]], 0, 1)


async def test_of_many_a_failure_is_told_where_it_belongs_and_not_kept() -> None:
    lists = Lists(Trouble.BUSY)
    asking = Diagnosing(SeveralChains({"a": lists}, lambda: 0.0), {})
    for number in (1, 2):
        (told,) = await asking.diagnose_all([Question(ID, ("a",))])
        assert (told.diagnosis.trouble, told.silent, len(lists.lists)) == (
            Trouble.BUSY,
            {"a": Trouble.BUSY},
            number,
        )


@dataclass
class Contracts(Chain):
    """Knows what stands at addresses. ``most``: how many were asked about at one moment."""

    now: int = 0
    most: int = 0
    named: list[str] = field(default_factory=list)

    async def holds_contract(self, address: str) -> bool:
        self.named.append(address)
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0)
        self.now -= 1
        return address.endswith("0")


async def test_what_stands_elsewhere_is_asked_side_by_side_a_few_at_a_time() -> None:
    there = Contracts(NOWHERE)
    several = SeveralChains({"a": Contracts(NOWHERE), "b": there}, lambda: 0.0)
    placed = [Placed(f"0x{number}", "a") for number in range(3 * AT_ONCE)]
    told = await several.with_contracts([*placed, placed[0]])
    assert told == [["b"] if one.address.endswith("0") else [] for one in [*placed, placed[0]]]
    assert (sorted(there.named), there.most) == (sorted(one.address for one in placed), AT_ONCE)


async def test_of_an_id_that_no_chain_knows_the_nodes_of_all_are_counted() -> None:
    nowhere = replace(NOWHERE, asked_nodes=2, agreeing=1)
    told = await Diagnosing(Told({"a": nowhere, "b": nowhere, "c": NOWHERE}), {}).diagnose(
        ID, ("a", "b", "c")
    )
    assert told.diagnosis.evidence == {"asked_nodes": 4, "agreeing": 2}
