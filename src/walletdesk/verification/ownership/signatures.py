"""Whether a signature was made with the key of an address: offline, without asking any chain.

EVM: EIP-191 ``personal_sign`` (0x45). TRON: ``signMessageV2`` (TIP-191). Solana: Ed25519 over the bytes of
the text. What the first two sign begins with a byte that no transaction begins with: none of them passes.
"""

import re
from typing import Final

import base58
from coincurve import PublicKey
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from walletdesk.chains import keccak256
from walletdesk.verification.ownership.model import Address, Answer, Family

_HEX: Final = re.compile(r"(?:0[xX])?([0-9a-fA-F]+)")
_BASE58: Final = re.compile(r"[1-9A-HJ-NP-Za-km-z]{64,88}")
_ORDER: Final = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141  # of secp256k1 (SEC 2)
_RECOVERY: Final = {0: 0, 1: 1, 27: 0, 28: 1}  # what wallets write as v
_PREFIXES: Final = {
    Family.EVM: b"\x19Ethereum Signed Message:\n",
    Family.TRON: b"\x19TRON Signed Message:\n",
}
_TRON_ADDRESS: Final = b"\x41"
_LINE_ENDS: Final = ("\n", "\r\n")  # some systems change them while copying; not a word of the text


def checked(address: Address, text: str, typed: str) -> Answer:
    """``typed``: what somebody pasted as the signature of ``text``."""
    word = "".join(typed.split())
    answers = [_checked(address, text.replace("\n", end).encode(), word) for end in _LINE_ENDS]
    return Answer.FITS if Answer.FITS in answers else answers[0]


def _checked(address: Address, text: bytes, word: str) -> Answer:
    if address.family is Family.SOLANA:
        return _of_solana(address.text, text, word)
    return _of_secp256k1(address, text, word)


def _of_secp256k1(address: Address, text: bytes, word: str) -> Answer:
    raw = _bytes_of_hex(word)
    if raw is None or len(raw) not in (64, 65):
        return Answer.MALFORMED
    compact = _recoverable(raw)
    if compact is None:
        return Answer.UNUSUAL
    hashed = keccak256(_PREFIXES[address.family] + str(len(text)).encode() + text)
    try:
        key = PublicKey.from_signature_and_message(compact, hashed, hasher=None)
    except ValueError:  # no point of the curve belongs to it
        return Answer.OTHER
    account = keccak256(key.format(compressed=False)[1:])[-20:]
    return Answer.FITS if account == _account(address) else Answer.OTHER


def _recoverable(raw: bytes) -> bytes | None:
    """r, s and which of two keys, as libsecp256k1 reads it; None for what no wallet writes.

    Each signature has a twin with a high s (EIP-2): taking both would make one proof two.
    """
    r, s = int.from_bytes(raw[:32]), int.from_bytes(raw[32:64])
    if len(raw) == 64:  # EIP-2098: the highest bit of s tells which key
        parity, s = s >> 255, s & (1 << 255) - 1
    elif raw[64] in _RECOVERY:
        parity = _RECOVERY[raw[64]]
    else:
        return None
    if not (0 < r < _ORDER and 0 < s <= _ORDER // 2):
        return None
    return r.to_bytes(32) + s.to_bytes(32) + bytes([parity])


def _account(address: Address) -> bytes:
    if address.family is Family.TRON:
        return base58.b58decode_check(address.text).removeprefix(_TRON_ADDRESS)
    return bytes.fromhex(address.text.removeprefix("0x"))


def _of_solana(address: str, text: bytes, word: str) -> Answer:
    raw = _bytes_of_hex(word) or (base58.b58decode(word) if _BASE58.fullmatch(word) else None)
    if raw is None or len(raw) != 64:
        return Answer.MALFORMED
    try:
        Ed25519PublicKey.from_public_bytes(base58.b58decode(address)).verify(raw, text)
    except (InvalidSignature, ValueError):
        return Answer.OTHER
    return Answer.FITS


def _bytes_of_hex(word: str) -> bytes | None:
    found = _HEX.fullmatch(word)
    return bytes.fromhex(found[1]) if found and len(found[1]) % 2 == 0 else None
