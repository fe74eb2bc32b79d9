"""Upper and lower case as a checksum of hexadecimal addresses (EIP-55): about 15 bits."""


def keccak256(data: bytes) -> bytes:
    from Crypto.Hash import keccak  # noqa: PLC0415 - 70 ms and 7 MB, for those who are asked about EVM chains

    return keccak.new(digest_bits=256, data=data).digest()


def cased(digits: str) -> str:
    """The 40 digits in the case that tells whether they are right."""
    lower = digits.lower()
    weights = keccak256(lower.encode()).hex()
    return "".join(
        digit.upper() if int(weight, 16) >= 8 else digit
        for digit, weight in zip(lower, weights, strict=False)
    )


def is_cased(digits: str) -> bool:
    """Whether the case says anything: all letters alike, or none at all, say nothing."""
    return digits not in {digits.lower(), digits.upper()}
