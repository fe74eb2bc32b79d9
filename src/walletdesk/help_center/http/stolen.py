"""What to do while coins are being taken, as a page: the steps at once, and one's own progress with them.

It needs no script and no account. Whoever only reads is asked nothing; whoever wants a person, the addresses
looked at and the evidence in one file begins a conversation with one press.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Final

import msgspec
from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, URLEncodedBody

from walletdesk.conversations import Conversation, Reading
from walletdesk.help_center.http.center import (
    HTML,
    NOT_KEPT,
    PRIVATE,
    PUBLIC_FORM,
    PUBLIC_PAGE,
    Anyone,
    HelpCenter,
    go_to,
)
from walletdesk.help_center.http.portal import kept, pass_of
from walletdesk.help_center.ports import Entrance, Pass, Saying
from walletdesk.kernel.clock import from_millis
from walletdesk.kernel.errors import MayBeSecret, NotFound, Refused, SecretStopped
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.platform.http import answer_to, visit_of
from walletdesk.platform.i18n import LOCALES, Locale, translate
from walletdesk.sla import ToldReply
from walletdesk.theft import Containing, Containment, ContainmentView, Pack, Step, shown

STOLEN: Final = "/stolen"
OWN: Final = "/stolen/{conversation:str}"
LONGEST: Final = 2_000
CONVERSATION: Final = re.compile(r"cnv_[0-9a-hjkmnp-tv-z]{26}")
AGAIN: Final = 4  # seconds, while chains are being asked
Long = Annotated[str, msgspec.Meta(max_length=50_000)]
Shown = Callable[[Pass], Awaitable[Response[Any]]]
Packs = Callable[[Pass, str, Locale], Awaitable[Pack]]


class Marked(msgspec.Struct):
    step: Step
    done: str = "yes"


class Told(msgspec.Struct):
    """It may hold a secret, so it never prints itself."""

    text: Long = ""
    theirs: str = ""
    remove: Long = ""

    def __repr__(self) -> str:
        return type(self).__name__


@dataclass(frozen=True, slots=True)
class Slip:
    """What was wrong with what was typed: stopped, may_be_secret, or a sentence in the reader's language.

    ``text`` comes back to be mended, in the field that it was typed in: never what the shield would stop.
    """

    fault: str = ""
    text: str = ""
    theirs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Come:
    """What whoever has just come is shown once: the private way back, and by when a person answers.

    The promise itself is made a moment later.
    """

    link: str = ""
    told: ToldReply | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StolenPage:
    """``new_once``: for the form that begins a conversation; see the message form."""

    help_center: HelpCenter
    entrance: Entrance
    reading: Reading
    containing: Containing
    packs: Packs
    limited: Callable[[ContactId], Awaitable[object]]
    new_once: Callable[[], str]
    named: Callable[[Locale, str], str]
    saying: Saying

    def start(
        self, locale: Locale, *, fault: str = "", status: int = 200, going_on: str = ""
    ) -> Response[Any]:
        """For everybody: nothing of it is anybody's. ``going_on``: where a contact of the widget goes on."""
        values = {
            "view": for_nobody(locale, partial(self.named, locale)),
            "once": self.new_once(),
            "fault": fault,
            "longest": LONGEST,
            "going_on": going_on,
            "alternates": [(each, f"{STOLEN}?locale={each}") for each in LOCALES],
        }
        answer = self.help_center.answer("stolen", locale, STOLEN, values, NOT_KEPT)
        answer.status_code = status
        return answer


def for_nobody(locale: Locale, named: Callable[[str], str] = str) -> ContainmentView:
    """The steps as they are for everybody."""
    nobody = Containment(conversation=ConversationId(""), contact=ContactId(""), opened_at=from_millis(0))
    return shown(nobody, partial(translate, locale), named)


def stolen_routes(page: StolenPage) -> list[HTTPRouteHandler]:
    @get(STOLEN, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def begin(request: Anyone, conversation: FromQuery[str] = "") -> Response[Any]:
        locale = visit_of(request.scope).locale
        if not CONVERSATION.fullmatch(conversation):
            return page.start(locale)
        return await _go_on(page, request, ConversationId(conversation), locale)

    @get(OWN, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def read(request: Anyone, conversation: FromPath[str]) -> Response[Any]:
        async def told(found: Pass) -> Response[Any]:
            return await own_page(page, visit_of(request.scope).locale, found, ConversationId(conversation))

        return await _let_in(page, request, told)

    @get(f"{OWN}/pack", opt=PUBLIC_PAGE, include_in_schema=False)
    async def take(request: Anyone, conversation: FromPath[str]) -> Response[Any]:
        async def told(found: Pass) -> Response[Any]:
            await page.limited(found.viewer.contact)
            pack = await page.packs(found, conversation, visit_of(request.scope).locale)
            headers = {**PRIVATE, "Content-Disposition": f'attachment; filename="{pack.name}"'}
            return Response(pack.body, media_type="application/zip", headers=headers)

        return await _let_in(page, request, told)

    return [begin, read, take, *_writing(page)]


def _writing(page: StolenPage) -> list[HTTPRouteHandler]:
    @post(f"{OWN}/steps", opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False)
    async def mark(
        request: Anyone, conversation: FromPath[str], data: URLEncodedBody[Marked]
    ) -> Response[Any]:
        async def told(found: Pass) -> Response[Any]:
            id = ConversationId(conversation)
            await page.containing.mark(found.viewer, id, data.step, done=data.done == "yes")
            return kept(_back(id, visit_of(request.scope).locale, data.step.value), found)

        return await _let_in(page, request, told)

    @post(f"{OWN}/addresses", opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False)
    async def tell(request: Anyone, conversation: FromPath[str], data: URLEncodedBody[Told]) -> Response[Any]:
        async def told(found: Pass) -> Response[Any]:
            id, locale = ConversationId(conversation), visit_of(request.scope).locale
            if slip := await _told(page, found, id, data, locale):
                return await own_page(page, locale, found, id, slip=slip)
            return kept(_back(id, locale, "addresses"), found)

        return await _let_in(page, request, told)

    return [mark, tell]


async def _go_on(page: StolenPage, request: Anyone, id: ConversationId, locale: Locale) -> Response[Any]:
    """To what is theirs, where this browser may read it; to anybody else the page for everybody.

    The address names a conversation and opens nothing. Where the widget has a secret in this browser, a
    script asks for the pass with it (``ui/help/portal.js``).
    """
    found, own = pass_of(page.entrance, request), f"{STOLEN}/{id}"
    if found is None:
        return page.start(locale, going_on=own)
    try:
        await page.reading.seen_by(found.viewer, id)
    except NotFound:  # another contact's pass: in this browser the widget may know whose it is
        return page.start(locale, going_on=own)
    return kept(go_to(f"{own}?locale={locale}"), found)


async def _let_in(page: StolenPage, request: Anyone, told: Shown) -> Response[Any]:
    """Whatever is not theirs, not there, or asked for by nobody we know looks the same."""
    found = pass_of(page.entrance, request)
    try:
        if found is not None:
            return await told(found)
    except NotFound:
        pass
    return page.help_center.missing(visit_of(request.scope).locale)


async def _told(page: StolenPage, found: Pass, id: ConversationId, data: Told, locale: Locale) -> Slip | None:
    try:
        if data.remove:
            await page.containing.forget(found.viewer, id, data.remove)
            return None
        await page.limited(found.viewer.contact)
        if data.text.strip():
            await page.containing.tell(found.viewer, id, data.text[:LONGEST], theirs=bool(data.theirs))
        else:
            await page.containing.look_again(found.viewer, id)
    except NotFound:
        raise
    except SecretStopped:
        return Slip("stopped")
    except MayBeSecret:
        return Slip("may_be_secret")
    except Refused as refusal:
        detail = answer_to(refusal, locale).problem.detail
        return Slip(detail, to_mend(page.help_center, data.text, locale), theirs=bool(data.theirs))
    return None


def to_mend(help_center: HelpCenter, typed: str, locale: Locale) -> str:
    """What may be shown again. Digits that may be a key go, and with a secret all of it."""
    text = typed.strip()[:LONGEST]
    if help_center.holds_secret(typed):
        return ""
    named = help_center.without_digits(text, locale)
    return text if named is None else named


async def own_page(
    page: StolenPage,
    locale: Locale,
    found: Pass,
    id: ConversationId,
    *,
    slip: Slip = Slip(),
    come: Come = Come(),
) -> Response[Any]:
    fault, link = slip.fault, come.link
    conversation: Conversation = await page.reading.seen_by(found.viewer, id)
    containment = await page.containing.seen_by(found.viewer, id)
    view = shown(containment, partial(translate, locale), partial(page.named, locale))
    told = await page.saying.of(conversation)
    values = {
        "view": view,
        "conversation": conversation,
        "fault": fault,
        "slip": slip,
        "told": told if told and told.by else come.told or told,
        "from_millis": from_millis,
        "own": f"{STOLEN}/{id}",
        "link": link,
        "again": AGAIN if view.checking and not (fault or link) else 0,
        "longest": LONGEST,
        "alternates": [(each, f"{STOLEN}/{id}?locale={each}") for each in LOCALES],
    }
    answer = page.help_center.answer("stolen_own", locale, f"{STOLEN}/{id}", values, PRIVATE)
    answer.status_code = 422 if fault and not link else 200
    return kept(answer, found)


def stolen_with(home: str, conversation: ConversationId, locale: str) -> str:
    """The page as a message of this conversation leads to it."""
    return f"{home}{STOLEN}?conversation={conversation}&locale={locale}"


def _back(id: ConversationId, locale: Locale, place: str) -> Response[str]:
    return go_to(f"{STOLEN}/{id}?locale={locale}#{place}")
