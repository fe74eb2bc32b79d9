"""The HTTP edge: every route of every capability, the pages of ``ui/``, and the two live lines."""

from collections.abc import Sequence
from functools import partial

from litestar.handlers import HTTPRouteHandler

from walletdesk.app.wiring import waiting
from walletdesk.app.wiring.answers import help_center, holds_secret, suggested
from walletdesk.app.wiring.board import watching
from walletdesk.app.wiring.builds import MetBuilds
from walletdesk.app.wiring.checking import check_page, secret_may_be_in
from walletdesk.app.wiring.disk import DiskWatch
from walletdesk.app.wiring.doors import (
    app_problem_page,
    call_page,
    callback_pages,
    calling_page,
    dossier_pages,
    emergency_page,
    form_api,
    linked_page,
    may_describe,
    message_page,
    now_page,
    ownership_page,
    portal,
    rating_page,
    report_page,
    stolen_form,
    stolen_page,
    unreached_page,
    voicemail_page,
)
from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.eyes import sight
from walletdesk.app.wiring.heart import holds_secret_asked
from walletdesk.app.wiring.identities import contact_pages
from walletdesk.app.wiring.links import link_judge
from walletdesk.app.wiring.mail_originals import mail_pictures, originals
from walletdesk.app.wiring.parts import Parts
from walletdesk.app.wiring.people import Contacts, Staff
from walletdesk.app.wiring.raw_search import RawSearch
from walletdesk.app.wiring.reaching import steady
from walletdesk.app.wiring.staffing import staffing
from walletdesk.app.wiring.theft import theft_api
from walletdesk.app.wiring.values import ConversationValues
from walletdesk.app.wiring.wording import may_ask
from walletdesk.app.wiring.work import Work
from walletdesk.assistant.learning import http as learning_http
from walletdesk.assistant.wording import http as wording_http
from walletdesk.automation import http as automation_http
from walletdesk.callbacks import http as callback_http
from walletdesk.channels.email.inbound import http as mail_http
from walletdesk.channels.email.originals import http as original_http
from walletdesk.channels.form import http as form_http
from walletdesk.channels.form.api import api_routes as form_api_routes
from walletdesk.channels.form.stolen import stolen_form_routes
from walletdesk.channels.inboxes import http as inbox_http
from walletdesk.channels.messaging import http as messaging_http
from walletdesk.channels.voice.hotline import http as hotline_http
from walletdesk.channels.voice.twilio.http import twilio_routes
from walletdesk.channels.voice.webrtc import http as voice_http
from walletdesk.channels.voice.webrtc.page import page_routes as voice_page_routes
from walletdesk.channels.voice.webrtc.voicemail_page import voicemail_routes
from walletdesk.channels.webchat import http as webchat_http
from walletdesk.channels.webchat.config import Prospects, Shown, config_routes
from walletdesk.channels.webchat.files import file_routes
from walletdesk.channels.webchat.instead import instead_routes
from walletdesk.channels.webchat.page import page_routes
from walletdesk.contacts import http as contacts_http
from walletdesk.contacts.organizations import http as organization_http
from walletdesk.conversations import Status
from walletdesk.dossiers import http as dossier_http
from walletdesk.help_center import TEMPLATES as HELP_TEMPLATES
from walletdesk.help_center import (
    app_problem_routes,
    callback_routes,
    calling_routes,
    channel_routes,
    check_routes,
    dossier_routes,
    linked_routes,
    now_routes,
    ownership_routes,
    portal_routes,
    preview_routes,
    rating_routes,
    report_routes,
    stolen_routes,
    unreached_routes,
)
from walletdesk.help_center import routes as help_routes
from walletdesk.hours import Place
from walletdesk.hours import http as hours_http
from walletdesk.hours.ical import read_holidays
from walletdesk.impersonation import http as impersonation_http
from walletdesk.insights import http as insights_http
from walletdesk.insights.board.http import board_routes
from walletdesk.insights.digests import http as digest_http
from walletdesk.insights.reports import http as report_http
from walletdesk.insights.staffing import http as staffing_http
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.ids import AgentId
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.knowledge.drafts import http as article_http
from walletdesk.knowledge.opinions import http as opinion_http
from walletdesk.knowledge.pictures import http as picture_http
from walletdesk.knowledge.searches import http as search_http
from walletdesk.knowledge.synonyms import http as synonym_http
from walletdesk.platform.feed import live_socket
from walletdesk.platform.http import (
    Assets,
    Credentials,
    Face,
    Pages,
    Ready,
    SignedIn,
    Web,
    WebApp,
    build_app,
    enough_space,
    ui_page,
    writable,
)
from walletdesk.registry import http as registry_http
from walletdesk.releases import http as releases_http
from walletdesk.releases.problems import http as problem_http
from walletdesk.routing.rules import http as queue_http
from walletdesk.safety.advice import http as advice_http
from walletdesk.sla import http as sla_http
from walletdesk.staff import http as staff_http
from walletdesk.surveys import http as survey_http
from walletdesk.theft import http as theft_http
from walletdesk.tickets import http as ticket_http
from walletdesk.tickets.desks import http as specialist_http
from walletdesk.tickets.evidence import http as evidence_http
from walletdesk.tickets.tasks import http as task_http
from walletdesk.verification import http as verification_http
from walletdesk.verification.ownership import http as ownership_http
from walletdesk.workspace import http as workspace_http


def web_app(parts: Parts) -> WebApp:
    engine, faces, assets = parts.engine, parts.faces, Assets(packed=parts.engine.settings.http.packed)
    folders = [
        contacts_http.TEMPLATES,
        staff_http.TEMPLATES,
        HELP_TEMPLATES,
        digest_http.TEMPLATES,
        original_http.TEMPLATES,
    ]
    pages = Pages(folders, settings=engine.settings, assets=assets)
    disk = DiskWatch(engine.settings.folder)
    around = parts.work, parts.staff, parts.callbacks.booking
    reaching = steady(engine, around, parts.channels.registry, disk.busy)
    public = help_center(engine, parts.answers, reaching, parts.limiter, pages)
    doors = [
        *portal_routes(portal(parts, public)),
        *dossier_routes(dossier_pages(parts, public)),
        *channel_routes(public, parts.channels.watch),
        *now_routes(now_page(parts, public)),
        *app_problem_routes(app_problem_page(parts, public)),
        *ownership_routes(ownership_page(parts, public)),
        *callback_routes(callback_pages(parts, public)),
        *calling_routes(calling_page(parts, public)),
        *linked_routes(linked_page(parts, public)),
        *voice_page_routes(call_page(parts, public)),
        *voicemail_routes(voicemail_page(parts, public)),
        *(twilio_routes(parts.callbacks.twilio) if parts.callbacks.twilio else ()),
        *form_http.routes(message_page(parts, public)),
        *form_api_routes(form_api(parts, public)),
        *check_routes(check_page(parts, public)),
        *report_routes(report_page(parts, public)),
        *rating_routes(rating_page(parts, public)),
        *unreached_routes(unreached_page(parts, public)),
        *stolen_routes(stolen_page(parts, public)),
        *stolen_form_routes(stolen_form(parts, public)),
        *page_routes(emergency_page(parts, public), assets),
    ]
    web = Web(
        settings=engine.settings,
        assets=assets,
        authenticators=(ContactBearer(parts.contacts), StaffCookie(parts.staff)),
        readiness=_readiness(engine),
        busy=disk.busy,
        sockets={
            "/feed/contact": live_socket(faces.contact_face, engine.hub),
            "/feed/workspace": live_socket(faces.agent_face, engine.hub),
        },
        problem_page=public.problem_page,
        lost_page=partial(_lost_page, assets),
    )
    seen = preview_routes(public, parts.answers.drafting)
    return build_app([*_api(parts), *help_routes(public), *doors, *seen, *_pages(parts, pages, assets)], web)


def _lost_page(assets: Assets, path: str) -> bytes | None:
    """The public page for what is not there speaks to contacts: those who work here have their own."""
    return assets.page("lost/index.html") if path.startswith("/workspace/") else None


def _readiness(engine: Engine) -> dict[str, Ready]:
    async def database() -> str | None:
        async with engine.db.write() as tx:
            tx.cancel("readiness", "probe")  # a real write, of nothing
        return None

    folder = engine.settings.folder
    return {"database": database, "folder": writable(folder), "disk": enough_space(folder)}


def _api(parts: Parts) -> Sequence[HTTPRouteHandler]:
    engine, work, faces, proofs = parts.engine, parts.work, parts.faces, parts.verification
    fakes = parts.impersonation
    shown = Shown(
        settings=engine.settings,
        prospect=_prospects(work, engine.clock),
        suggested=partial(suggested, parts.answers.library),
        calls=parts.callbacks.booking.is_offered,
    )
    values = ConversationValues(
        engine=engine,
        heart=parts.heart,
        work=work,
        saying=faces.saying,
        staff=parts.staff,
        answers=parts.answers,
    )
    return [
        *config_routes(shown),
        *webchat_http.routes(faces.webchat, MetBuilds(parts.releases)),
        *opinion_http.routes(parts.answers.opinions),
        *article_http.routes(parts.answers.drafting, Colleagues(parts.staff)),
        *search_http.routes(parts.answers.searches, parts.answers.gaps),
        *picture_http.routes(parts.answers.illustrating),
        *synonym_http.routes(parts.answers.synonyms, Colleagues(parts.staff)),
        *learning_http.routes(parts.learning.services),
        *instead_routes(faces.instead),
        *file_routes(faces.files),
        *parts.mail_wire.routes(),
        *inbox_http.routes(
            inbox_http.Needs(
                inboxes=parts.intake.inboxes,
                arrivals=parts.intake.arrivals,
                kinds=parts.intake.kinds,
                holds_secret=holds_secret_asked,
                holds_secret_raw=RawSearch(parts.intake.readers, secret_may_be_in).holds_secret,
            )
        ),
        *messaging_http.routes(parts.messaging.needs),
        *workspace_http.reading_routes(faces.workspace),
        *workspace_http.acting_routes(faces.workspace),
        *workspace_http.mention_routes(faces.workspace),
        *mail_http.routes(parts.mail_talks.shown(parts.heart)),
        *workspace_http.holding_routes(faces.workspace),
        *advice_http.routes(parts.advice),
        *automation_http.routes(work.replies, values),
        *wording_http.routes(parts.answers.aiding, partial(may_ask, parts.limiter)),
        *hours_http.routes(
            hours_http.Needs(
                hours=work.hours,
                holds_secret=holds_secret,
                read_holidays=read_holidays,
                clock=engine.clock,
            )
        ),
        *sla_http.routes(work.targets, holds_secret),
        *queue_http.routes(work.arranging, holds_secret),
        *registry_http.keeping_routes(
            parts.channels.publishing,
            registry_http.Shown(parts.channels.publishing, engine.settings.time_zone, engine.clock),
            holds_secret,
        ),
        *registry_http.reading_routes(parts.channels.watch, engine.settings.public_url),
        *workspace_http.preference_routes(faces.preferences),
        *workspace_http.link_routes(link_judge(parts)),
        *workspace_http.contact_routes(contact_pages(parts)),
        *workspace_http.installation_routes(_installation(parts)),
        *ticket_http.routes(work.ticketing),
        *evidence_http.routes(parts.evidence, engine.settings.time_zone),
        *organization_http.routes(parts.enterprise.organizations),
        *specialist_http.routes(parts.specialists.needs),
        *dossier_http.routes(parts.dossier_faces.http),
        *task_http.routes(parts.chasing),
        *verification_http.routes(proofs.proving, proofs.badges, proofs.phrases, proofs.talking),
        *callback_http.routes(parts.callbacks.needs),
        *voice_http.routes(parts.voice.needs),
        *hotline_http.routes(parts.hotline.needs),
        *theft_http.routes(theft_api(parts.theft, engine.settings)),
        *ownership_http.routes(proofs.owning, proofs.words.invitation),
        *releases_http.routes(parts.releases),
        *problem_http.routes(parts.app_problems, partial(may_describe, parts.limiter)),
        *impersonation_http.routes(fakes.reporting, fakes.campaigns, fakes.limits, fakes.write),
        *survey_http.routes(parts.feedback.needs),
        *insights_http.routes(work.alerting),
        *board_routes(watching(parts)),
        *staffing_http.routes(staffing(engine, work, parts.staff), holds_secret),
        *report_http.routes(parts.reports.reporting),
        *digest_http.routes(parts.mailed_reports.digests),
        *workspace_http.dead_letter_routes(engine.relay),
        *workspace_http.dead_job_routes(engine.jobs),
    ]


def _pages(parts: Parts, pages: Pages, assets: Assets) -> Sequence[HTTPRouteHandler]:
    contacts, staff, settings = parts.contacts, parts.staff, parts.engine.settings
    return [
        *contacts_http.routes(contacts.sessions, contacts.proving, contacts.book, pages),
        *staff_http.routes(staff.services(settings.public_url), pages),
        *digest_http.pages(parts.mailed_reports.digests, pages),
        *original_http.pages(originals(parts), mail_pictures(parts), pages, settings.time_zone),
        ui_page("/workspace", "workspace/index.html", face=Face.WORKSPACE, assets=assets),
        ui_page("/workspace/board", "workspace/index.html", face=Face.WORKSPACE, assets=assets),
        ui_page("/workspace/settings", "settings/index.html", face=Face.WORKSPACE, assets=assets),
        ui_page("/workspace/settings/{page:str}", "settings/index.html", face=Face.WORKSPACE, assets=assets),
        ui_page("/workspace/knowledge", "knowledge/index.html", face=Face.WORKSPACE, assets=assets),
        ui_page("/workspace/searches", "searches/index.html", face=Face.WORKSPACE, assets=assets),
        ui_page("/workspace/staffing", "staffing/index.html", face=Face.WORKSPACE, assets=assets),
        ui_page("/workspace/answers", "answers/index.html", face=Face.WORKSPACE, assets=assets),
        ui_page("/workspace/reports", "reports/index.html", face=Face.WORKSPACE, assets=assets),
        ui_page("/workspace/tickets", "tickets/index.html", face=Face.WORKSPACE, assets=assets),
        ui_page("/workspace/surveys", "surveys/index.html", face=Face.WORKSPACE, assets=assets),
        ui_page(
            "/workspace/calls/{conversation:str}/{call:str}", "call/index.html", face=Face.CALL, assets=assets
        ),
        ui_page("/workspace/outgoing", "outgoing/index.html", face=Face.WORKSPACE, assets=assets),
        *(_development_pages(assets) if settings.development else ()),
    ]


def _development_pages(assets: Assets) -> Sequence[HTTPRouteHandler]:
    """For those who work on Walletdesk or look at it; on a real installation they are not there."""
    return [
        ui_page("/demo/wallet", "demo/wallet.html", face=Face.PAGES, assets=assets),
        ui_page("/styleguide", "styleguide/index.html", face=Face.PAGES, assets=assets),
    ]


def _installation(parts: Parts) -> workspace_http.InstallationNeeds:
    async def steps() -> workspace_http.Steps:
        every = await parts.staff.personnel.list()
        return workspace_http.Steps(
            hours=(await parts.work.hours.get()).version > 1,
            team=len(every) > 1,
            talk=await _has_talked(parts, every[0].id),
        )

    return workspace_http.InstallationNeeds(
        settings=parts.engine.settings, pictures=sight(parts.engine.settings), steps=steps
    )


class Colleagues:
    """Who may own an article: everybody who works here."""

    def __init__(self, staff: Staff) -> None:
        self._staff = staff

    async def names(self) -> Sequence[tuple[str, str]]:
        every = await self._staff.personnel.list()
        return sorted(((one.id, one.name) for one in every if one.active), key=lambda each: each[1])


async def _has_talked(parts: Parts, me: AgentId) -> bool:
    counts = [await parts.heart.archive.of_status(status, teams=None, me=me) for status in Status]
    return any(counts)


def _prospects(work: Work, clock: Clock) -> Prospects:
    async def prospect(inbox: str, locale: str) -> waiting.Ahead:
        place = Place(inbox=inbox, language=locale)
        return await waiting.Prospect(work, clock).of(channel="webchat", place=place)

    return prospect


class ContactBearer:
    def __init__(self, contacts: Contacts) -> None:
        self._contacts = contacts

    async def __call__(self, shown: Credentials) -> SignedIn | None:
        session = self._contacts.authenticator.session(shown.bearer) if shown.bearer else None
        return SignedIn(ContactViewer(contact=session.contact)) if session else None


class StaffCookie:
    def __init__(self, staff: Staff) -> None:
        self._staff = staff

    async def __call__(self, shown: Credentials) -> SignedIn | None:
        session = await self._staff.authenticator.session(shown.cookie) if shown.cookie else None
        return SignedIn(session.viewer, session.csrf) if session else None
