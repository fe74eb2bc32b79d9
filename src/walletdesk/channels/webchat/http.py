"""The widget's plain requests: the conversations of the contact who asks."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

import msgspec
from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.response import Response

from walletdesk.channels.webchat.forms import answered, filled_in
from walletdesk.channels.webchat.inbound import LONGEST_TEXT, ClientId, Id, written
from walletdesk.channels.webchat.outbound import ContactPushes
from walletdesk.channels.webchat.ports import Attaching, Builds, Limits, Surveying
from walletdesk.channels.webchat.wire import ContactHead, contact_head
from walletdesk.conversations import (
    Ask,
    Author,
    Beginning,
    Conversation,
    Conversing,
    Form,
    ItemView,
    Page,
    Picture,
    Priority,
    Reading,
    Speaker,
    Transcripts,
    as_lines,
    for_contact,
)
from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import NotFound, SecretStopped
from walletdesk.kernel.ids import ContactId, ConversationId, InboxId
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.platform.feed import Polled
from walletdesk.platform.http import Access, access, contact_of
from walletdesk.platform.settings import InboxSettings
from walletdesk.releases import Finding, told

CHANNEL = "webchat"
MOST_ITEMS = 100
_LONG_DIGITS = (Ask.TX, Ask.ADDRESS)  # whoever fills in one of these has said what the digits are

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_TEXT)]
Locale = Annotated[str, msgspec.Meta(max_length=16, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Filled = Annotated[str, msgspec.Meta(max_length=2_000)]
Mark = Annotated[int, msgspec.Meta(ge=1, le=5)]


class AppBuild(msgspec.Struct):
    """What the app around the widget says of itself: the parameters with which it was opened.

    What cannot be read is passed over, and so is every other name: nothing here may keep anybody from help.
    ``digest``: SHA-256 of who signed it. ``source``: where it was downloaded.
    """

    package: str = ""
    version: str = ""
    digest: str = ""
    source: str = ""


class StartConversation(msgspec.Struct, forbid_unknown_fields=True):
    client_id: ClientId
    text: Text
    inbox: Id
    locale: Locale = "zh-CN"
    category: Annotated[str, msgspec.Meta(max_length=40)] = ""
    answers: Annotated[dict[Id, Filled], msgspec.Meta(max_length=20)] = {}
    build: AppBuild = msgspec.field(default_factory=AppBuild)


class SendMessage(msgspec.Struct, forbid_unknown_fields=True):
    """``answers``: the number of the message whose form this fills in."""

    client_id: ClientId
    text: Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)] = ""
    attachments: Annotated[list[Id], msgspec.Meta(max_length=10)] = []
    answers: Annotated[int, msgspec.Meta(ge=1, le=2**53)] | None = None


class ReadUpTo(msgspec.Struct, forbid_unknown_fields=True):
    seq: Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class GiveMarks(msgspec.Struct, forbid_unknown_fields=True):
    overall: Mark | None = None
    speed: Mark | None = None
    manner: Mark | None = None
    professionalism: Mark | None = None
    solved: Mark | None = None
    comment: Annotated[str, msgspec.Meta(max_length=1000)] = ""


class OpenConversation(msgspec.Struct):
    """A conversation and its latest items; ``earlier`` ones may be asked for."""

    head: ContactHead
    items: list[ItemView]
    earlier: bool


class Items(msgspec.Struct):
    items: list[ItemView]
    more: bool


class Heads(msgspec.Struct):
    items: list[ContactHead]


class Stored(msgspec.Struct):
    """Stored under this number at this time: what was acknowledged is on disk."""

    seq: int
    at: int


class Frames(msgspec.Struct):
    """What happened after the number asked for, in order."""

    epoch: str
    n: int
    frames: list[msgspec.Raw]


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What these routes work with."""

    conversing: Conversing
    reading: Reading
    pushes: ContactPushes
    poll: Callable[[ContactId, str, int], Awaitable[Polled]]
    limits: Limits
    surveying: Surveying
    attaching: Attaching
    transcripts: Transcripts
    inbox_of: Callable[[InboxId], InboxSettings | None]
    secret_in: Callable[[str], str | None]
    secret_asked_in: Callable[[str], str | None]  # raises MayBeSecret where only whoever wrote it can tell


def routes(needs: Needs, builds: Builds) -> Sequence[HTTPRouteHandler]:
    """Each parses, asks who it is, calls, renders."""
    return [*_reading(needs), *_writing(needs, builds), *_ending(needs)]


def _reading(needs: Needs) -> list[HTTPRouteHandler]:
    @get("/api/conversations", opt=access(Access.CONTACT))
    async def list_conversations(request: Request[Any, Any, Any]) -> Heads:
        found = await needs.reading.of_contact(contact_of(request).contact)
        return Heads([await _head(needs, conversation) for conversation in found])

    @get("/api/conversations/{conversation:str}", opt=access(Access.CONTACT))
    async def open_conversation(
        request: Request[Any, Any, Any], conversation: FromPath[str]
    ) -> OpenConversation:
        return await _open(needs, contact_of(request), ConversationId(conversation))

    @get("/api/conversations/{conversation:str}/items", opt=access(Access.CONTACT))
    async def list_items(
        request: Request[Any, Any, Any],
        conversation: FromPath[str],
        after: Annotated[int | None, QueryParameter(ge=0, le=2**53)] = None,
        before: Annotated[int | None, QueryParameter(ge=0, le=2**53)] = None,
        limit: Annotated[int, QueryParameter(ge=1, le=MOST_ITEMS)] = 50,
    ) -> Items:
        page = Page(after=0 if after is None and before is None else after, before=before, most=limit + 1)
        items = await needs.reading.items(contact_of(request), ConversationId(conversation), page)
        kept = items[:limit] if page.after is not None else items[-limit:]
        return Items([for_contact(item) for item in kept], len(items) > limit)

    @get("/api/feed/contact", opt=access(Access.CONTACT))
    async def poll_feed(
        request: Request[Any, Any, Any],
        epoch: Annotated[str, QueryParameter(max_length=32)] = "",
        n: Annotated[int, QueryParameter(ge=0, le=2**53)] = 0,
    ) -> Frames:
        polled = await needs.poll(contact_of(request).contact, epoch, n)
        return Frames(polled.epoch, polled.n, [msgspec.Raw(frame.encode()) for frame in polled.frames])

    return [list_conversations, open_conversation, list_items, poll_feed]


def _writing(needs: Needs, builds: Builds) -> list[HTTPRouteHandler]:
    @post("/api/conversations", opt=access(Access.CONTACT))
    async def start_conversation(
        request: Request[Any, Any, Any], data: JSONBody[StartConversation]
    ) -> OpenConversation:
        viewer = contact_of(request)
        await needs.limits.may_start(viewer.contact)
        inbox = needs.inbox_of(InboxId(data.inbox))
        if inbox is None:
            raise NotFound
        given = " ".join(data.answers.values())
        # a secret is no wrong entry: it begins a conversation without its text, as one in a message does
        stopped = bool(needs.secret_in(given))
        answers = () if stopped else filled_in(inbox, data.category, data.answers)
        finding = await builds.look(told(**msgspec.structs.asdict(data.build)))
        beginning = Beginning(
            contact=viewer.contact,
            inbox=InboxId(data.inbox),
            channel=CHANNEL,
            locale=data.locale,
            category=data.category,
            subject=data.text.strip() if answers else "",
            answers=answers,
            build=builds.answers(finding),
        )
        lines = [data.text.strip(), given if stopped else as_lines(answers, data.locale)]
        said = written("\n".join(filter(None, lines)), data.client_id)
        started = await needs.conversing.start(_urgent(beginning, finding), _author(viewer.contact), said)
        return await _open(needs, viewer, started.id)

    @post("/api/conversations/{conversation:str}/messages", opt=access(Access.CONTACT))
    async def send_message(
        request: Request[Any, Any, Any], conversation: FromPath[str], data: JSONBody[SendMessage]
    ) -> Stored:
        viewer, id = contact_of(request), ConversationId(conversation)
        await needs.limits.may_send(viewer.contact)
        await needs.reading.seen_by(viewer, id)
        files = await needs.attaching.ready(id, data.attachments)
        form = None if data.answers is None else await _asked(needs, viewer, id, data.answers)
        said = written(_answer(needs, form, data.text), data.client_id, files, fills=form is not None)
        named = form is not None and form.kind in _LONG_DIGITS
        receipt = await needs.conversing.hear(id, _author(viewer.contact), said, named=named)
        return Stored(receipt.public_seq or receipt.seq, millis(receipt.at))

    @post("/api/conversations/{conversation:str}/read", opt=access(Access.CONTACT), status_code=204)
    async def read_conversation(
        request: Request[Any, Any, Any], conversation: FromPath[str], data: JSONBody[ReadUpTo]
    ) -> None:
        id = ConversationId(conversation)
        await needs.reading.seen_by(contact_of(request), id)
        await needs.conversing.read_by_contact(id, data.seq)

    @post("/api/conversations/{conversation:str}/agent", opt=access(Access.CONTACT), status_code=200)
    async def request_agent(request: Request[Any, Any, Any], conversation: FromPath[str]) -> ContactHead:
        viewer, id = contact_of(request), ConversationId(conversation)
        await needs.reading.seen_by(viewer, id)
        return await _head(needs, await needs.conversing.request_agent(id, reason="asked"))

    return [start_conversation, send_message, read_conversation, request_agent]


def _ending(needs: Needs) -> list[HTTPRouteHandler]:
    @post("/api/conversations/{conversation:str}/end", opt=access(Access.CONTACT), status_code=200)
    async def end_conversation(request: Request[Any, Any, Any], conversation: FromPath[str]) -> ContactHead:
        viewer, id = contact_of(request), ConversationId(conversation)
        await needs.reading.seen_by(viewer, id)
        return await _head(needs, await needs.conversing.resolve(id, by=Speaker.CONTACT))

    @post("/api/conversations/{conversation:str}/begun", opt=access(Access.CONTACT), status_code=200)
    async def withdraw_begun(request: Request[Any, Any, Any], conversation: FromPath[str]) -> ContactHead:
        """Their browser stopped the last piece of a phrase: what was sent of it before is withdrawn."""
        viewer, id = contact_of(request), ConversationId(conversation)
        await needs.reading.seen_by(viewer, id)
        return await _head(needs, await needs.conversing.withdraw_begun(id))

    @post("/api/conversations/{conversation:str}/survey", opt=access(Access.CONTACT), status_code=200)
    async def answer_survey(
        request: Request[Any, Any, Any], conversation: FromPath[str], data: JSONBody[GiveMarks]
    ) -> ContactHead:
        viewer, id = contact_of(request), ConversationId(conversation)
        await needs.reading.seen_by(viewer, id)
        if needs.secret_asked_in(data.comment):
            raise SecretStopped
        await needs.surveying.answer(id, data)
        return await _head(needs, await needs.reading.seen_by(viewer, id))

    @get(
        "/api/conversations/{conversation:str}/transcript",
        opt=access(Access.CONTACT, answers=["text/html", "application/json", "text/plain"]),
    )
    async def download_transcript(
        request: Request[Any, Any, Any],
        conversation: FromPath[str],
        format: Annotated[str, QueryParameter(pattern="^(html|json|text)$")] = "html",
    ) -> Response[bytes]:
        made = await needs.transcripts.made(contact_of(request), ConversationId(conversation), format)
        headers = {"Content-Disposition": f'attachment; filename="{made.name}"', "Cache-Control": "no-store"}
        return Response(made.body, media_type=made.type, headers=headers)

    return [end_conversation, withdraw_begun, answer_survey, download_transcript]


def _urgent(beginning: Beginning, finding: Finding) -> Beginning:
    """Where their app is a fake it goes the way of a theft, whatever they write."""
    if not finding.is_alarm:
        return beginning
    build, seen = finding.reported_as
    return replace(
        beginning,
        wants_agent="risk",
        priority=Priority.SECURITY,
        skill="risk",
        fake_build=build,
        fake_seen=seen,
    )


async def _open(needs: Needs, viewer: ContactViewer, id: ConversationId) -> OpenConversation:
    picture: Picture = await needs.reading.picture(viewer, id)
    items = [for_contact(item) for item in picture.items]
    return OpenConversation(await _head(needs, picture.conversation), items, picture.earlier)


async def _asked(needs: Needs, viewer: ContactViewer, id: ConversationId, seq: int) -> Form:
    asked = await needs.reading.items(viewer, id, Page(after=seq - 1, most=1))
    form = asked[0].form if asked else None
    if form is None:
        raise NotFound
    return form


def _answer(needs: Needs, form: Form | None, text: str) -> str:
    """The form asks for one thing in one form; what holds a secret is stopped where it is stored."""
    return text if form is None or needs.secret_in(text) else answered(form, text)


async def _head(needs: Needs, conversation: Conversation) -> ContactHead:
    return contact_head(conversation, await needs.pushes.around(conversation))


def _author(contact: ContactId) -> Author:
    return Author(Speaker.CONTACT, contact)
