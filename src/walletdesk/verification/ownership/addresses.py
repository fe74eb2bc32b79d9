"""Which address somebody typed, if it is one that a person can sign for."""

from collections.abc import Callable
from typing import Final

import base58

from walletdesk.chains import Checksum, Finding, Identified, cased
from walletdesk.kernel.errors import Invalid
from walletdesk.verification.ownership.model import Address, Family

EVM_LENGTH: Final = 42  # with its 0x
# y of the points of Ed25519 whose order divides eight (RFC 8032, 5.1): under such a "key" anybody can make
# signatures. The address of Solana's own program is one of them, and nobody's.
_WEAK: Final = frozenset(
    {
        0,
        1,
        2**255 - 20,
        0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
        0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD83D3D706A17C7,
    }
)


def address_in(identify: Callable[[str], Identified], typed: str) -> Address:
    """Raises Invalid."""
    found = [one for one in identify(typed.strip()).findings if _families(one)]
    if len(found) != 1 or not found[0].value:
        raise Invalid("Paste one whole address of an EVM chain, of TRON or of Solana.", code="no_address")
    one = found[0]
    if one.checksum is Checksum.WRONG:
        raise Invalid("This address is mistyped: its checksum is wrong. Copy it again.", code="checksum")
    family = _families(one)[0]
    if family is Family.SOLANA and (one.detail.get("curve") != "on" or _is_weak(one.value)):
        raise Invalid("This address belongs to a program. Nobody can sign for it.", code="program")
    return Address(family, f"0x{cased(one.value[2:])}" if family is Family.EVM else one.value)


def _families(one: Finding) -> list[Family]:
    """TRON's form of 42 digits is for programs; wallets show the one with T."""
    if not one.addresses_on or (one.value.startswith("0x") and len(one.value) != EVM_LENGTH):
        return []  # 64 digits are a transaction or a private key, whatever stands in front of them
    known = [family for family in Family if family.value in one.forms]
    return [family for family in known if family is not Family.TRON or one.value.startswith("T")]


def _is_weak(address: str) -> bool:
    return int.from_bytes(base58.b58decode(address), "little") & (2**255 - 1) in _WEAK
