"""What is known beside the chain's own word: the same payment, told more exactly."""

from dataclasses import replace

import pytest

from walletdesk.chains import BY_PEOPLE, Code, Diagnosis, Known, Party, PartyKind
from walletdesk.chains.model.diagnosis.context import ARRIVED, Context, in_context

BOB, STRANGER = "0x" + "b2" * 20, "0x" + "5e" * 20
ALIKE = "0xb2b" + "7" * 33 + "b2b2"
PAID = Diagnosis(Code.CONFIRMED, {"to": BOB, "value": 5})
TOKEN = Diagnosis(Code.CONFIRMED_TOKEN_HIDDEN, {"to": STRANGER, "recipient": BOB, "amount": 5})
CALLED = Diagnosis(Code.CONFIRMED, {"to": BOB})
HERE = Context(chain="here")
EXCHANGE = Party(BOB.upper().replace("X", "x"), PartyKind.EXCHANGE, "Sample Exchange")
BRIDGE = Party(BOB, PartyKind.BRIDGE, "Sample Bridge", ("here",))
EVERYTHING = Context(
    chain="here",
    known=Known(named="there", meant=ALIKE, history=(STRANGER,)),
    parties=(EXCHANGE,),
    contract_on=("there",),
)


def knowing(known: Known) -> Context:
    return replace(HERE, known=known)


@pytest.mark.parametrize(
    ("context", "code", "said"),
    [
        (HERE, "confirmed", {}),
        (knowing(Known(named="here", meant=BOB, history=(STRANGER,))), "confirmed", {}),
        (knowing(Known(history=(STRANGER, ALIKE))), "address_poisoning", {"looks_like": ALIKE}),
        (knowing(Known(history=(ALIKE, BOB))), "confirmed", {}),  # paid before: the other one is the double
        (knowing(Known(meant=ALIKE)), "address_poisoning", {"looks_like": ALIKE}),
        (knowing(Known(meant=STRANGER)), "wrong_address", {"meant": STRANGER}),
        (knowing(Known(meant=STRANGER, history=(BOB,))), "wrong_address", {"meant": STRANGER}),
        (knowing(Known(meant=BOB.upper().replace("X", "x"))), "confirmed", {}),
        (knowing(Known(meant="my friend Bob", history=("alice",))), "confirmed", {}),
        (knowing(Known(meant="0x" + "11" * 32)), "confirmed", {}),  # may be a key: never told again
        (knowing(Known(named="there")), "wrong_network", {"named": "there", "found_on": "here"}),
        (
            replace(HERE, contract_on=("there", "beyond")),
            "wrong_network",
            {"found_on": "here", "contract_on": "there beyond"},
        ),
        (replace(HERE, parties=(EXCHANGE,)), "exchange_not_credited", {"party": "Sample Exchange"}),
        (replace(HERE, parties=(BRIDGE, EXCHANGE)), "bridge_in_transit", {"party": "Sample Bridge"}),
        (replace(HERE, chain="there", parties=(BRIDGE,)), "confirmed", {}),
        (replace(HERE, parties=(replace(BRIDGE, address=STRANGER),)), "confirmed", {}),
    ],
    ids=str,
)
def test_a_payment_is_told_by_what_is_known_of_it(context: Context, code: str, said: dict[str, str]) -> None:
    told = in_context(PAID, context)
    became = {} if code == PAID.code else {"became": "confirmed"}
    assert (told.code, told.evidence) == (code, PAID.evidence | said | became)


def test_the_order_is_the_documented_one() -> None:
    without_alike = replace(EVERYTHING, known=replace(EVERYTHING.known, meant=STRANGER))
    meant_right = replace(EVERYTHING, known=replace(EVERYTHING.known, meant=BOB))
    in_its_place = replace(meant_right, known=Known(), contract_on=())
    contexts = (EVERYTHING, without_alike, meant_right, in_its_place, HERE)
    assert [in_context(TOKEN, one).code for one in contexts] == [
        "address_poisoning",
        "wrong_address",
        "wrong_network",
        "exchange_not_credited",
        "confirmed_token_hidden",
    ]


@pytest.mark.parametrize("code", sorted(set(Code) - ARRIVED))
def test_what_did_not_arrive_is_told_as_it_is(code: Code) -> None:
    told = replace(PAID, code=code)
    assert in_context(told, EVERYTHING) == told


def test_a_call_that_moved_nothing_went_to_nobody() -> None:
    assert in_context(CALLED, replace(EVERYTHING, known=Known(meant=ALIKE), contract_on=())) == CALLED


def test_what_only_people_can_know_is_never_found() -> None:
    told = {
        in_context(replace(PAID, code=code), one).code
        for code in set(Code) - BY_PEOPLE
        for one in (HERE, EVERYTHING)
    }
    assert told & BY_PEOPLE == set()
