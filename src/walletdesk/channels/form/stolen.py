"""One press, and a person is called while the steps go on: the way into theft mode without the widget."""

import re
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import URLEncodedBody

from walletdesk.channels.form.inbound import FormInbound, Kept, Sent
from walletdesk.channels.form.model import LONGEST_TEXT, Draft
from walletdesk.help_center import FORM, HTML, Come, Entrance, Slip, StolenPage, own_page, to_mend
from walletdesk.kernel.errors import MayBeSecret, NotFound, Refused, SecretStopped
from walletdesk.platform.http import Access, Face, Visit, access, answer_to, visit_of
from walletdesk.platform.i18n import translate
from walletdesk.sla import Metric, ToldReply
from walletdesk.theft import Containing

ONE_WORD = re.compile(r"[!-~]*\d[!-~]*")
SAID = "My coins are being stolen, or my phrase has leaked. I need a person."
Anyone = Request[Any, Any, Any]


class Cry(msgspec.Struct):
    """It may hold a secret, so it never prints itself."""

    text: Annotated[str, msgspec.Meta(max_length=50_000)] = ""
    once: Annotated[str, msgspec.Meta(max_length=200)] = ""

    def __repr__(self) -> str:
        return type(self).__name__


@dataclass(frozen=True, slots=True, kw_only=True)
class StolenForm:
    inbound: FormInbound
    page: StolenPage
    entrance: Entrance
    containing: Containing


def stolen_form_routes(form: StolenForm) -> list[HTTPRouteHandler]:
    @post(
        "/stolen",
        opt=access(Access.PUBLIC, face=Face.PAGES, takes=FORM),
        media_type=HTML,
        include_in_schema=False,
        status_code=200,
    )
    async def call_a_person(request: Anyone, data: URLEncodedBody[Cry]) -> Response[Any]:
        visit = visit_of(request.scope)
        try:
            taken = await form.inbound.take(_sent(data, visit))
        except SecretStopped:
            return form.page.start(visit.locale, fault="stopped", status=422)
        except MayBeSecret:
            return form.page.start(visit.locale, fault="may_be_secret", status=422)
        except Refused as refusal:
            problem = answer_to(refusal, visit.locale).problem
            return form.page.start(visit.locale, fault=problem.detail, status=problem.status)
        return await _let_on(form, taken, data.text, visit)

    return [call_a_person]


def _sent(data: Cry, visit: Visit) -> Sent:
    first = translate(visit.locale, SAID)
    text = f"{first}\n\n{data.text.strip()}".strip()[:LONGEST_TEXT]
    return Sent(
        draft=Draft(category="security", text=text),
        once=data.once,
        address=visit.address,
        locale=visit.locale,
        urgent=True,
    )


async def _let_on(form: StolenForm, taken: Kept, text: str, visit: Visit) -> Response[Any]:
    """The page of their own, with the way back. An address in what they wrote is looked at right away."""
    found = await form.entrance.by_link(taken.secret, visit.address)
    if found is None:  # blocked meanwhile
        raise NotFound
    slip, page = Slip(), form.page
    try:
        if text.strip():
            await form.containing.tell(found.viewer, taken.conversation, text, theirs=False)
    except Refused as refusal:  # no address in it, or too many: the page asks for them again
        if ONE_WORD.fullmatch(text.strip()):  # a wrong one, and no story: back in the field that asks for it
            detail = answer_to(refusal, visit.locale).problem.detail
            slip = Slip(detail, to_mend(page.help_center, text, visit.locale))
    link = f"{form.page.help_center.public_url}/portal/open?t={taken.secret}"
    told = ToldReply(metric=Metric.FIRST_REPLY, by=taken.answer_by)
    come = Come(link=link, told=told)
    return await own_page(page, visit.locale, found, taken.conversation, slip=slip, come=come)
