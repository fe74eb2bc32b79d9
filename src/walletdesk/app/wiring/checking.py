"""What the check page asks: the signed list, the judge of names, block lists, proof codes, own tickets."""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from walletdesk.app.wiring.answers import holds_secret
from walletdesk.app.wiring.check_mails import CheckedMails, OwnKeys
from walletdesk.app.wiring.doors import PortalDoor
from walletdesk.app.wiring.fakes import Impersonation
from walletdesk.app.wiring.mail_talks import MailShield
from walletdesk.app.wiring.parts import Parts
from walletdesk.app.wiring.screenshots import Screenshots
from walletdesk.app.wiring.work import ContactsNumbers
from walletdesk.conversations import Reading
from walletdesk.help_center import CheckPage, HelpCenter
from walletdesk.help_center.checking import (
    Alike,
    Channel,
    Checking,
    CodeAnswer,
    Fake,
    LetterChecking,
    Listed,
    PictureChecking,
    Piece,
    Thing,
    What,
)
from walletdesk.impersonation import IndicatorKind
from walletdesk.kernel.clock import Clock, utc_now
from walletdesk.kernel.viewers import ContactViewer, Viewer
from walletdesk.platform.blobs import PictureReader
from walletdesk.platform.db import Database
from walletdesk.platform.settings import Settings
from walletdesk.registry import Entry, Kind, Registry, handle_shown
from walletdesk.registry.foreign import found_in
from walletdesk.registry.model import Published
from walletdesk.safety import (
    BlockLists,
    Part,
    Reason,
    Trick,
    Verdict,
    host_of,
    lookalike,
    marked,
    spelled,
    spelled_hosts,
)
from walletdesk.safety.blocking.store import SqlBlockLists, open_work
from walletdesk.tickets import FIRST_NUMBER, LAST_NUMBER
from walletdesk.verification import Proving

_IN_FRONT = (Trick.IN_FRONT, Trick.DECORATION)  # ours is not imitated, but used as a mask
_SHOWN = {
    Kind.SITE: What.SITE,
    Kind.PAGE: What.SITE,
    Kind.MAIL: What.MAIL,
    Kind.HANDLE: What.HANDLE,
    Kind.PHONE: What.PHONE,
}


def check_page(parts: Parts, help_center: HelpCenter) -> CheckPage:
    engine, registry = parts.engine, parts.channels.registry
    checking = Checking(
        registry=SignedList(registry, lambda: parts.channels.watch.published),
        names=Names(registry, engine.settings),
        lists=Lists(block_lists(engine.db, engine.clock)),
        fakes=ConfirmedFakes(parts.impersonation),
        codes=ProofCodes(parts.verification.proving),
        tickets=OwnTickets(parts.heart.reading, parts.work.ticket_numbers.theirs),
        limiter=parts.limiter,
        holds_secret=holds_secret,
    )
    screenshots = Screenshots(parts.faces.files.intake, PictureReader())
    pictures = PictureChecking(
        checking=checking, pictures=screenshots, registry=checking.registry, limiter=parts.limiter
    )
    mails = CheckedMails(OwnKeys(engine.settings, engine.clock), parts.intake.strangers, secret_in)
    letters = LetterChecking(
        checking=checking, letters=mails, registry=checking.registry, limiter=parts.limiter
    )
    entrance = PortalDoor(parts.contacts, parts.limiter, engine.clock)
    return CheckPage(
        help_center=help_center,
        checking=checking,
        pictures=pictures,
        letters=letters,
        entrance=entrance,
        is_published=lambda: parts.channels.watch.published is not None,
    )


async def secret_in(words: str) -> bool:
    """In pieces where it is long, as in mails that come in."""
    return bool((await MailShield().look(words)).secret)


async def secret_may_be_in(words: str) -> bool:
    """Where nobody can be asked what some digits are."""
    seen = await MailShield().look(words)
    return bool(seen.secret) or seen.must_ask


def block_lists(db: Database, clock: Clock = utc_now) -> BlockLists:
    return BlockLists(open_work=open_work(db), reading=SqlBlockLists(db), host_of=host_of, clock=clock)


class SignedList:
    def __init__(self, registry: Registry, published: Callable[[], Published | None]) -> None:
        self._registry = registry
        self._published = published

    def official(self, kind: str, value: str) -> Channel | None:
        entry = self._registry.official(kind, value)
        if entry is None:
            return None
        signed = self._published() if entry in self._registry.entries() else None
        if signed is None:
            return Channel(is_listed=False)
        return Channel(is_listed=True, serial=signed.serial, issued=signed.issued, expires=signed.expires)

    def is_published(self) -> bool:
        return bool(self._registry.entries())

    def contacts_in(self, text: str) -> Sequence[Thing]:
        found = sorted(found_in(text), key=lambda one: one.start)
        return [Thing(_SHOWN[one.kind], one.value) for one in found if one.kind in _SHOWN]


class Names:
    """The judge of names, beside everything that is listed, our own address and what the wallet is called."""

    def __init__(self, registry: Registry, settings: Settings) -> None:
        self._registry = registry
        self._own = settings.public_url
        self._called = tuple(name for _, name in sorted(settings.app_name.items()))

    def alike(self, thing: Thing) -> Alike | None:
        """A handle is compared with handles, whatever it is spelled with: one may hold a dot like a site."""
        official = (self._own, *(said for entry in self._registry.entries() for said in _judged(entry)))
        is_handle = thing.what is What.HANDLE
        platform, _, name = thing.value.rpartition(":")
        value = f"@{name.lstrip('@')}" if is_handle else thing.value
        likeness = lookalike(value, official, self._called)
        if not likeness.reasons or likeness.verdict is Verdict.OFFICIAL:
            return None
        if is_handle:
            return _alike_handle(value[1:].casefold(), likeness.reasons, self._nearest(platform, value[1:]))
        return _alike(value, likeness.reasons)

    def _nearest(self, platform: str, name: str) -> str:
        """The handle of ours that a false one is spelled beside: of its own platform, else the most alike."""
        handles = [entry.value for entry in self._registry.entries() if entry.kind is Kind.HANDLE]
        there = [one for one in handles if platform and _platform(one) == _platform(f"{platform}:x")]
        names = [one.partition(":")[2] for one in there or handles]
        return max(names, key=lambda one: SequenceMatcher(None, one, name.casefold()).ratio(), default="")


def _platform(handle: str) -> str:
    return handle_shown(handle, "en").partition(" ")[0]


def _judged(entry: Entry) -> Sequence[str]:
    """As the judge reads it: a domain, a page, or a handle behind an @."""
    match entry.kind:
        case Kind.SITE:
            return [entry.value.removeprefix("*.")]
        case Kind.MAIL:
            return [entry.value.rpartition("@")[2]]
        case Kind.HANDLE:
            return [f"@{entry.value.partition(':')[2]}"]
        case _:
            return [entry.value] if entry.kind is Kind.PAGE else []


def _alike_handle(name: str, reasons: Sequence[Reason], ours: str) -> Alike:
    tricks = tuple(reason.trick.value for reason in reasons)
    if not ours:
        return Alike(tricks=tricks)
    theirs, beside = spelled(name, ours)
    return Alike(tricks=tricks, theirs=_pieces(theirs), ours=_pieces(beside))


def _alike(value: str, reasons: Sequence[Reason]) -> Alike:
    first = reasons[0]
    tricks = tuple(reason.trick.value for reason in reasons)
    host = host_of(value)
    name = host.name if host else value.casefold()
    if first.trick in _IN_FRONT:
        return Alike(tricks=tricks, theirs=_pieces(marked(name, first.site)), site=first.site)
    beside = _beside(name, first)
    if first.trick in (Trick.HIDDEN, Trick.UNDER_OURS) or not beside:
        return Alike(tricks=tricks, site=first.site)
    theirs, ours = spelled_hosts(name, beside)
    return Alike(tricks=tricks, theirs=_pieces(theirs), ours=_pieces(ours), site=first.site)


def _beside(name: str, reason: Reason) -> str:
    """Ours, with what stands in front of theirs, so that only what differs is marked.

    Empty where only a handle of ours, or the name of the wallet, is alike: a site is spelled beside a site.
    """
    if host_of(reason.ours) is None or reason.ours.startswith("@"):
        return ""
    front = name.removesuffix(reason.site) if reason.site else ""
    return f"{front}{reason.ours}" if front != name else reason.ours


def _pieces(parts: Sequence[Part]) -> tuple[Piece, ...]:
    return tuple(Piece(part.text, part.differs) for part in parts)


class Lists:
    def __init__(self, lists: BlockLists) -> None:
        self._lists = lists

    async def about(self, value: str) -> Sequence[Listed]:
        return [
            Listed(entry=bad.entry, source=bad.by.source, licence=bad.by.licence, of=bad.by.of)
            for bad in await self._lists.about(value)
        ]


class ConfirmedFakes:
    def __init__(self, fakes: Impersonation) -> None:
        self._fakes = fakes

    async def about(self, thing: Thing) -> Fake | None:
        """The id of an app reads like a site, so what it looks like is looked for as well."""
        for kind in (IndicatorKind(thing.what.value), None):
            indicator = self._fakes.reader.read(thing.value, kind)
            if indicator and (found := await self._fakes.campaigns.known_bad(indicator)):
                return Fake(reports=found.reports, first_at=found.first_at)
        return None


class ProofCodes:
    def __init__(self, proving: Proving) -> None:
        self._proving = proving

    async def check(self, code: str, viewer: Viewer, address: str) -> CodeAnswer:
        told = await self._proving.check_code(code, viewer=viewer, address=address)
        badge = told.badge
        return CodeAnswer(
            ours=told.ours,
            at=told.at,
            agent=badge.agent if badge else "",
            team=badge.team if badge else "",
            since=badge.since if badge else None,
        )


class OwnTickets:
    def __init__(self, reading: Reading, numbers: ContactsNumbers) -> None:
        self._reading = reading
        self._numbers = numbers

    def may_exist(self, number: str) -> bool:
        return number.isdecimal() and FIRST_NUMBER <= int(number) <= LAST_NUMBER

    async def numbers_of(self, viewer: Viewer) -> Sequence[str]:
        if not isinstance(viewer, ContactViewer):
            return []
        talks = await self._reading.of_contact(viewer.contact)
        return [name.rpartition("-")[2] for talk in talks for name in await self._numbers.numbers_of(talk.id)]
