"""When a dossier is looked at again. Counted in looks, not in days: a clock that jumps gives nothing up."""

from datetime import timedelta
from math import ceil
from typing import Final

from walletdesk.dossiers.model.finding import Finding
from walletdesk.dossiers.model.sorts import Sort

SOON: Final = timedelta(seconds=60)
LATER: Final = timedelta(minutes=10)
LEASE: Final = timedelta(minutes=2)  # of whoever looks: if they die, it is due again after this
FAR: Final = timedelta(hours=1)  # longer than anything is put off: beyond it, the clock was set back
_DAY_SOON, _DAY_LATER = 24 * 60, 24 * 6  # looks
_SAFE_AFTER: Final = 900  # seconds of blocks on top of it
_FEWEST_BLOCKS: Final = 6

# How many looks come soon after each other, and how many later, as long as nothing changes
_LOOKS: Final[dict[Sort, tuple[int, int]]] = {
    Sort.UNKNOWN: (10, _DAY_LATER),
    Sort.MISSING: (60, _DAY_LATER),
    Sort.WAITING: (_DAY_SOON, 13 * _DAY_LATER),
    Sort.GONE: (2, _DAY_LATER),
    Sort.REPLACED: (2, 0),
}


def deep(block_seconds: float) -> int:
    """So many blocks on top, and nobody expects it to be taken back any more."""
    return max(_FEWEST_BLOCKS, ceil(_SAFE_AFTER / block_seconds)) if block_seconds > 0 else _FEWEST_BLOCKS


def pause(finding: Finding, seen: int, *, enough: int) -> timedelta | None:
    """Until the next look; None: what is known now stays. ``seen``: looks in a row that found this sort.

    ``enough``: confirmations that settle it.
    """
    if finding.cannot_be_asked:
        return None
    if (sort := finding.sort) in _LOOKS:
        soon, later = _LOOKS[sort]
        return SOON if seen < soon else LATER if seen < soon + later else None
    confirmations = finding.number("confirmations")
    return SOON if confirmations is not None and confirmations < enough and seen < _DAY_SOON else None
