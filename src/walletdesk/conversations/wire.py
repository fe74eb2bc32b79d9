"""How items look to the outside: plain dataclasses that an edge can encode. Times are milliseconds UTC."""

from dataclasses import dataclass, replace

from walletdesk.conversations.items import (
    Attachment,
    Choice,
    Form,
    Happened,
    Item,
    Kind,
    Mentioned,
    Source,
    Speaker,
)
from walletdesk.kernel.clock import millis


@dataclass(frozen=True, slots=True)
class AuthorView:
    kind: Speaker
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """``seq`` is the number the reader counts by: contacts count only what they can see."""

    seq: int
    kind: Kind
    author: AuthorView
    text: str
    at: int
    client_id: str | None
    source: Source | None
    choices: tuple[Choice, ...]
    attachments: tuple[Attachment, ...]
    event: Happened | None
    form: Form | None
    mentions: tuple[Mentioned, ...]
    withdrawn: bool


def for_contact(item: Item) -> ItemView:
    """A public item as its contact sees it. Raises ValueError for one that is not public."""
    number = item.public_seq
    if number is None:
        raise ValueError("this item is not for contacts")
    if item.event and item.event.parts:
        item = replace(item, event=replace(item.event, parts=item.event.public_parts))
    if (
        item.source and item.source.worded_by
    ):  # said in the text; whose model it is, is the house's own matter
        item = replace(item, source=replace(item.source, worded_by=""))
    return _view(item, number, "" if item.author.kind is Speaker.AGENT else item.author.id)


def for_agent(item: Item) -> ItemView:
    return _view(item, item.seq, item.author.id)


def _view(item: Item, seq: int, author_id: str) -> ItemView:
    return ItemView(
        seq,
        item.kind,
        AuthorView(item.author.kind, author_id, item.author.name),
        item.text,
        millis(item.at),
        item.client_id,
        item.source,
        item.choices,
        item.attachments,
        replace(item.event, public_parts=()) if item.event else None,
        item.form,
        item.mentions,
        item.withdrawn,
    )
