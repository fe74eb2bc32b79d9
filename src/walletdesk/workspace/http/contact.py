"""One contact beside a conversation of theirs: the channels we know them by, and one timeline over all."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from litestar import Request, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from walletdesk.contacts import Block, Why
from walletdesk.conversations import Conversation, Status
from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.http import Access, access, agent_of
from walletdesk.workspace.contact_page import ContactPages, Known, Spoken, Told

_EXCERPT: Final = 300


class KnownView(msgspec.Struct):
    """``how``: wallet, linked, proven or said, which proves nothing."""

    channel: str
    how: str
    since: int
    address: str


class TalkView(msgspec.Struct):
    id: str
    channel: str
    status: Status
    subject: str
    last_at: int
    last_text: str


class SpokenView(msgspec.Struct):
    """``who``: contact, bot, agent or system."""

    conversation: str
    channel: str
    seq: int
    at: int
    who: str
    name: str
    text: str
    files: int


class HeldBack(msgspec.Struct):
    """We take nothing from this contact. ``until`` null: until somebody takes it back."""

    why: Why
    by: str
    at: int
    until: int | None


class ContactView(msgspec.Struct):
    """``elsewhere``: conversations of this contact that other teams have."""

    id: str
    blocked: HeldBack | None

    known: list[KnownView]
    talks: list[TalkView]
    elsewhere: int
    spoken: list[SpokenView]


def contact_routes(pages: ContactPages) -> Sequence[HTTPRouteHandler]:
    @get("/api/workspace/conversations/{conversation:str}/contact", opt=access(Access.AGENT))
    async def show_contact(request: Request[Any, Any, Any], conversation: FromPath[str]) -> ContactView:
        return _view(await pages.of(agent_of(request), ConversationId(conversation)))

    return [show_contact]


def _view(told: Told) -> ContactView:
    return ContactView(
        id=told.contact,
        blocked=_blocked(told.block, told.blocked_by) if told.block else None,
        known=[_known(one) for one in told.known],
        talks=[_talk(one) for one in told.talks],
        elsewhere=told.elsewhere,
        spoken=[_spoken(one) for one in told.spoken],
    )


def _blocked(block: Block, by: str) -> HeldBack:
    until = None if block.until is None else millis(block.until)
    return HeldBack(block.why, by, millis(block.at), until)


def _known(one: Known) -> KnownView:
    return KnownView(one.channel, one.how, millis(one.since), one.address)


def _talk(one: Conversation) -> TalkView:
    return TalkView(one.id, one.channel, one.status, one.subject, millis(one.last_at), one.last_text)


def _spoken(one: Spoken) -> SpokenView:
    item = one.item
    return SpokenView(
        conversation=one.talk.id,
        channel=item.event.what if item.event else one.talk.channel,
        seq=item.seq,
        at=millis(item.at),
        who=item.author.kind.value,
        name=item.author.name,
        text=item.text[:_EXCERPT],
        files=len(item.attachments),
    )
