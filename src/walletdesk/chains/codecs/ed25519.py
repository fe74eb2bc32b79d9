"""Whether 32 bytes are a point on Ed25519's curve (RFC 8032, 5.1.3).

On Solana an address off the curve belongs to a program: no phrase and no key opens it.
"""

_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P


def is_on_curve(key: bytes) -> bool:
    y = int.from_bytes(key, "little") & (2**255 - 1)
    if y >= _P:
        return False
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    if square == 0:
        return not key[31] >> 7  # x is 0, and minus 0 is not written
    return pow(square, (_P - 1) // 2, _P) == 1
