"""Opening a contact's session: by nothing, by the device's secret, or by the wallet's signed word."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from walletdesk.contacts.events import ContactEvent, ContactIdentified, ContactSignedOut
from walletdesk.contacts.model import (
    WALLET,
    Contact,
    Identified,
    Identity,
    IdentityClaims,
    identify,
    locale_or,
    refuse_blocked,
)
from walletdesk.contacts.ports import (
    IdentityTokenRefused,
    IdentityTokens,
    Limiter,
    OpenWork,
    Reading,
    SecretIn,
    Work,
)
from walletdesk.contacts.service.screening import screened_claims
from walletdesk.contacts.tokens import DeviceSecrets, SessionToken, SessionTokens, SignedOut
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Duplicate, NotFound
from walletdesk.kernel.ids import ContactId, new_id

HOUR = 3600
NEW_IN_ALL = (30_000, 600)  # a promotion brings thousands in minutes; a flood of made-up contacts brings more
SIGNED_PER_IP = (120, 600)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``ip`` is only counted, never kept."""

    ip: str = field(repr=False)
    device_secret: str = field(default="", repr=False)
    identity_token: str = field(default="", repr=False)
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """``device_secret`` is filled only at the moment it was made.

    After an identity token the browser's old device secret is spent: identified people come back with a new
    token from the wallet, never with something a shared browser kept.
    """

    contact: Contact
    token: SessionToken
    device_secret: str | None = field(default=None, repr=False)
    app_version: str = ""  # as the wallet says in its token; not kept


@dataclass(frozen=True, slots=True)
class _Joined:
    contact: Contact
    ended: Contact | None  # whose tokens and device secret stop working
    absorbed: ContactId | None
    news: bool

    def facts(self, at: datetime) -> list[ContactEvent]:
        facts: list[ContactEvent] = []
        if self.ended:
            facts.append(ContactSignedOut(at=at, contact=self.ended.id, epoch=self.ended.epoch))
        if self.news:
            facts.append(ContactIdentified(at=at, contact=self.contact.id, absorbed=self.absorbed))
        return facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Sessions:
    open_work: OpenWork
    reading: Reading
    secrets: DeviceSecrets
    tokens: SessionTokens
    identity_tokens: IdentityTokens
    signed_out: SignedOut
    limiter: Limiter
    secret_in: SecretIn
    clock: Clock
    default_locale: str = "en"
    new_per_hour: int = 60  # from one address, which a whole mobile network may share

    async def open(self, asked: Asked) -> Opened:
        """The one way in for the widget.

        An unknown device secret is not an error: the browser kept something old, so it gets a new contact.
        """
        if asked.identity_token:
            return await self._open_signed(asked)
        secret_hash = self.secrets.hash_of(asked.device_secret)
        contact = await self.reading.of_device(secret_hash) if secret_hash else None
        return await (self._reopen(contact, asked) if contact else self._open_new(asked))

    async def known(self, secret: str) -> Opened | None:
        """For who shows a secret and must get nobody new for a wrong one."""
        secret_hash = self.secrets.hash_of(secret)
        contact = await self.reading.of_device(secret_hash) if secret_hash else None
        if contact is None:
            return None
        refuse_blocked(contact)
        return self._opened(contact)

    async def open_once(self, once: str, asked: Asked) -> Opened:
        """A new contact whose secret is made of ``once``: asked twice, the same one with the same secret.

        ``once`` must be nothing that anybody else can guess.
        """
        secret = self.secrets.made_of(once)
        if (met := await self.known(secret)) is not None:
            return replace(met, device_secret=secret)
        try:
            return await self._open_new(asked, secret)
        except Duplicate:  # both were asked at the same moment; the other one is kept by now
            return replace(await self._met(secret), device_secret=secret)

    async def _met(self, secret: str) -> Opened:
        async with self.open_work():  # ends after whoever was first
            pass
        if (met := await self.known(secret)) is not None:
            return met
        raise NotFound

    async def _reopen(self, contact: Contact, asked: Asked) -> Opened:
        refuse_blocked(contact)
        locale = locale_or(asked.locale, contact.locale)
        if locale != contact.locale:
            async with self.open_work() as work:
                contact = replace(await _get(work, contact.id), locale=locale)
                await work.contacts.save(contact)
        return self._opened(contact)

    async def _open_new(self, asked: Asked, secret: str = "") -> Opened:
        await self.limiter.hit(f"contact:new:{asked.ip}", self.new_per_hour, HOUR)
        await self.limiter.hit("contact:new", *NEW_IN_ALL)
        at, secret = self.clock(), secret or self.secrets.new()
        contact = self._fresh(asked, at)
        async with self.open_work() as work:
            await work.contacts.add(contact)
            await work.devices.add(self.secrets.kept(secret), contact.id, at)
        return self._opened(contact, secret)

    async def _open_signed(self, asked: Asked) -> Opened:
        await self.limiter.hit(f"contact:signed:{asked.ip}", *SIGNED_PER_IP)
        at = self.clock()
        claims = screened_claims(self.identity_tokens.read(asked.identity_token, at), self.secret_in)
        async with self.open_work() as work:
            if not await work.used_tokens.use(claims.once, claims.expires_at, at):
                raise IdentityTokenRefused(why="used before")
            device = await _device(work, self.secrets.hash_of(asked.device_secret))
            joined = await _join(work, claims, device, self._fresh(asked, at), at=at)
            work.emit(*joined.facts(at))
        if joined.ended:
            self.signed_out.note(joined.ended.id, joined.ended.epoch, at)
        return replace(self._opened(joined.contact), app_version=claims.app_version)

    def _fresh(self, asked: Asked, at: datetime) -> Contact:
        locale = locale_or(asked.locale, self.default_locale)
        return Contact(id=ContactId(new_id("con")), created_at=at, locale=locale)

    def _opened(self, contact: Contact, secret: str | None = None) -> Opened:
        return Opened(contact, self.tokens.issue(contact.id, contact.epoch, self.clock()), secret)


async def _join(
    work: Work, claims: IdentityClaims, device: Contact | None, fresh: Contact, *, at: datetime
) -> _Joined:
    """A person met for the first time takes the device's contact over; a known one absorbs it."""
    identity = Identity(WALLET, claims.subject)
    person = device.signed_out(at) if device else fresh
    if await work.identities.claim(identity, person.id, at):
        contact = identify(person, claims, None, at).contact
        await (work.contacts.save(contact) if device else work.contacts.add(contact))
        if device:
            await work.devices.forget(device.id)
        return _Joined(contact, ended=contact if device else None, absorbed=None, news=True)
    return await _absorb(work, claims, device, await _owner(work, identity), at=at)


async def _absorb(
    work: Work, claims: IdentityClaims, device: Contact | None, person: Contact, *, at: datetime
) -> _Joined:
    found = identify(person, claims, device, at)
    if found.contact != person:
        await work.contacts.save(found.contact)
    if found.absorbed:
        await work.contacts.save(found.absorbed)
        await work.identities.move(found.absorbed.id, person.id)
        await work.devices.forget(found.absorbed.id)
    absorbed = found.absorbed.id if found.absorbed else None
    return _Joined(found.contact, found.absorbed, absorbed, news=found != Identified(person))


async def _device(work: Work, secret_hash: str | None) -> Contact | None:
    """The contact whose secret was proven, if it may be taken along. The secret is spent either way."""
    owner = await work.devices.take(secret_hash) if secret_hash else None
    contact = await work.contacts.find(owner) if owner else None
    return contact if contact and contact.is_open_to_claim else None


async def _owner(work: Work, identity: Identity) -> Contact:
    owner = await work.identities.owner_of(identity)
    return await _get(work, owner or ContactId(""))


async def _get(work: Work, id: ContactId) -> Contact:
    if found := await work.contacts.find(id):
        return found
    raise NotFound
