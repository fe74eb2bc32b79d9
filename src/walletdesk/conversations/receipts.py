"""What whoever said something gets back."""

from dataclasses import dataclass
from datetime import datetime

from walletdesk.conversations.items import Item


@dataclass(frozen=True, slots=True)
class Receipt:
    """The number and time under which something was stored: the acknowledgement."""

    seq: int
    public_seq: int | None
    at: datetime


def receipt_of(item: Item) -> Receipt:
    return Receipt(item.seq, item.public_seq, item.at)
