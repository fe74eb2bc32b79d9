"""Write the judging set of ``walletdesk eval poisoning``: pairs of addresses, look-alikes and honest ones.

    python -m venv oracle && oracle/bin/pip install eth-utils==6.0.0 'eth-hash[pycryptodome]==0.8.0'
    PYTHONPATH=. oracle/bin/python -m scripts.poisoning_rows > tests/data/poisoning/first.jsonl

Nothing of Walletdesk is imported. A label is how the pair was made, not what anything says of it. The same
seed writes the same rows.
"""

import json
import random
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

from eth_utils import to_checksum_address

SEED = 20261123
LOOKALIKES, HONEST = 150, 150
HEX = "0123456789abcdef"
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


class Form(NamedTuple):
    """``front`` is the same in every address of the form; the ``size`` letters after it tell people apart."""

    name: str
    front: str
    letters: str
    size: int


EVM = Form("evm", "0x", HEX, 40)
FORMS = (
    EVM,
    Form("tron", "T", BASE58, 33),
    Form("legacy-1", "1", BASE58, 33),
    Form("legacy-3", "3", BASE58, 33),
    Form("bc1q", "bc1q", BECH32, 38),
    Form("bc1p", "bc1p", BECH32, 58),
    Form("ltc1q", "ltc1q", BECH32, 38),
    Form("dogecoin", "D", BASE58, 33),
    Form("cashaddr", "bitcoincash:q", BECH32, 41),
    Form("solana", "", BASE58, 44),
    Form("xrp", "r", BASE58, 33),
    Form("stellar", "G", BASE32, 55),
    Form("ton", "EQ", BASE64, 46),
    Form("cosmos", "cosmos1", BECH32, 38),
    Form("sui", "0x", HEX, 64),
)
Pair = tuple[str, str]
Make = Callable[[random.Random, Form], Pair]


def body(rng: random.Random, form: Form) -> str:
    return "".join(rng.choices(form.letters, k=form.size))


def other(rng: random.Random, form: Form, *signs: str) -> str:
    """A letter of the form that is none of these, in neither case."""
    taken = {sign.lower() for sign in signs}
    return rng.choice([sign for sign in form.letters if sign.lower() not in taken])


def sharing(rng: random.Random, form: Form, first: int, last: int) -> Pair:
    """Two that share exactly so many letters at either end."""
    known = body(rng, form)
    found = list(body(rng, form))
    found[:first] = known[:first]
    found[form.size - last :] = known[form.size - last :]
    for place in (first, form.size - last - 1):
        found[place] = other(rng, form, known[place])
    return form.front + known, form.front + "".join(found)


def ground(rng: random.Random, form: Form) -> Pair:
    """As those who poison histories make them: both ends as shown in a wallet's list."""
    return sharing(rng, form, rng.choice((3, 4, 4, 5, 6, 7)), rng.choice((4, 4, 5, 6, 7)))


def in_another_case(rng: random.Random, form: Form) -> Pair:
    """One as explorers write it, one in small letters: the case of these forms says nothing of who it is."""
    known, found = ground(rng, form)
    if form is EVM:
        return to_checksum_address(known), rng.choice((found, to_checksum_address(found)))
    return known, found.upper() if form.letters == BECH32 else found


def without_front(rng: random.Random, form: Form) -> Pair:
    """Cashaddr is as often written without what stands before its colon."""
    known, found = ground(rng, form)
    return known, found.rpartition(":")[2]


def one_end(rng: random.Random, form: Form) -> Pair:
    return sharing(rng, form, *rng.choice(((6, 0), (0, 6), (4, 0), (0, 4), (7, 1), (1, 7))))


def nearly(rng: random.Random, form: Form) -> Pair:
    """One letter short at one end."""
    return sharing(rng, form, *rng.choice(((2, 4), (2, 6), (4, 3), (6, 3), (3, 3), (2, 3))))


def strangers(rng: random.Random, form: Form) -> Pair:
    return sharing(rng, form, 0, 0)


def the_same(rng: random.Random, form: Form) -> Pair:
    """One address is no look-alike of itself, however it is written."""
    known = form.front + body(rng, form)
    if form is EVM:
        return known, rng.choice((known, to_checksum_address(known), "0x" + known[2:].upper()))
    if form.name == "cashaddr":
        return known, known.rpartition(":")[2]
    return known, f" {known}" if rng.random() < 0.5 else known


def middle(rng: random.Random, form: Form) -> Pair:
    known, found = body(rng, form), list(body(rng, form))
    found[8:-8] = known[8:-8]
    for place in (0, form.size - 1):
        found[place] = other(rng, form, known[place])
    return form.front + known, form.front + "".join(found)


def turned(rng: random.Random, form: Form) -> Pair:
    """The ends of one are the ends of the other, exchanged."""
    known, found = body(rng, form), list(body(rng, form))
    found[:6], found[-6:] = known[-6:], known[:6]
    found[0] = other(rng, form, known[0])
    return form.front + known, form.front + "".join(found)


def other_letters(rng: random.Random, form: Form) -> Pair:
    """The same ends but for their case, where the case makes another address."""
    known = body(rng, form)
    swapped = [s.swapcase() if s.swapcase() in form.letters else other(rng, form, s) for s in known]
    inner = "".join(rng.choices(form.letters, k=form.size - 12))
    return form.front + known, form.front + "".join(swapped[:6]) + inner + "".join(swapped[-6:])


def of_two_forms(rng: random.Random, form: Form) -> Pair:
    """The same letters at both ends, but nobody takes one chain's form for the other's."""
    size = 64 if form is EVM else 40
    known = body(rng, form)
    found = known[:6] + "".join(rng.choices(form.letters, k=size - 12)) + known[-6:]
    return form.front + known, form.front + found


def makers(form: Form) -> tuple[list[Make], list[Make]]:
    """Of look-alikes, and of honest pairs."""
    alike: list[Make] = [ground, ground, ground]
    honest: list[Make] = [one_end, nearly, nearly, strangers, the_same, middle, turned]
    if form is EVM or form.letters == BECH32:
        alike.append(in_another_case)
    if form.name == "cashaddr":
        alike.append(without_front)
    if form.letters in {BASE58, BASE64}:
        honest.append(other_letters)
    if form.letters == HEX:
        honest.append(of_two_forms)
    return alike, honest


def rows(rng: random.Random) -> Iterator[dict[str, object]]:
    weighted = (EVM, EVM, EVM, EVM, FORMS[1], FORMS[1], *FORMS[1:])
    for lookalike, count in ((True, LOOKALIKES), (False, HONEST)):
        for number in range(count):
            form = weighted[number % len(weighted)]
            choice = makers(form)[not lookalike]
            make = choice[(number // len(weighted)) % len(choice)]
            known, candidate = make(rng, form)
            name = f"{form.name}-{make.__name__.replace('_', '-')}-{number}"
            yield {"id": name, "known": known, "candidate": candidate, "lookalike": lookalike}


def main() -> None:
    written = list(rows(random.Random(SEED)))  # noqa: S311 - the same rows every time
    random.Random(SEED).shuffle(written)  # noqa: S311 - as above
    sys.stdout.writelines(json.dumps(row) + "\n" for row in written)


if __name__ == "__main__":
    main()
