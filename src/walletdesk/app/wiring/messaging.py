"""Messaging providers joined with contacts, conversations, files and the inboxes they were set up as."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

from walletdesk.app.wiring.engine import Engine, blobs_of
from walletdesk.app.wiring.heart import Heart, secret_asked_in, shown_in
from walletdesk.app.wiring.inboxes import Intake as Intaking
from walletdesk.app.wiring.people import Contacts
from walletdesk.channels.arrivals import Arrival, Arrivals, Arriving, Taken
from walletdesk.channels.inboxes import InboxChanged, Inboxes, Way
from walletdesk.channels.inboxes.kinds import Asks, Field, Kind
from walletdesk.channels.messaging import Bounds, Sending, Taking
from walletdesk.channels.messaging import http as messaging_http
from walletdesk.channels.messaging import store as messaging_store
from walletdesk.channels.messaging.model import Piece, TryLater, Unsure
from walletdesk.channels.messaging.ports import Account, Answered, Line, Method, Provider
from walletdesk.channels.messaging.providers import providers
from walletdesk.channels.messaging.reactions import MessagingReactions
from walletdesk.conversations import Kept
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import InboxId
from walletdesk.platform.blobs import Intake
from walletdesk.platform.connector import Connector, NotReached, Outgoing
from walletdesk.platform.i18n import translate
from walletdesk.platform.limits import Limiter

FAULTS: Final = {
    "refused": "The provider refused what we sent.",
    "unauthorized": "The provider does not accept the token.",
    "unreachable": "The provider cannot be reached.",
}
CALL_SECONDS: Final = 20.0  # files go up and down by it
_WAYS: Final = {"in": Way.IN, "out": Way.OUT}


class ProviderLine:
    """Through the one door for what we ask of others."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def call(
        self, method: Method, url: str, headers: Mapping[str, str], body: bytes, most_bytes: int | None
    ) -> Answered:
        asked = Outgoing(
            url=url, method=method, headers=headers, body=body, seconds=CALL_SECONDS, most_bytes=most_bytes
        )
        try:
            came = await self._connector.send(asked)
        except NotReached as refusal:
            if refusal.may_have_left:
                raise Unsure from None
            raise TryLater(reason=refusal.why.value) from None
        return Answered(came.status, came.headers, came.body)


class InboxAccounts:
    """``line`` is where providers are asked."""

    def __init__(self, inboxes: Inboxes, every: Mapping[str, Provider], line: Line, clock: Clock) -> None:
        self.line = line
        self._inboxes = inboxes
        self._providers = every
        self._clock = clock

    async def of(self, inbox: InboxId) -> tuple[Account, str] | None:
        found = await self._inboxes.find(inbox)
        provider = self._providers.get(found.kind) if found else None
        if found is None or provider is None:
            return None
        defaults = {field.key: field.default for field in provider.fields if field.default}
        settings = {key: value for key, value in found.settings.items() if value}
        account = Account(
            inbox=inbox,
            given={**defaults, **settings, **await self._inboxes.secrets(inbox)},
            line=self.line,
            keep=partial(self._inboxes.keep_secret, inbox),
            clock=self._clock,
            say=_say,
        )
        return account, found.kind

    async def is_paused(self, inbox: InboxId) -> bool:
        found = await self._inboxes.find(inbox)
        return found is None or found.paused

    async def worked(self, inbox: InboxId, way: Literal["in", "out"]) -> None:
        await self._inboxes.worked(inbox, _WAYS[way])

    async def failed(self, inbox: InboxId, way: Literal["in", "out"], code: str) -> None:
        await self._inboxes.failed(inbox, _WAYS[way], code)


class ArrivedPieces:
    def __init__(self, arrivals: Arrivals) -> None:
        self._arrivals = arrivals

    async def keep(self, inbox: InboxId, kind: str, pieces: Sequence[Piece]) -> int:
        return await self._arrivals.keep(inbox, kind, *(Arriving(one.external_id, one.raw) for one in pieces))


class TakenFiles:
    def __init__(self, intake: Intake) -> None:
        self._intake = intake

    async def __call__(self, name: str, pieces: AsyncIterable[bytes]) -> Kept:
        taken = await self._intake.take(name, pieces)
        return Kept(
            blob=taken.stored.id,
            name=taken.name,
            type=taken.type,
            size=taken.stored.size,
            width=taken.width,
            height=taken.height,
        )


class KeptFiles:
    def __init__(self, engine: Engine, heart: Heart) -> None:
        self._blobs = blobs_of(engine)
        self._heart = heart

    async def __call__(self, attachment: str) -> bytes:
        found = await self._heart.attaching.find(attachment)
        if found is None:
            raise NotFound
        return await self._blobs.read(found.blob)


class InTurn:
    """One inbox after the other's end would be slow; in one inbox, what was said first is heard first."""

    def __init__(self, taking: Taking) -> None:
        self._taking = taking
        self._turns: defaultdict[InboxId, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def take(self, arrival: Arrival, arrived: Arriving) -> Taken:
        async with self._turns[arrival.inbox]:
            return await self._taking.take(arrival, arrived)


@dataclass(frozen=True, slots=True, kw_only=True)
class Messaging:
    providers: Mapping[str, Provider]
    accounts: InboxAccounts
    taking: Taking
    sending: Sending
    bounds: Bounds
    reactions: MessagingReactions
    needs: messaging_http.Needs

    async def on_inbox_changed(self, event: InboxChanged) -> None:
        if event.kind in self.providers:
            await self.sending.wake(event.inbox)


def messaging(
    engine: Engine, contacts: Contacts, heart: Heart, arriving: Intaking, limiter: Limiter
) -> Messaging:
    every, settings = providers(), engine.settings
    accounts = InboxAccounts(
        arriving.inboxes, every, ProviderLine(Connector(settings.connector)), engine.clock
    )
    reading = messaging_store.SqlReading(engine.db)
    open_work = messaging_store.open_work(engine.db)
    keeping = ArrivedPieces(arriving.arrivals)
    sending = Sending(
        providers=every,
        accounts=accounts,
        open_work=open_work,
        reading=reading,
        conversing=heart.conversing,
        archive=heart.archive,
        read_file=KeptFiles(engine, heart),
        say=_say,
        link=f"{settings.public_url}/verify",
        clock=engine.clock,
    )
    intake = Intake(
        blobs_of(engine), settings.attachments, folder=settings.folder / "intake", secret_in=secret_asked_in
    )
    taking = Taking(
        providers=every,
        accounts=accounts,
        keeping=keeping,
        open_work=open_work,
        reading=reading,
        book=contacts.book,
        linking=contacts.linking,
        conversing=heart.conversing,
        archive=heart.archive,
        attaching=heart.attaching,
        take_file=TakenFiles(intake),
        limiter=limiter,
        sending=sending,
        say=_say,
        clock=engine.clock,
    )
    bounds = Bounds(
        providers=every, accounts=accounts, reading=reading, proof=sending.proof, clock=engine.clock
    )
    heart.conversing.bounds = bounds
    in_turn = InTurn(taking)
    for kind, provider in every.items():
        arriving.arrivals.taken_by(kind, in_turn)
        arriving.kinds.add(_kind(provider))
    return Messaging(
        providers=every,
        accounts=accounts,
        taking=taking,
        sending=sending,
        bounds=bounds,
        reactions=MessagingReactions(sending),
        needs=messaging_http.Needs(
            providers=every,
            accounts=accounts,
            keeping=keeping,
            bounds=bounds,
            may_read=heart.reading.seen_by,
            clock=engine.clock,
        ),
    )


def _kind(provider: Provider) -> Kind:
    """What its inbox asks for, as the settings show it."""
    fields = [
        Field(
            name=one.key,
            words=one.name,
            asks=Asks.SECRET if one.is_secret else Asks.CHOICE if one.choices else Asks.TEXT,
            choices=one.choices,
            required=one.required,
        )
        for one in provider.fields
    ]
    docs = f"docs/channels/{provider.kind}.md"
    return Kind(id=provider.kind, words=provider.title, docs=docs, fields=tuple(fields), faults=FAULTS)


def _say(locale: str, sentence: str) -> str:
    return translate(shown_in(locale), sentence)
