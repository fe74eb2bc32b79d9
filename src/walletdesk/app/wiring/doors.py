"""The ways in without the widget: the message form, and a contact's own conversations as pages."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from walletdesk.app.wiring.answers import holds_secret
from walletdesk.app.wiring.builds import MetBuilds, places_of_app
from walletdesk.app.wiring.faces import ContactLimits
from walletdesk.app.wiring.outside import OwnTickets
from walletdesk.app.wiring.parts import Parts
from walletdesk.app.wiring.people import Contacts
from walletdesk.app.wiring.theft import theft_api
from walletdesk.app.wiring.waiting import Prospect
from walletdesk.app.wiring.work import Work
from walletdesk.assistant import may_be_danger
from walletdesk.channels.form import FormInbound, Onces
from walletdesk.channels.form.api import FormApi
from walletdesk.channels.form.http import MessagePage
from walletdesk.channels.form.stolen import StolenForm
from walletdesk.channels.voice.webrtc.page import CallPage
from walletdesk.channels.voice.webrtc.voicemail_page import VoicemailPage
from walletdesk.contacts import mail_address
from walletdesk.conversations import Conversation
from walletdesk.help_center import (
    AppProblemPage,
    CallbackPages,
    CallingPage,
    DossierPages,
    EmergencyPage,
    HelpCenter,
    LinkedPage,
    NowPage,
    OwnershipPage,
    Pass,
    Portal,
    RatingPage,
    ReportPage,
    StolenPage,
    UnreachedPage,
)
from walletdesk.help_center.reaching.words import wait_words
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.ids import ContactId, ConversationId, InboxId
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.platform.i18n import Locale
from walletdesk.platform.limits import Limiter
from walletdesk.releases.problems.words import step_words
from walletdesk.routing import Need, language_of
from walletdesk.theft import Pack
from walletdesk.theft.http import made
from walletdesk.tickets.reactions import LEFT_A_MESSAGE

LINKS_PER_ADDRESS = (
    60,
    600,
)  # a wrong link is a slip or a guess; nobody guesses 256 bits, but nobody floods us
PROBLEMS_PER_ADDRESS = (60, 600)  # an office shares one

BRIEFLY = timedelta(minutes=1)  # an address with a token in it may stand in a log of the way


class PortalDoor:
    """Lets a contact in by the private link or by the widget's session, for as long as a session lasts."""

    def __init__(self, contacts: Contacts, limiter: Limiter, clock: Clock) -> None:
        self._contacts = contacts
        self._limiter = limiter
        self._clock = clock

    async def by_link(self, secret: str, address: str) -> Pass | None:
        await self._limiter.hit(f"portal:{address}", *LINKS_PER_ADDRESS)
        opened = await self._contacts.sessions.known(secret)
        return self.by_token(opened.token.text) if opened else None

    def by_token(self, token: str) -> Pass | None:
        session = self._contacts.authenticator.session(token)
        if session is None:
            return None
        tokens = self._contacts.sessions.tokens
        fresh = tokens.issue(session.contact, session.epoch, self._clock())
        return Pass(ContactViewer(contact=session.contact), fresh.text, int(tokens.life.total_seconds()))

    def for_contact(self, viewer: ContactViewer, bearer: str) -> Pass | None:
        found = self.by_token(bearer)
        return found if found and found.viewer == viewer else None

    def briefly(self, viewer: ContactViewer, bearer: str) -> str | None:
        session = self._contacts.authenticator.session(bearer)
        if session is None or session.contact != viewer.contact:
            return None
        tokens = self._contacts.sessions.tokens
        return tokens.issue(session.contact, session.epoch, self._clock() - tokens.life + BRIEFLY).text


class FormNumbers:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def number_of(self, conversation: Conversation) -> str:
        ticket = await self._work.automatic.open_for_conversation(
            conversation.id,
            reason=LEFT_A_MESSAGE,
            subject=conversation.subject,
            contact=conversation.contact,
            priority=conversation.priority,
        )
        return ticket.name


class FormPromises:
    def __init__(self, work: Work, clock: Clock) -> None:
        self._prospect = Prospect(work, clock)

    async def answer_by(self, conversation: Conversation) -> datetime | None:
        seen = await self._prospect.of(
            priority=conversation.priority.value, channel=conversation.channel, conversation=conversation.id
        )
        return seen.by


def portal(parts: Parts, help_center: HelpCenter) -> Portal:
    return Portal(
        help_center=help_center,
        entrance=PortalDoor(parts.contacts, parts.limiter, parts.engine.clock),
        reading=parts.heart.reading,
        conversing=parts.heart.conversing,
        attaching=parts.heart.attaching,
        blobs=parts.faces.files.blobs,
        transcripts=parts.heart.transcripts,
        limits=ContactLimits(parts.limiter, parts.engine.settings),
        tickets=OwnTickets(parts.work.ticketing, parts.chasing, parts.engine),
        waits=parts.faces.waits,
        numbers=parts.work.ticket_numbers.theirs,
        questions=parts.feedback.questions,
        saying=parts.faces.saying,
        calls=parts.callbacks.booking.is_offered,
        voice=call_page(parts, help_center).now,
        phones=parts.hotline.is_there,
        linking=partial(is_linking, parts),
    )


NOT_LINKED: Final = frozenset({"email"})  # an address is proven by a mail, not by a code


async def linkable(parts: Parts) -> frozenset[str]:
    inboxes = await parts.intake.inboxes.all()
    return frozenset(one.kind for one in inboxes if not one.paused) - NOT_LINKED


async def is_linking(parts: Parts, contact: ContactId) -> bool:
    return bool(await linkable(parts) or await parts.contacts.linking.linked(contact))


def linked_page(parts: Parts, help_center: HelpCenter) -> LinkedPage:
    return LinkedPage(
        help_center=help_center,
        entrance=PortalDoor(parts.contacts, parts.limiter, parts.engine.clock),
        linking=parts.contacts.linking,
        offered=partial(linkable, parts),
    )


def dossier_pages(parts: Parts, help_center: HelpCenter) -> DossierPages:
    return DossierPages(
        help_center=help_center,
        entrance=PortalDoor(parts.contacts, parts.limiter, parts.engine.clock),
        dossiers=parts.dossier_faces.showing,
        copies=parts.dossier_faces.http.exporting,
    )


def now_page(parts: Parts, help_center: HelpCenter) -> NowPage:
    return NowPage(
        help_center=help_center,
        entrance=PortalDoor(parts.contacts, parts.limiter, parts.engine.clock),
        talking=parts.verification.talking,
        phrases=parts.verification.phrases,
    )


def callback_pages(parts: Parts, help_center: HelpCenter) -> CallbackPages:
    standings = parts.work.routing.standings

    async def line_of(conversation: ConversationId, locale: Locale) -> tuple[int, str] | None:
        found = await standings.outlook_of(conversation)
        return (found.position, wait_words(found.told, locale) if found.told else "") if found else None

    async def is_staffed(conversation: ConversationId) -> bool:
        """By what it waits for, or would wait for where it is not in line."""
        if found := await standings.outlook_of(conversation):
            return found.staffed
        talk = await parts.heart.reading.find(conversation)
        if talk is None:
            return False
        return await standings.is_staffed(Need(language=language_of(talk.locale), team=talk.team or ""))

    return CallbackPages(
        help_center=help_center,
        entrance=PortalDoor(parts.contacts, parts.limiter, parts.engine.clock),
        booking=parts.callbacks.booking,
        spoken=parts.callbacks.spoken,
        line_of=line_of,
        is_staffed=is_staffed,
        days=parts.engine.settings.voice.keep_numbers_days,
        clock=parts.engine.clock,
    )


def calling_page(parts: Parts, help_center: HelpCenter) -> CallingPage:
    return CallingPage(
        help_center=help_center,
        entrance=PortalDoor(parts.contacts, parts.limiter, parts.engine.clock),
        codes=parts.hotline.codes,
        talks=parts.heart.reading,
        number=parts.hotline.needs.number,
    )


def call_page(parts: Parts, help_center: HelpCenter) -> CallPage:
    return CallPage(
        talking=parts.voice.talking,
        help_center=help_center,
        entrance=PortalDoor(parts.contacts, parts.limiter, parts.engine.clock),
        leaving=parts.voice.leaving,
        shown_as=parts.voice.needs.shown_as,
    )


def voicemail_page(parts: Parts, help_center: HelpCenter) -> VoicemailPage:
    return VoicemailPage(
        leaving=parts.voice.leaving,
        help_center=help_center,
        entrance=PortalDoor(parts.contacts, parts.limiter, parts.engine.clock),
    )


async def may_describe(limiter: Limiter, address: str) -> None:
    await limiter.hit(f"app_problem:{address}", *PROBLEMS_PER_ADDRESS)


def app_problem_page(parts: Parts, help_center: HelpCenter) -> AppProblemPage:
    return AppProblemPage(
        help_center=help_center,
        problems=parts.app_problems,
        words=lambda checked, locale: [(one, step_words(one, checked, locale)) for one in checked.steps],
        limited=partial(may_describe, parts.limiter),
        places=partial(places_of_app, parts.channels.registry),
    )


def ownership_page(parts: Parts, help_center: HelpCenter) -> OwnershipPage:
    return OwnershipPage(
        help_center=help_center,
        entrance=PortalDoor(parts.contacts, parts.limiter, parts.engine.clock),
        owning=parts.verification.owning,
    )


def report_page(parts: Parts, help_center: HelpCenter) -> ReportPage:
    fakes = parts.impersonation
    return ReportPage(
        help_center=help_center,
        entrance=PortalDoor(parts.contacts, parts.limiter, parts.engine.clock),
        reporting=fakes.reporting,
        campaigns=fakes.campaigns,
        limited=fakes.limits.reported,
        drafts_limited=fakes.limits.drafted,
    )


def rating_page(parts: Parts, help_center: HelpCenter) -> RatingPage:
    return RatingPage(
        help_center=help_center,
        tokens=parts.feedback.tokens,
        surveying=parts.work.surveying,
        pulsing=parts.feedback.pulsing,
        limited=parts.feedback.limited,
    )


def unreached_page(parts: Parts, help_center: HelpCenter) -> UnreachedPage:
    return UnreachedPage(
        help_center=help_center,
        telling=parts.feedback.telling,
        new_once=parts.feedback.onces.new,
        sends_mail=bool(parts.engine.settings.mail.host),
        clock=parts.engine.clock,
    )


def form_inbound(parts: Parts, help_center: HelpCenter) -> FormInbound:
    return FormInbound(
        sessions=parts.contacts.sessions,
        conversing=parts.heart.conversing,
        numbers=FormNumbers(parts.work),
        proving=parts.contacts.proving,
        promises=FormPromises(parts.work, parts.engine.clock),
        limiter=parts.limiter,
        onces=Onces(parts.engine.key, parts.engine.clock),
        holds_secret=holds_secret,
        may_be_danger=may_be_danger,
        mail_address=mail_address,
        inbox=InboxId(help_center.inbox),
        builds=MetBuilds(parts.releases),
        filing=parts.faces.files,
    )


def message_page(parts: Parts, help_center: HelpCenter) -> MessagePage:
    return MessagePage(
        inbound=form_inbound(parts, help_center),
        help_center=help_center,
        sends_mail=bool(parts.engine.settings.mail.host),
        emergency=emergency_page(parts, help_center),
    )


def form_api(parts: Parts, help_center: HelpCenter) -> FormApi:
    return FormApi(inbound=form_inbound(parts, help_center), public_url=help_center.public_url)


def emergency_page(parts: Parts, help_center: HelpCenter) -> EmergencyPage:
    registry = parts.channels.registry

    def freeze() -> str:
        entry = registry.named("freeze")
        return entry.url if entry else ""

    return EmergencyPage(
        help_center=help_center,
        builds=MetBuilds(parts.releases),
        places=partial(places_of_app, registry),
        freeze=freeze,
        has_accounts=parts.engine.settings.custody_mode != "self_custody",
        new_once=Onces(parts.engine.key, parts.engine.clock).new,
    )


def stolen_page(parts: Parts, help_center: HelpCenter) -> StolenPage:
    api = theft_api(parts.theft, parts.engine.settings)

    async def packs(found: Pass, conversation: str, locale: Locale) -> Pack:
        return await made(api, found.viewer, conversation, locale)

    return StolenPage(
        help_center=help_center,
        entrance=PortalDoor(parts.contacts, parts.limiter, parts.engine.clock),
        reading=parts.heart.reading,
        containing=parts.theft.containing,
        packs=packs,
        limited=parts.theft.limited,
        new_once=Onces(parts.engine.key, parts.engine.clock).new,
        named=parts.theft.named,
        saying=parts.faces.saying,
    )


def stolen_form(parts: Parts, help_center: HelpCenter) -> StolenForm:
    return StolenForm(
        inbound=form_inbound(parts, help_center),
        page=stolen_page(parts, help_center),
        entrance=PortalDoor(parts.contacts, parts.limiter, parts.engine.clock),
        containing=parts.theft.containing,
    )
