"""Write the judging set of ``walletdesk eval identify``: ids of all chains, from other programs.

    python -m venv oracle && oracle/bin/pip install bip-utils==2.12.3 solders==0.29.0
    PYTHONPATH=. oracle/bin/python -m scripts.identify_rows > tests/data/identify/first.jsonl

Nothing of Walletdesk is imported. bip-utils writes and judges the addresses, solders judges those of Solana
and pytoniq, which bip-utils brings along, those of TON. The same seed writes the same rows. The tests read
the rows, so none of the three need be installed there.
"""

import base64
import json
import random
import sys
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeAlias

import bip_utils as bip
from pytoniq_core import Address
from pytoniq_core.boc.address import AddressError
from solders.pubkey import Pubkey

SEED = 20261122
VALID, INVALID = 30, 40  # of each form
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
HEX = "0123456789abcdef"
BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
HASHES = [
    "bitcoin",
    "bitcoin-cash",
    "cosmos",
    "dogecoin",
    "eos",
    "litecoin",
    "osmosis",
    "stellar",
    "ton",
    "tron",
    "xrp",
]
STYLES = (
    "{}",
    "我的地址是{}，转了两个小时还没到",
    "Please have a look at {} - thank you",
    "【{}】",
    "id：{}。",
    "看这个\n{}\n谢谢",
    "({})",
)

Coder: TypeAlias = Any  # bip-utils has no types
Key: TypeAlias = Any
Make = Callable[[random.Random], str]
Judge = Callable[[str], bool]  # the oracle: whether this is one


class Form(NamedTuple):
    """``letters``: those a typo may bring in without being noticed by the alphabet."""

    name: str
    kind: str
    chains: list[str]
    make: Make
    judge: Judge
    letters: str


def decoder(kind: Coder, **given: object) -> Judge:
    def judge(text: str) -> bool:
        try:
            kind.DecodeAddr(text, **given)
        except ValueError:
            return False
        return True

    return judge


def secp(rng: random.Random) -> Key:
    return bip.Secp256k1PrivateKey.FromBytes(rng.randbytes(32)).PublicKey()


def ed25519(rng: random.Random) -> Key:
    return bip.Ed25519PrivateKey.FromBytes(rng.randbytes(32)).PublicKey()


def written(kind: Coder, key: Callable[[random.Random], Key], **given: object) -> Make:
    return lambda rng: str(kind.EncodeKey(key(rng), **given))


def base58check(*versions: int) -> tuple[Make, Judge]:
    """Any of the versions; bip-utils' decoders of one version cannot judge what two chains share."""

    def judge(text: str) -> bool:
        try:
            body = bip.Base58Decoder.CheckDecode(text)
        except (ValueError, bip.Base58ChecksumError):
            return False
        return len(body) == 21 and body[0] in {0, 5, 22, 30, 48, 50, 65}

    make = lambda rng: str(bip.Base58Encoder.CheckEncode(bytes([rng.choice(versions)]) + rng.randbytes(20)))  # noqa: E731
    return make, judge


def either(*judges: Judge) -> Judge:
    return lambda text: any(judge(text) for judge in judges)


def is_solana(text: str) -> bool:
    try:
        Pubkey.from_string(text)
    except ValueError:
        return False
    return True


def is_ton(text: str) -> bool:
    try:
        Address(text)
    except (AddressError, ValueError):
        return False
    return len(text) == 48


def hexes(size: int, front: str = "", *, upper: bool = False) -> tuple[Make, Judge]:
    def make(rng: random.Random) -> str:
        digits = "".join(rng.choices(HEX, k=size))
        return front + (digits.upper() if upper else digits)

    def judge(text: str) -> bool:
        digits = text.removeprefix(front)
        return text.startswith(front) and len(digits) == size and set(digits.lower()) <= set(HEX)

    return make, judge


def signature() -> tuple[Make, Judge]:
    def judge(text: str) -> bool:
        try:
            return len(bip.Base58Decoder.Decode(text)) == 64
        except ValueError:
            return False

    return lambda rng: str(bip.Base58Encoder.Encode(rng.randbytes(64))), judge


def ton(flag: int, workchain: int) -> Make:
    def make(rng: random.Random) -> str:
        body = bytes([flag, workchain]) + rng.randbytes(32)
        rest = 0
        for byte in body:  # CRC16/XMODEM by its definition, not by the library that is judged
            rest ^= byte << 8
            for _ in range(8):
                rest = (rest << 1 ^ 0x1021 if rest & 0x8000 else rest << 1) & 0xFFFF
        return base64.urlsafe_b64encode(body + rest.to_bytes(2, "big")).decode()

    return make


def forms() -> Iterator[Form]:
    evm = decoder(bip.EthAddrDecoder)
    yield Form("evm", "address", ["evm"], written(bip.EthAddrEncoder, secp), evm, HEX + "ABCDEF")
    small, is_hex = hexes(40, "0x")  # in one case throughout: otherwise the case is a checksum
    yield Form(
        "evm-small", "address", ["evm"], small, lambda text: is_hex(text) and text == text.lower(), HEX
    )
    yield Form("evm-hash", "tx_hash_or_address", ["aptos", "evm", "sui"], *hexes(64, "0x"), HEX)
    yield Form("hash", "tx_hash", HASHES, *hexes(64), HEX)
    yield Form("hash-upper", "tx_hash", ["cosmos", "osmosis", "xrp"], *hexes(64, upper=True), HEX.upper())
    yield from of_base58()
    yield from of_bitcoin()
    yield from of_others()
    yield from of_the_rest()


def of_base58() -> Iterator[Form]:
    for name, version, chains in (
        ("legacy-1", 0, ["bitcoin", "bitcoin-cash"]),
        ("legacy-3", 5, ["bitcoin", "bitcoin-cash", "litecoin"]),
        ("litecoin-l", 48, ["litecoin"]),
        ("litecoin-m", 50, ["litecoin"]),
        ("dogecoin", 30, ["dogecoin"]),
        ("tron", 65, ["tron"]),
    ):
        yield Form(name, "address", chains, *base58check(version), BASE58)
    yield Form("tron-hex", "address", ["tron"], *hexes(40, "41"), HEX)


def of_bitcoin() -> Iterator[Form]:
    for chain, hrp in (("bitcoin", "bc"), ("litecoin", "ltc")):
        both = either(decoder(bip.P2WPKHAddrDecoder, hrp=hrp), decoder(bip.P2TRAddrDecoder, hrp=hrp))
        yield Form(
            f"{hrp}1q", "address", [chain], written(bip.P2WPKHAddrEncoder, secp, hrp=hrp), both, BECH32
        )
        yield Form(f"{hrp}1p", "address", [chain], written(bip.P2TRAddrEncoder, secp, hrp=hrp), both, BECH32)
    cash = {"hrp": "bitcoincash", "net_ver": b"\x00"}
    is_key = decoder(bip.BchP2PKHAddrDecoder, **cash)
    make_cash = written(bip.BchP2PKHAddrEncoder, secp, **cash)
    yield Form("cashaddr", "address", ["bitcoin-cash"], make_cash, is_key, BECH32)
    yield Form(
        "cashaddr-bare",
        "address",
        ["bitcoin-cash"],
        lambda rng: make_cash(rng).partition(":")[2],
        lambda text: is_key(f"bitcoincash:{text}"),
        BECH32,
    )


def of_others() -> Iterator[Form]:
    yield Form(
        "xrp", "address", ["xrp"], written(bip.XrpAddrEncoder, secp), decoder(bip.XrpAddrDecoder), BASE58
    )
    account = {"addr_type": bip.XlmAddrTypes.PUB_KEY}
    make_stellar, is_stellar = (
        written(bip.XlmAddrEncoder, ed25519, **account),
        decoder(bip.XlmAddrDecoder, **account),
    )
    yield Form("stellar", "address", ["stellar"], make_stellar, is_stellar, BASE32)
    yield Form(
        "solana",
        "tx_hash_or_address",
        ["solana", "sui"],
        written(bip.SolAddrEncoder, ed25519),
        is_solana,
        "0OIl",
    )
    yield Form("solana-signature", "tx_hash", ["solana"], *signature(), "0OIl")
    for chain, hrp in (("cosmos", "cosmos"), ("osmosis", "osmo")):
        make, judge = written(bip.AtomAddrEncoder, secp, hrp=hrp), decoder(bip.AtomAddrDecoder, hrp=hrp)
        yield Form(chain, "address", [chain], make, judge, BECH32)


def of_the_rest() -> Iterator[Form]:
    aptos = written(bip.AptosAddrEncoder, ed25519, trim_zeroes=False)
    yield Form("aptos", "tx_hash_or_address", ["aptos", "evm", "sui"], aptos, hexes(64, "0x")[1], HEX)
    sui = written(bip.SuiAddrEncoder, ed25519)
    yield Form("sui", "tx_hash_or_address", ["aptos", "evm", "sui"], sui, hexes(64, "0x")[1], HEX)
    for name, flag, workchain in (("ton-eq", 0x11, 0), ("ton-uq", 0x51, 0), ("ton-ef", 0x11, 0xFF)):
        yield Form(name, "address", ["ton"], ton(flag, workchain), is_ton, BASE64)
    yield Form("ton-raw", "address", ["ton"], *hexes(64, "0:"), HEX)
    for chain, prefix in (("polkadot", 0), ("kusama", 2)):
        given = {"ss58_format": prefix}
        make = written(bip.SubstrateEd25519AddrEncoder, ed25519, **given)
        yield Form(chain, "address", [chain], make, decoder(bip.SubstrateEd25519AddrDecoder, **given), BASE58)
    yield Form("eos", "account", ["eos"], name_of_eos, lambda text: len(text) == 12 and set(text) <= EOS, "")


EOS = set("abcdefghijklmnopqrstuvwxyz12345")


def name_of_eos(rng: random.Random) -> str:
    return "".join(rng.choices(sorted(EOS), k=11)) + rng.choice("12345")


def slips(form: Form, right: str, rng: random.Random) -> Iterator[str]:
    """What happens to an id on its way: a letter more, less, another one, two changed, case lost."""
    at = rng.randrange(4, len(right))
    other = rng.choice(form.letters or "6789")
    yield right[:at] + other + right[at + 1 :]
    yield right[:at] + right[at + 1 :]
    yield right[:at] + other + right[at:]
    if at + 1 < len(right):
        yield right[:at] + right[at + 1] + right[at] + right[at + 2 :]
    yield right[:at] + right[at].swapcase() + right[at + 1 :]
    yield right + rng.choice(form.letters or "6789")


def rows() -> Iterator[dict[str, object]]:
    everyone = list(forms())
    for form in everyone:
        rng = random.Random(f"{SEED} {form.name}")  # noqa: S311 - nothing here is a secret
        for number in range(VALID):
            right = form.make(rng)
            assert form.judge(right), (form.name, right)  # noqa: S101 - the oracle must know its own
            style = "{}" if form.name == "eos" else STYLES[number % len(STYLES)]
            yield row(form, f"{form.name}-{number}", style.format(right), valid=True)
        number = 0
        while number < INVALID:
            for text in slips(form, form.make(rng), rng):
                if number < INVALID and not any(one.judge(text) for one in everyone):
                    yield row(form, f"{form.name}-wrong-{number}", text, valid=False)
                    number += 1


def row(form: Form, id: str, text: str, *, valid: bool) -> dict[str, object]:
    return {"id": id, "text": text, "kind": form.kind, "chains": form.chains, "valid": valid}


def main() -> None:
    for one in rows():
        sys.stdout.write(json.dumps(one, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
