"""The form as a page: complete without a script, what was typed kept on every fault but a secret."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import URLEncodedBody

from walletdesk.channels.form.inbound import FormInbound, Kept, Sent
from walletdesk.channels.form.model import CATEGORIES, LONGEST_TEXT, LONGEST_VERSION, Draft
from walletdesk.help_center import FORM, HTML, NOT_KEPT, UNTOLD, EmergencyPage, HelpCenter, form_fields
from walletdesk.kernel.errors import MayBeSecret, Refused
from walletdesk.platform.http import Access, Face, access, answer_to, visit_of
from walletdesk.platform.i18n import LOCALES, Locale, translate
from walletdesk.releases import told

PATH = "/message"
ASKED = {"text": "may_be_secret"}
Anyone = Request[Any, Any, Any]
Long = Annotated[str, msgspec.Meta(max_length=50_000)]  # beyond what is taken, so that we can say so kindly


class Filled(msgspec.Struct):
    """What the form sends. It may hold a secret, so it never prints itself."""

    category: Annotated[str, msgspec.Meta(max_length=40)] = ""
    text: Long = ""
    email: Long = ""
    version: Long = ""
    package: Long = ""
    digest: Long = ""
    source: Long = ""
    told_version: Long = ""  # by the app; ``version`` may be typed, of whatever else it is the version
    once: Annotated[str, msgspec.Meta(max_length=200)] = ""

    def __repr__(self) -> str:
        return type(self).__name__


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage:
    inbound: FormInbound
    help_center: HelpCenter
    sends_mail: bool
    emergency: EmergencyPage

    def form(self, locale: Locale, draft: Draft, **more: Any) -> Response[str]:  # noqa: ANN401 - template values
        status = more.pop("status", 200)
        values = {
            "draft": draft,
            "once": self.inbound.onces.new(),
            "categories": CATEGORIES,
            "longest": {"text": LONGEST_TEXT, "version": LONGEST_VERSION},
            "sends_mail": self.sends_mail,
            "build": form_fields(draft.build),
            "faults": {},
            "detail": "",
            "was_stopped": False,
            **more,
        }
        return self._answer("message", locale, values, status, NOT_KEPT)

    def kept(self, locale: Locale, kept: Kept) -> Response[str]:
        link = f"{self.help_center.public_url}/portal/open?t={kept.secret}"
        return self._answer("message_kept", locale, {"kept": kept, "link": link}, 200, UNTOLD)

    def _answer(
        self,
        template: str,
        locale: Locale,
        values: Mapping[str, object],
        status: int,
        headers: Mapping[str, str],
    ) -> Response[str]:
        whole = {**values, "alternates": [(each, f"{PATH}?locale={each}") for each in LOCALES]}
        answer = self.help_center.answer(template, locale, PATH, whole, headers)
        answer.status_code = status
        return answer


def routes(page: MessagePage) -> Sequence[HTTPRouteHandler]:
    public = access(Access.PUBLIC, face=Face.PAGES)

    @get(PATH, opt=public, media_type=HTML, include_in_schema=False)
    async def show_form(request: Anyone) -> Response[str]:
        query, locale = request.query_params, visit_of(request.scope).locale
        if urgent := await page.emergency.instead(query, locale, PATH):
            return urgent
        asked, build = query.get("category", ""), (await page.emergency.look(query)).build
        draft = Draft(
            category=asked if asked in CATEGORIES else "",
            version=build.version,
            build=build,
        )
        return page.form(locale, draft)

    @post(
        PATH,
        opt=access(Access.PUBLIC, face=Face.PAGES, takes=FORM),
        media_type=HTML,
        include_in_schema=False,
        status_code=200,
    )
    async def take_form(request: Anyone, data: URLEncodedBody[Filled]) -> Response[str]:
        visit = visit_of(request.scope)
        draft = Draft(
            category=data.category,
            text=data.text,
            email=data.email,
            version=data.version,
            build=page.inbound.builds.without_secrets(
                told(data.package, data.told_version, data.digest, data.source)
            ),
        )
        version = data.version.strip()
        sent = Sent(
            draft=draft,
            once=data.once,
            address=visit.address,
            locale=visit.locale,
            version_line=translate(visit.locale, "App version: {version}", version=version)
            if version
            else "",
        )
        return await _taken(page, visit.locale, sent)

    return [show_form, take_form]


async def _taken(page: MessagePage, locale: Locale, sent: Sent) -> Response[str]:
    draft = sent.draft
    if page.inbound.holds_secret(draft.whole):  # before its faults are looked at, and shown again
        return page.form(locale, draft.without_words(), was_stopped=True, status=422)
    shown = page.help_center.without_digits(draft.text, locale)
    if shown is not None:
        asked = replace(draft, text=shown)
        return page.form(locale, asked, faults=ASKED, status=422)
    if faults := draft.faults():
        return page.form(locale, draft, faults=faults, status=422)
    try:
        return page.kept(locale, await page.inbound.take(sent))
    except Refused as refusal:
        return _refused(page, locale, draft, refusal)


def _refused(page: MessagePage, locale: Locale, draft: Draft, refusal: Refused) -> Response[str]:
    problem = answer_to(refusal, locale).problem
    if isinstance(refusal, MayBeSecret):  # of the fields together: what may hold a part is not shown again
        return page.form(locale, draft.with_text_alone(), faults=ASKED, status=problem.status)
    if refusal.code == "bad_address":
        return page.form(locale, draft, faults={"email": "bad_address"}, status=422)
    return page.form(locale, draft, detail=problem.detail, status=problem.status)
