"""What others may read of a question: the words, not whose wallet or mailbox it is about."""

import re

MASK = "•••"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LONG = re.compile(  # addresses and transaction IDs of any chain, order numbers, telephone numbers
    r"(?<![A-Za-z0-9])(?:(?:0x)?[0-9a-fA-F]{16,}|(?=[A-Za-z]*\d)[A-Za-z0-9]{20,}|\+?\d(?:[\s-]?\d){6,})(?![A-Za-z0-9])"
)
_LONGEST, _MOST_READ = 300, 2_000


def masked(text: str) -> str:
    """In one line, and not longer than what an index reads."""
    read = " ".join(text.split())[:_MOST_READ]
    return _LONG.sub(MASK, _MAIL.sub(MASK, read))[:_LONGEST]  # cut last: half an address is masked by nothing
