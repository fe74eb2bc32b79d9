"""Against fakes: how it reads what people paste, whom it tells."""

import re
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice

from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import Heart, holds_secret_asked
from walletdesk.conversations import Conversing, Reading, Status
from walletdesk.impersonation import (
    Campaign,
    Campaigns,
    Indicator,
    IndicatorKind,
    Reporting,
    Target,
    letter,
    shown,
)
from walletdesk.impersonation import store as impersonation_store
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.platform.i18n import Locale
from walletdesk.platform.limits import Limiter, SharedLimiter
from walletdesk.platform.settings import Settings
from walletdesk.registry import Foreign, Kind, Registry
from walletdesk.safety.lookalikes import host_of
from walletdesk.staff.store import audit_in

REPORTS_PER_ADDRESS = (20, 3600)
DRAFTS_PER_ADDRESS = (60, 60)  # as many as there are checks to come from
MOST_MENTIONED = 20  # in one message
_HANG = (
    (re.compile(r"\[\.]|\(\.\)|\{\.}|\[dot]|\(dot\)|【\.】", re.IGNORECASE), "."),
    (re.compile(r"\bhxxp", re.IGNORECASE), "http"),
    (re.compile(r"\[@]|\(@\)|\[at]|\(at\)", re.IGNORECASE), "@"),
)
_PACKAGE = re.compile(
    r"(?<![\w.@/-])(?:com|io|org|net|app|me|co|pro|vip|cn)(?:\.[a-z_][a-z0-9_]*){2,}", re.IGNORECASE
)
_NAME = re.compile(r"(?<![A-Za-z0-9_@./:-])(?=[A-Za-z]+[0-9_])[A-Za-z0-9_]{5,64}(?![A-Za-z0-9_.@-])")
_BUILD = re.compile(  # how its signature begins; or a package id, a version, or both
    r"sha256:[0-9a-f]{16}|[a-z][a-z0-9_]*(?:\.[a-z0-9_-]+)+(?: \d[\w .()+-]{0,60}| \*)?|\d[\w .()+-]{0,60}",
    re.IGNORECASE,
)
_OF_REGISTRY = {
    IndicatorKind.MAIL: Kind.MAIL,
    IndicatorKind.HANDLE: Kind.HANDLE,
    IndicatorKind.PHONE: Kind.PHONE,
    IndicatorKind.APP: Kind.APP,
}


class FakeReader:
    """By the same eyes that look for strangers' contacts in texts of ours."""

    def __init__(self, registry: Registry, own: str) -> None:
        """``own``: the address of this installation."""
        self._registry = registry
        self._own = _site(own)
        self._nobody = Registry()  # knows no channel, so that ours are found as well

    def read(self, value: str, kind: IndicatorKind | None) -> Indicator | None:
        text = _hung(value.strip())
        if kind is IndicatorKind.APP and (build := _BUILD.fullmatch(text)):
            return Indicator(kind, " ".join(build[0].split()).casefold())
        if kind is None and _PACKAGE.fullmatch(text):
            return Indicator(IndicatorKind.APP, text.casefold())
        if kind is IndicatorKind.HANDLE and text and not self._nobody.foreign(text):
            text = f"@{text.removeprefix('@')}"
        found = [self._indicator(one) for one in self._nobody.foreign(text)]
        fitting = [one for one in found if one and (kind is None or one.kind is kind)]
        if fitting:
            return fitting[0]
        if kind is IndicatorKind.OTHER and text:
            # what can be followed is known by that, whatever else was said of it: words are shown as they are
            known = next((one for one in found if one), None)
            return known or Indicator(kind, " ".join(text.split()).casefold()[:100])
        return None

    def mentioned(self, text: str) -> Collection[Indicator]:
        """The first of them: each is looked for, and a message may hold thousands.

        People write a handle without its sign as well: whether it is one, only a known fake tells.
        """
        plain = _hung(text)
        found = (self._indicator(one) for one in self._registry.foreign(plain))
        apps = (Indicator(IndicatorKind.APP, one[0].casefold()) for one in _PACKAGE.finditer(plain))
        names = (Indicator(IndicatorKind.HANDLE, f":{one[0].casefold()}") for one in _NAME.finditer(text))
        return list(islice(dict.fromkeys(one for one in (*found, *apps, *names) if one), MOST_MENTIONED))

    def is_ours(self, indicator: Indicator) -> bool:
        """A domain any of whose hosts is ours is ours as a whole: nobody else can put a host there."""
        if indicator.kind is IndicatorKind.SITE:
            sites = (
                _site(one.value) for one in self._registry.entries() if one.kind in (Kind.SITE, Kind.PAGE)
            )
            return indicator in {self._own, *sites}
        kind = _OF_REGISTRY.get(indicator.kind)
        return kind is not None and self._registry.official(kind, indicator.value) is not None

    def _indicator(self, one: Foreign) -> Indicator | None:
        if one.kind in (Kind.SITE, Kind.PAGE):
            return _site(one.value)
        if one.kind is Kind.MAIL:
            return Indicator(IndicatorKind.MAIL, one.value.casefold())
        if one.kind is Kind.HANDLE:
            platform, _, name = one.value.casefold().rpartition(":")
            return Indicator(IndicatorKind.HANDLE, f"{platform}:{name.removeprefix('@')}")
        if one.kind is Kind.PHONE:
            plus = "+" if one.value.startswith("+") else ""
            return Indicator(IndicatorKind.PHONE, plus + re.sub(r"\D", "", one.value))
        return None


class OwnTalks:
    def __init__(self, heart: Heart) -> None:
        self._heart = heart

    async def is_theirs(self, viewer: ContactViewer, conversation: ConversationId) -> bool:
        with suppress(NotFound):
            await self._heart.reading.seen_by(viewer, conversation)
            return True
        return False


class FactTeller:
    def __init__(self, conversing: Conversing, reading: Reading) -> None:
        self._conversing = conversing
        self._reading = reading

    async def fact(self, conversation: ConversationId, what: str, fake: Indicator) -> None:
        with suppress(NotFound, Conflict):
            talk = await self._reading.find(conversation)
            value = shown(fake, talk.locale if talk else "en")
            await self._conversing.note_fact(conversation, what, value=value, public=True)

    async def newest_of(self, contact: ContactId) -> ConversationId | None:
        found = await self._reading.of_contact(contact)
        return next((one.id for one in found if one.status is not Status.CLOSED), None)


class ReportLimits:
    def __init__(self, limiter: Limiter) -> None:
        self._limiter = limiter

    async def reported(self, address: str) -> None:
        await self._limiter.hit(f"fake:{address}", *REPORTS_PER_ADDRESS)

    async def drafted(self, address: str) -> None:
        await self._limiter.hit(f"fake:draft:{address}", *DRAFTS_PER_ADDRESS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Impersonation:
    reporting: Reporting
    campaigns: Campaigns
    reader: FakeReader
    limits: ReportLimits
    write: Callable[[Campaign, Target, Locale], str]


def impersonation(engine: Engine, heart: Heart, registry: Registry, limiter: Limiter) -> Impersonation:
    open_work = impersonation_store.open_work(engine.db, audit_in(engine.key))
    archive, reader = (
        impersonation_store.SqlArchive(engine.db),
        FakeReader(registry, engine.settings.public_url),
    )
    return Impersonation(
        reporting=Reporting(
            open_work=open_work,
            archive=archive,
            reader=reader,
            talks=OwnTalks(heart),
            limiter=SharedLimiter(engine.db, engine.clock),
            holds_secret=holds_secret_asked,
            clock=engine.clock,
        ),
        campaigns=Campaigns(
            open_work=open_work,
            archive=archive,
            reader=reader,
            tell=FactTeller(heart.conversing, heart.reading),
            holds_secret=holds_secret_asked,
            clock=engine.clock,
        ),
        reader=reader,
        limits=ReportLimits(limiter),
        write=partial(_letter, engine.settings),
    )


def _letter(settings: Settings, campaign: Campaign, target: Target, locale: Locale) -> str:
    proof = f"{settings.public_url}/.well-known/wallet-support.json"
    return letter(campaign, target, locale, brand=settings.name_of_app(locale), proof_at=proof)


def _hung(text: str) -> str:
    """Links that somebody made unusable, as they were."""
    for pattern, plain in _HANG:
        text = pattern.sub(plain, text)
    return text


def _site(value: str) -> Indicator | None:
    """The domain that somebody registered; on a shared host, the page."""
    host = host_of(value.removeprefix("*."))
    if host is None:
        return None
    if not host.is_shared:
        return Indicator(IndicatorKind.SITE, host.registrable)
    page = host.path.split("/")[0].split("?")[0].casefold()
    return Indicator(IndicatorKind.SITE, f"{host.ascii}/{page}") if page else None
