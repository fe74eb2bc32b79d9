"""A wallet that signs texts for tests, on each chain whose signatures are checked."""

import hashlib

import base58
from coincurve import PrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from walletdesk.chains import cased, keccak256
from walletdesk.verification.ownership import Address, Family

_SEED = hashlib.sha256(b"a wallet of the tests, nobody's").digest()
_PREFIX = {"evm": b"\x19Ethereum Signed Message:\n", "tron": b"\x19TRON Signed Message:\n"}


def address_of(family: str, seed: bytes = _SEED) -> Address:
    if family == "solana":
        public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
        return Address(Family.SOLANA, base58.b58encode(public).decode())
    account = keccak256(PrivateKey(seed).public_key.format(compressed=False)[1:])[-20:]
    if family == "tron":
        return Address(Family.TRON, base58.b58encode_check(b"\x41" + account).decode())
    return Address(Family.EVM, f"0x{cased(account.hex())}")


def signed(family: str, text: str, seed: bytes = _SEED) -> str:
    """What the wallet shows after signing."""
    said = text.encode()
    if family == "solana":
        return base58.b58encode(Ed25519PrivateKey.from_private_bytes(seed).sign(said)).decode()
    hashed = keccak256(_PREFIX[family] + str(len(said)).encode() + said)
    raw = PrivateKey(seed).sign_recoverable(hashed, hasher=None)
    return f"0x{raw[:64].hex()}{raw[64] + 27:02x}"


def evm_signed(text: str) -> str:
    return signed("evm", text)


def private_key(seed: bytes = _SEED) -> str:
    return f"0x{seed.hex()}"


def solana_key(seed: bytes = _SEED) -> str:
    """As wallets export it: the same length and letters as a signature."""
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    return base58.b58encode(seed + public).decode()
