"""Makes ``tests/data/ownership/vectors.jsonl``: signatures by libraries of wallets, and spoilt ones.

    python -m venv oracle
    oracle/bin/pip install eth-account==0.14.0 eth-keys==0.8.0 solders==0.29.0 tronpy==0.6.2
    oracle/bin/python scripts/ownership_vectors.py > tests/data/ownership/vectors.jsonl

Nothing of Walletdesk is imported, and nothing here is a key of anybody: all are made of small numbers.
"""

import hashlib
import json
import sys
from collections.abc import Iterator

import base58
from eth_account import Account
from eth_account.messages import encode_defunct, encode_typed_data
from eth_keys import keys
from eth_utils import keccak
from solders.keypair import Keypair
from tronpy.keys import PrivateKey

ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
TEXTS = ("I show that this address is mine.\nNumber: 1", "我证明这个地址是我的。\n编号：2", "x")
TYPED = {
    "types": {
        "EIP712Domain": [{"name": "name", "type": "string"}],
        "Say": [{"name": "text", "type": "string"}],
    },
    "primaryType": "Say",
    "domain": {"name": "Sample"},
}
Row = dict[str, str]


def key(name: str) -> bytes:
    return hashlib.sha256(b"walletdesk vectors, no real key: " + name.encode()).digest()


def row(id: str, family: str, address: str, text: str, signature: str, answer: str) -> Row:
    return {
        "id": id,
        "family": family,
        "address": address,
        "text": text,
        "signature": signature,
        "answer": answer,
    }


def spellings(raw: bytes) -> Iterator[tuple[str, str, str]]:
    """Of one signature of 65 bytes: name, spelling, answer."""
    r, s, v = raw[:32], int.from_bytes(raw[32:64], "big"), raw[64]
    yield "as signed", "0x" + raw.hex(), "fits"
    yield "without 0x", raw.hex(), "fits"
    yield "in capitals", "0x" + raw.hex().upper(), "fits"
    yield "over two lines", "0x" + raw.hex()[:70] + "\n " + raw.hex()[70:], "fits"
    yield "v of 0 or 1", "0x" + (raw[:64] + bytes([v - 27])).hex(), "fits"
    yield "compact (EIP-2098)", "0x" + r.hex() + f"{s | (v - 27) << 255:064x}", "fits"
    twin = r + (ORDER - s).to_bytes(32, "big") + bytes([55 - v])
    yield "the twin with a high s", "0x" + twin.hex(), "unusual"
    yield "v of a chain (EIP-155)", "0x" + (raw[:64] + bytes([v + 10])).hex(), "unusual"
    yield "v of 2", "0x" + (raw[:64] + b"\x02").hex(), "unusual"
    yield "r of nought", "0x" + (bytes(32) + raw[32:]).hex(), "unusual"
    yield "s of nought", "0x" + (r + bytes(32) + raw[64:]).hex(), "unusual"
    yield "r of the order", "0x" + (ORDER.to_bytes(32, "big") + raw[32:]).hex(), "unusual"
    yield "the other v", "0x" + (raw[:64] + bytes([55 - v])).hex(), "other"
    yield "a byte too few", "0x" + raw[:63].hex(), "malformed"
    yield "a byte too many", "0x" + raw.hex() + "00", "malformed"
    yield "half a byte", "0x" + raw.hex()[:-1], "malformed"
    yield "words", "signature", "malformed"
    yield "nothing", "", "malformed"


def evm() -> Iterator[Row]:
    for number, text in enumerate(TEXTS):
        account = Account.from_key(key(f"evm {number}"))
        raw = bytes(account.sign_message(encode_defunct(text=text)).signature)
        for name, spelled, answer in spellings(raw):
            yield row(f"evm {number}: {name}", "evm", account.address, text, spelled, answer)
        other = Account.from_key(key("evm other"))
        yield row(f"evm {number}: another address", "evm", other.address, text, raw.hex(), "other")
        yield row(f"evm {number}: another text", "evm", account.address, text + " ", raw.hex(), "other")
        typed = encode_typed_data(full_message={**TYPED, "message": {"text": text}})
        signed = bytes(account.sign_message(typed).signature).hex()
        yield row(f"evm {number}: typed data", "evm", account.address, text, signed, "other")
        bare = keys.PrivateKey(key(f"evm {number}")).sign_msg_hash(keccak(text.encode())).to_bytes().hex()
        yield row(f"evm {number}: without a prefix", "evm", account.address, text, bare, "other")
    account = Account.from_key(key("evm 0"))
    fields = {"nonce": 0, "gasPrice": 1, "gas": 21_000, "to": account.address, "value": 1, "chainId": 1}
    sent = account.sign_transaction(fields)
    yield row(
        "evm: a whole transaction", "evm", account.address, TEXTS[0], sent.raw_transaction.hex(), "malformed"
    )
    raw = sent.r.to_bytes(32, "big") + sent.s.to_bytes(32, "big") + bytes([(sent.v - 35) % 2])
    yield row("evm: the signature of a transaction", "evm", account.address, TEXTS[0], raw.hex(), "other")


def tron() -> Iterator[Row]:
    for number, text in enumerate(TEXTS):
        private = PrivateKey(key(f"tron {number}"))
        address, said = private.public_key.to_base58check_address(), text.encode()
        prefixed = b"\x19TRON Signed Message:\n" + str(len(said)).encode() + said
        signed = keys.PrivateKey(key(f"tron {number}")).sign_msg_hash(keccak(prefixed)).to_bytes()
        raw = signed[:64] + bytes([signed[64] + 27])
        for name, spelled, answer in spellings(raw):
            yield row(f"tron {number}: {name}", "tron", address, text, spelled, answer)
        evm = bytes(Account.from_key(key(f"tron {number}")).sign_message(encode_defunct(text=text)).signature)
        yield row(f"tron {number}: signed as on EVM", "tron", address, text, evm.hex(), "other")


def solana() -> Iterator[Row]:
    for number, text in enumerate(TEXTS):
        pair = Keypair.from_seed(key(f"solana {number}"))
        raw, address = bytes(pair.sign_message(text.encode())), str(pair.pubkey())
        name = f"solana {number}:"
        yield row(f"{name} base58", "solana", address, text, base58.b58encode(raw).decode(), "fits")
        yield row(f"{name} digits", "solana", address, text, raw.hex(), "fits")
        yield row(f"{name} digits with 0x", "solana", address, text, "0x" + raw.hex(), "fits")
        yield row(f"{name} another text", "solana", address, text + "!", raw.hex(), "other")
        other = str(Keypair.from_seed(key("solana other")).pubkey())
        yield row(f"{name} another address", "solana", other, text, raw.hex(), "other")
        high = raw[:32] + (
            int.from_bytes(raw[32:], "little") + 2**252 + 27742317777372353535851937790883648493
        ).to_bytes(32, "little")
        yield row(f"{name} S beyond the order", "solana", address, text, high.hex(), "other")
        yield row(f"{name} cut", "solana", address, text, base58.b58encode(raw[:63]).decode(), "malformed")
        yield row(f"{name} words", "solana", address, text, "signature", "malformed")


def main() -> None:
    for one in (*evm(), *tron(), *solana()):
        sys.stdout.write(json.dumps(one, ensure_ascii=False) + "\n")


main()
