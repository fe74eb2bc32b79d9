"""Each state of a Solana transaction, made by its own programs (LiteSVM), asked for and diagnosed.

``RECORD_CHAINS=tests/data/chains/solana.jsonl`` writes down what was answered, for tests/unit/chains.
"""

from dataclasses import dataclass

import pytest

from tests.support.chains import Listening
from tests.support.solana import (
    EVERYTHING,
    Ledger,
    at_most,
    note,
    of_token,
    open_account,
    pay,
    send_token,
    token_account,
)
from walletdesk.chains.model.diagnosis import Diagnosis, Known, diagnose
from walletdesk.chains.model.diagnosis.solana_facts import TOKEN
from walletdesk.chains.sources.solana import SolanaSource

pytestmark = pytest.mark.anyio

NOWHERE = "5VERv8NMvzbJMEkV8xnrLkEaWRtSz9CosKDYjCJjBRnbJLgp8uirBgmQpjKhoR4tjF3ZpRzrFmBV6UjKdiSZkQUW"


@dataclass
class Asking:
    """Asks about what was sent, and writes it down where a file is named."""

    ledger: Ledger
    line: Listening
    name: str

    async def about(self, id: str, known: Known | None = None) -> Diagnosis:
        told = diagnose(await SolanaSource(self.line).look_up(id, known), {})
        self.line.write(self.name, id, known, told)
        return told


@pytest.fixture
def asking(request: pytest.FixtureRequest) -> Asking:
    ledger = Ledger()
    return Asking(ledger, Listening(ledger), request.node.originalname)


async def test_a_payment_has_arrived(asking: Asking) -> None:
    svm = asking.ledger
    ann, bob = svm.somebody(), svm.somebody()
    told = await asking.about(svm.send(ann, pay(ann, bob.pubkey(), 5_000_000)))
    assert (told.code, told.evidence["value"], told.evidence["fee"]) == ("confirmed", 5_000_000, 5_000)
    assert told.evidence["sender"] == str(ann.pubkey())
    assert told.evidence["recipient"] == str(bob.pubkey())
    newer = await asking.about(svm.send(ann, pay(ann, bob.pubkey(), 7), level="confirmed", version=True))
    assert (newer.code, newer.evidence["finalized"]) == ("confirmed", "no")


async def test_coins_for_an_address_that_no_key_opens(asking: Asking) -> None:
    svm = asking.ledger
    ann, bob = svm.somebody(), svm.somebody()
    place = token_account(bob.pubkey(), bob.pubkey())
    told = await asking.about(svm.send(ann, pay(ann, place, 5_000_000)))
    assert (told.code, told.evidence["recipient"]) == ("confirmed_to_contract", str(place))


async def test_a_token_that_arrived_may_not_be_shown(asking: Asking) -> None:
    svm = asking.ledger
    ann, bob, eve = svm.somebody(), svm.somebody(), svm.somebody(0)
    mint = svm.mint(ann)
    source, place = svm.hold(ann, mint, ann, 1_000), svm.hold(bob, mint, ann, 0)
    told = await asking.about(svm.send(ann, send_token(ann, source, place, 30)))
    assert told.code == "confirmed_token_hidden"
    assert (told.evidence["recipient"], told.evidence["amount"]) == (str(bob.pubkey()), 30)
    assert (told.evidence["token"], told.evidence["decimals"]) == (str(mint), 6)
    new = token_account(eve.pubkey(), mint)
    both = svm.send(ann, open_account(ann, eve.pubkey(), mint), send_token(ann, source, new, 4))
    assert (await asking.about(both)).evidence["recipient"] == str(eve.pubkey())
    made = await asking.about(svm.send(ann, of_token(7, ann, mint, place, amount=9)))
    assert (made.code, made.evidence["amount"]) == ("confirmed_token_hidden", 9)


async def test_a_token_for_a_program(asking: Asking) -> None:
    svm = asking.ledger
    ann = svm.somebody()
    mint = svm.mint(ann)
    source, vault = svm.hold(ann, mint, ann, 1_000), token_account(ann.pubkey(), ann.pubkey())
    place = token_account(vault, mint)
    both = svm.send(ann, open_account(ann, vault, mint), send_token(ann, source, place, 4))
    told = await asking.about(both)
    assert (told.code, told.evidence["recipient"]) == ("confirmed_to_contract", str(vault))


async def test_permissions_with_and_without_a_limit_and_an_account_given_away(asking: Asking) -> None:
    svm = asking.ledger
    ann, eve = svm.somebody(), svm.somebody()
    mint = svm.mint(ann)
    source = svm.hold(ann, mint, ann, 1_000)
    every = await asking.about(svm.send(ann, of_token(4, ann, source, eve.pubkey(), amount=EVERYTHING)))
    assert (every.code, every.evidence["spender"]) == ("unlimited_approval", str(eve.pubkey()))
    assert (
        await asking.about(svm.send(ann, of_token(4, ann, source, eve.pubkey(), amount=9)))
    ).code == "confirmed"
    given = svm.send(ann, of_token(6, ann, source, more=b"\x02\x01" + bytes(eve.pubkey())))
    assert (await asking.about(given)).evidence["new_authority"] == str(eve.pubkey())


async def test_who_has_less_than_is_to_be_sent(asking: Asking) -> None:
    svm = asking.ledger
    ann, bob = svm.somebody(), svm.somebody()
    told = await asking.about(svm.send(ann, pay(ann, bob.pubkey(), 10**15)))
    assert (told.code, told.evidence["error_number"]) == ("insufficient_balance", 1)
    mint = svm.mint(ann)
    source, place = svm.hold(ann, mint, ann, 10), svm.hold(bob, mint, ann, 0)
    token = await asking.about(svm.send(ann, send_token(ann, source, place, 11)))
    assert (token.code, token.evidence["program"]) == ("insufficient_balance", TOKEN)


async def test_who_lacks_coins_for_what_an_account_must_hold(asking: Asking) -> None:
    """The same number of the same program means something else where a program called it."""
    svm = asking.ledger
    ann, bob = svm.somebody(), svm.somebody()
    mint = svm.mint(ann)
    poor = svm.somebody(1_000_000)
    opened = await asking.about(svm.send(poor, open_account(poor, bob.pubkey(), mint)))
    assert (opened.code, opened.evidence["error_number"]) == ("insufficient_fee", 1)
    rest = svm.somebody(1_000_000)
    left = await asking.about(svm.send(rest, pay(rest, bob.pubkey(), 1_000_000 - 5_000 - 1_000)))
    assert (left.code, left.evidence["account"]) == ("insufficient_fee", str(rest.pubkey()))
    assert int(left.evidence["rent_minimum"]) > 1_000


async def test_a_receiver_that_cannot_receive_yet(asking: Asking) -> None:
    svm = asking.ledger
    ann, new = svm.somebody(), svm.somebody(0)
    little = await asking.about(svm.send(ann, pay(ann, new.pubkey(), 1_000)))
    assert (little.code, little.evidence["account"]) == ("recipient_not_ready", str(new.pubkey()))
    mint = svm.mint(ann)
    source, place = svm.hold(ann, mint, ann, 10), token_account(new.pubkey(), mint)
    token = await asking.about(svm.send(ann, send_token(ann, source, place, 1)))
    assert (token.code, token.evidence["account"]) == ("recipient_not_ready", str(place))


async def test_what_a_program_refused_is_told_by_its_own_words(asking: Asking) -> None:
    svm = asking.ledger
    ann, bob = svm.somebody(), svm.somebody()
    mint = svm.mint(ann)
    source, place = svm.hold(ann, mint, ann, 10), svm.hold(bob, mint, ann, 0)
    stranger = await asking.about(svm.send(bob, send_token(bob, source, place, 1)))
    assert (stranger.code, stranger.reason and stranger.reason.text) == ("reverted", "OwnerMismatch")
    svm.send(ann, of_token(10, ann, place, mint))
    frozen = await asking.about(svm.send(ann, send_token(ann, source, place, 1)))
    assert (frozen.code, frozen.reason and frozen.reason.text) == ("reverted", "AccountFrozen")
    words = await asking.about(svm.send(ann, note(b"\xff\xfe")))
    assert (words.code, words.reason and words.reason.kind) == ("reverted", "invalid")


async def test_what_ran_out_of_computing(asking: Asking) -> None:
    svm = asking.ledger
    ann = svm.somebody()
    mint = svm.mint(ann)
    source = svm.hold(ann, mint, ann, 10)
    told = await asking.about(svm.send(ann, at_most(200), send_token(ann, source, source, 1)))
    assert told.code == "out_of_gas"


async def test_what_waits_and_what_nobody_knows(asking: Asking) -> None:
    svm = asking.ledger
    ann, bob = svm.somebody(), svm.somebody()
    waits = svm.send(ann, pay(ann, bob.pubkey(), 5_000_000), level="processed")
    assert (await asking.about(waits)).code == "pending"
    assert (await asking.about(NOWHERE)).code == "not_found"
    late, soon = Known(last_block=327_999_999), Known(last_block=328_000_000)
    over = await asking.about(NOWHERE, late)
    assert (over.code, over.evidence["block_height"]) == ("expired", 328_000_000)
    assert (await asking.about(NOWHERE, soon)).code == "not_found"
