"""One id on several chains: which of them knows it, which stayed silent, and what is not asked twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from walletdesk.chains.model.diagnosis import EvmFacts, Known, Receipt, Transaction, Trouble
from walletdesk.chains.ports import Asked, NoAnswer
from walletdesk.chains.service import Diagnosing, Question
from walletdesk.chains.sources.several import MOST, STANDS, WAITS, SeveralChains

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


@dataclass
class Told:
    """Fits the port: each chain answers what it is given here."""

    answers: Mapping[str, EvmFacts | Trouble]
    known: list[Known | None] = field(default_factory=list)
    contract_on: tuple[str, ...] = ()

    async def with_contract(self, address: str, but: str) -> Sequence[str]:
        return self.contract_on

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


async def test_of_an_id_that_no_chain_knows_the_nodes_of_all_are_counted() -> None:
    nowhere = replace(NOWHERE, asked_nodes=2, agreeing=1)
    told = await Diagnosing(Told({"a": nowhere, "b": nowhere, "c": NOWHERE}), {}).diagnose(
        ID, ("a", "b", "c")
    )
    assert told.diagnosis.evidence == {"asked_nodes": 4, "agreeing": 2}
