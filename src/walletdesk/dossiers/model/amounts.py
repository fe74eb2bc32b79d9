"""Amounts as people read them: exact decimal text made of whole smallest units, never by way of a float."""

from typing import Final

MOST_DECIMALS: Final = 77  # 2^256 has no more digits: beyond it somebody jokes


def in_units(smallest: int, decimals: int) -> str:
    """``1`` of 18 decimals is ``0.000000000000000001``; zeros at the end are left out, nothing is rounded."""
    if not 0 <= decimals <= MOST_DECIMALS:
        raise ValueError(decimals)
    sign, digits = ("-" if smallest < 0 else ""), str(abs(smallest)).rjust(decimals + 1, "0")
    whole, part = (digits[:-decimals], digits[-decimals:].rstrip("0")) if decimals else (digits, "")
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"
