"""What the routes of desks work with, and what they share: a packet as it travels, a refusal in words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from litestar import Request

from walletdesk.platform.http import Misfitting, visit_of
from walletdesk.platform.i18n import Locale, translate
from walletdesk.platform.misfits import Misfit
from walletdesk.tickets.desks.model import Entry, Packet, PacketRefused, Standing
from walletdesk.tickets.desks.model.packet import TEXT
from walletdesk.tickets.desks.service import DeskKeeping, Escalating, Reviewing

W = "/api/workspace"
MOST_FIELDS = 20

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
Name = Annotated[str, msgspec.Meta(max_length=40)]
Typed = Annotated[str, msgspec.Meta(max_length=TEXT)]
ChainNames = Callable[[Locale], Sequence[tuple[str, str]]]


class Body(msgspec.Struct, forbid_unknown_fields=True):
    pass


class EntryView(Body):
    """What stands in a field, or why nothing does."""

    value: Typed = ""
    lacks: Typed = ""


Given = Annotated[dict[Name, EntryView], msgspec.Meta(max_length=MOST_FIELDS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    keeping: DeskKeeping
    escalating: Escalating
    reviewing: Reviewing
    chain_names: ChainNames


class PacketMisfit(Misfitting):
    """A refused packet in words, with each of its fields."""

    def __init__(self, refused: PacketRefused, locale: Locale) -> None:
        super().__init__([Misfit(one.why, one.field.id) for one in refused.troubles])
        names = [translate(locale, one.field.name) for one in refused.troubles]
        self.code, self.message = refused.code, refused.message
        self.values = {"fields": ("、" if locale == "zh-CN" else ", ").join(names)}


@contextmanager
def in_words(request: Request[Any, Any, Any]) -> Iterator[None]:
    """What is wrong with a packet, told in the reader's language and field by field."""
    try:
        yield
    except PacketRefused as refused:
        raise PacketMisfit(refused, visit_of(request.scope).locale) from None


def packet_of(given: Mapping[str, EntryView]) -> Packet:
    return {id: Entry(entry.value, entry.lacks) for id, entry in given.items()}


def packet_view(standing: Standing) -> dict[str, EntryView]:
    return {id: EntryView(entry.value, entry.lacks) for id, entry in standing.packet.items()}
