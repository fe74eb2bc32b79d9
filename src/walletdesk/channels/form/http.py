"""The form as a page: complete without a script, what was typed kept on every fault but a secret."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler

from walletdesk.channels.form.inbound import FormInbound, Kept, Sent
from walletdesk.channels.form.model import (
    CATEGORIES,
    LONGEST_DEVICE,
    LONGEST_TEXT,
    LONGEST_VERSION,
    MOST_FILES,
    Draft,
)
from walletdesk.channels.form.told import about
from walletdesk.help_center import FORM, HTML, NOT_KEPT, UNTOLD, EmergencyPage, HelpCenter, form_fields
from walletdesk.kernel.errors import MayBeSecret, Refused
from walletdesk.platform.http import Access, Face, SentForm, access, answer_to, form_of, visit_of
from walletdesk.platform.i18n import LOCALES, Locale
from walletdesk.releases import told

PATH = "/message"
ASKED = {"text": "may_be_secret"}
Anyone = Request[Any, Any, Any]
ONCE: Final = 200
LONGEST_FIELD: Final = 50_000  # beyond what is taken, so that we can say so kindly


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
            "longest": {"text": LONGEST_TEXT, "device": LONGEST_DEVICE, "version": LONGEST_VERSION},
            "most_files": MOST_FILES,
            "had_files": False,
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
        refused = [(number, answer_to(why, locale).problem.detail) for number, why in kept.refused]
        values = {"kept": kept, "link": link, "refused": refused}
        return self._answer("message_kept", locale, values, 200, UNTOLD)

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
        opt=access(Access.PUBLIC, face=Face.PAGES, takes=FORM, upload=True),
        media_type=HTML,
        include_in_schema=False,
        status_code=200,
    )
    async def take_form(request: Anyone) -> Response[str]:
        form, visit = await form_of(request), visit_of(request.scope)
        try:
            draft = _draft(page, form)
            sent = Sent(
                draft=draft,
                once=form.texts.get("once", "")[:ONCE],
                address=visit.address,
                locale=visit.locale,
                about=about(visit.locale, draft),
                files=form.files,
            )
            return await _taken(page, visit.locale, sent)
        finally:
            await form.close()

    return [show_form, take_form]


def _draft(page: MessagePage, form: SentForm) -> Draft:
    given = {name: value[:LONGEST_FIELD] for name, value in form.texts.items()}
    build = told(
        given.get("package", ""),
        given.get("told_version", ""),  # by the app; ``version`` may be typed, of whatever else it is
        given.get("digest", ""),
        given.get("source", ""),
    )
    return Draft(
        category=given.get("category", ""),
        text=given.get("text", ""),
        email=given.get("email", ""),
        device=given.get("device", ""),
        version=given.get("version", ""),
        build=page.inbound.builds.without_secrets(build),
    )


async def _taken(page: MessagePage, locale: Locale, sent: Sent) -> Response[str]:
    draft, again = _shown_again(page, sent.draft, locale), {"had_files": bool(sent.files), "status": 422}
    if page.inbound.holds_secret(sent.draft.whole):  # before its faults are looked at, and shown again
        return page.form(locale, draft.without_words(), was_stopped=True, **again)
    shown = page.help_center.without_digits(draft.text, locale)
    if shown is not None:
        asked = replace(draft, text=shown)
        return page.form(locale, asked, faults=ASKED, **again)
    if faults := draft.faults():
        return page.form(locale, draft, faults=faults, **again)
    try:
        return page.kept(locale, await page.inbound.take(sent))
    except Refused as refusal:
        return _refused(page, locale, sent, refusal)


def _shown_again(page: MessagePage, draft: Draft, locale: Locale) -> Draft:
    """Digits that nobody can name are not said back as a device."""
    is_named = page.help_center.without_digits(draft.device, locale) is None
    return draft if is_named else replace(draft, device="")


def _refused(page: MessagePage, locale: Locale, sent: Sent, refusal: Refused) -> Response[str]:
    draft, problem = _shown_again(page, sent.draft, locale), answer_to(refusal, locale).problem
    again = {"had_files": bool(sent.files), "status": problem.status}
    if isinstance(refusal, MayBeSecret):  # of the fields together: what may hold a part is not shown again
        return page.form(locale, draft.with_text_alone(), faults=ASKED, **again)
    if refusal.code == "bad_address":
        return page.form(locale, draft, faults={"email": "bad_address"}, **{**again, "status": 422})
    return page.form(locale, draft, detail=problem.detail, **again)
