"""Transaction dossiers: opened by what is written, looked up by the timer, shown to whoever may see them."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from walletdesk.accounts import catalogue
from walletdesk.app.wiring.answers import Answers, Sayer, holds_secret
from walletdesk.app.wiring.chains import askable, diagnosing, identifier, table_of, usable
from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import Heart, shown_in
from walletdesk.app.wiring.holding import Custodians
from walletdesk.app.wiring.people import Staff
from walletdesk.app.wiring.registry import OfficialChannels
from walletdesk.assistant import Assistant, Diagnosed
from walletdesk.assistant.ports import Dialogues
from walletdesk.assistant.store import SqlDialogues
from walletdesk.chains import ChainTable, alike_in
from walletdesk.conversations import Ask, Item, Kind, Page, Reading, Speaker
from walletdesk.conversations.store import SqlArchive, SqlFileArchive
from walletdesk.dossiers import NEWS_KEY, DiagnosisReady
from walletdesk.dossiers import http as dossier_http
from walletdesk.dossiers import store as dossier_store
from walletdesk.dossiers.jobs import SWEEP, DossierJobs
from walletdesk.dossiers.model import CONTACT, Dossier, Finding
from walletdesk.dossiers.model.view import ArticleView, FileView
from walletdesk.dossiers.ports import Question
from walletdesk.dossiers.reactions import DossierReactions
from walletdesk.dossiers.reading import Identifying, Looking, counsel
from walletdesk.dossiers.service import (
    Around,
    Exporting,
    Heard,
    Holding,
    Opening,
    PaidBefore,
    Showing,
    Watching,
)
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import ArticleId, ContactId, ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import Viewer
from walletdesk.knowledge import Library
from walletdesk.platform.limits import Limiter
from walletdesk.platform.settings import Settings
from walletdesk.staff.store import audit_in
from walletdesk.tickets.desks import KnownTransaction
from walletdesk.tickets.desks.store import SqlReading as SqlDesks
from walletdesk.verification.ownership.store import SqlArchive as SqlProofs

LOOKS = (6, 60)  # of one contact: whoever taps again and again gets no other answer from a chain
PAGE = 200  # items of a conversation, in which its files are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossiers:
    opening: Opening
    holding: Holding
    custody: Custodians
    archive: dossier_store.SqlArchive
    jobs: DossierJobs
    reactions: DossierReactions
    table: ChainTable

    async def plan_sweep(self, engine: Engine) -> None:
        async with engine.db.write() as tx:
            tx.schedule(Job(kind=SWEEP, key="all", run_at=engine.clock()))


def dossiers(engine: Engine, heart: Heart) -> Dossiers:
    settings, archive = usable(engine.settings), dossier_store.SqlArchive(engine.db)
    table, open_work = table_of(settings), dossier_store.open_work(engine.db, audit_in(engine.key))
    opening = Opening(
        open_work=open_work,
        archive=archive,
        talks=heart.reading,
        forms=FormsBefore(heart.archive),
        identify=Identifying(identifier(table)),
        table=table,
        askable=askable(settings, table),
        clock=engine.clock,
    )
    watching = Watching(
        open_work=open_work,
        archive=archive,
        talks=heart.reading,
        look=FirstLook(settings, table),
        table=table,
        paid=PaidBefore(PaymentsOfContact(heart.reading, archive), alike_in),
        clock=engine.clock,
    )
    custody = Custodians(catalogue(settings.custody_mode), SqlDesks(engine.db))
    return Dossiers(
        opening=opening,
        holding=Holding(open_work=open_work, talks=heart.reading, custody=custody, clock=engine.clock),
        custody=custody,
        archive=archive,
        jobs=DossierJobs(watching),
        reactions=DossierReactions(opening, heart.conversing),
        table=table,
    )


class BotTransactions:
    """What the bot is told of transactions: whether a diagnosis answers a message, and what goes along."""

    def __init__(self, known: Dossiers) -> None:
        self._known = known

    async def takes(self, conversation: ConversationId, seq: int, text: str) -> bool:
        """The same as the reaction does, whichever comes first: the answer then does not depend on that."""
        heard = Heard(conversation=conversation, seq=seq, by=CONTACT, text=text)
        return await self._known.opening.hear(heard)

    async def told_again(self, conversation: ConversationId, names: Sequence[str]) -> None:
        await self._known.opening.answer_again(conversation, names)

    async def named(self, conversation: ConversationId) -> Sequence[Mapping[str, str]]:
        found = await self._known.archive.of_conversation(conversation)
        return [{"name": one.name, "tx": one.tx, "chain": one.likely, "code": one.code} for one in found]


class DossierVoice:
    """Tells a contact what became of a transaction, in the words of the bot."""

    PATIENCE, PAUSE = 100, 0.05  # looks, seconds: until the bot is through with the message itself

    def __init__(self, showing: Showing, assistant: Assistant, heard: Dialogues) -> None:
        self._showing = showing
        self._assistant = assistant
        self._heard = heard

    async def on_diagnosis_ready(self, event: DiagnosisReady) -> None:
        told = await self._showing.ready(event.dossier, event.locale, is_let_go=not event.code)
        if told is None:
            return
        if not event.is_news:
            await self._bot_is_through(event)
        key = f"{NEWS_KEY}{event.dossier}-{event.seq}" if event.is_news else f"{event.dossier}-{event.seq}"
        await self._assistant.tell(
            Diagnosed(
                conversation=event.conversation,
                key=key,
                locale=event.locale,
                name=told.name,
                title=told.title,
                meaning=told.meaning,
                step=told.step,
                topic=told.topic,
                ask=told.ask,
                amount=told.amount,
                is_news=event.is_news,
            )
        )

    async def _bot_is_through(self, event: DiagnosisReady) -> None:
        """Whether somebody is in danger is decided first, however quick the chain is."""
        for _ in range(self.PATIENCE):
            dialogue = await self._heard.find(event.conversation)
            if dialogue is not None and dialogue.heard >= event.heard:
                return
            await asyncio.sleep(self.PAUSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFaces:
    showing: Showing
    voice: DossierVoice
    http: dossier_http.Needs


def dossier_faces(
    engine: Engine,
    heart: Heart,
    own: Dossiers,
    around: tuple[Answers, OfficialChannels, Staff],
    limiter: Limiter,
) -> DossierFaces:
    answers, channels, staff = around
    files = FilesOfContact(heart.archive, SqlFileArchive(engine.db))
    showing = Showing(
        archive=own.archive,
        talks=heart.reading,
        table=own.table,
        around=Around(
            say=Sayer(engine.settings),
            counsel=counsel(),
            articles=TitledArticles(answers.library),
            files=files,
            own=ProvenAddresses(SqlProofs(engine.db), heart.reading),
            custody=own.custody,
            shown_as=staff.directory.shown_as,
        ),
    )
    exporting = Exporting(
        showing=showing,
        archive=own.archive,
        files=files,
        sealing=channels.sealing,
        clock=engine.clock,
    )
    needs = dossier_http.Needs(
        opening=own.opening,
        holding=own.holding,
        showing=showing,
        exporting=exporting,
        may_look=partial(_may_look, limiter),
        holds_secret=holds_secret,
    )
    voice = DossierVoice(showing, answers.assistant, SqlDialogues(engine.db))
    return DossierFaces(showing=showing, voice=voice, http=needs)


async def _may_look(limiter: Limiter, contact: ContactId) -> None:
    await limiter.hit(f"dossier:{contact}", *LOOKS)


class FirstLook:
    """Makes what asks the chains when somebody first asks: whoever names no endpoint pays nothing for it."""

    def __init__(self, settings: Settings, table: ChainTable) -> None:
        self._settings = settings
        self._table = table

    @cached_property
    def _looking(self) -> Looking:
        return Looking(diagnosing(usable(self._settings), self._table))

    async def __call__(self, questions: Sequence[Question]) -> Sequence[Finding]:
        return await self._looking(questions)


class FormsBefore:
    def __init__(self, archive: SqlArchive) -> None:
        self._archive = archive

    async def asked_for_transaction(self, conversation: ConversationId, seq: int) -> bool:
        items = await self._archive.items(conversation, Page(before=seq, most=5, public=False))
        said = [item for item in items if item.kind is Kind.MESSAGE]
        return bool(said) and said[-1].form is not None and said[-1].form.kind is Ask.TX


class TitledArticles:
    """An article that is not published in this language is none."""

    def __init__(self, library: Library) -> None:
        self._library = library

    async def article(self, topic: str, locale: str) -> ArticleView | None:
        try:
            found = await self._library.digest(ArticleId(topic), shown_in(locale))
        except NotFound:
            return None
        return ArticleView(title=found.title, url=found.address)


class FilesOfContact:
    """What the contact has sent in messages; the name of a blob holds the hash of its bytes."""

    def __init__(self, archive: SqlArchive, files: SqlFileArchive) -> None:
        self._archive = archive
        self._files = files

    async def of_conversation(self, conversation: ConversationId) -> Sequence[FileView]:
        found = [await self._files.find(id) async for id in self._ids(conversation)]
        return [
            FileView(name=one.attachment.name, sha256=one.blob.rpartition(".")[2], size=one.attachment.size)
            for one in found
            if one is not None and one.blob
        ]

    async def _ids(self, conversation: ConversationId) -> AsyncIterator[str]:
        """Of all its items, however many there are."""
        after: int | None = 0
        while after is not None:
            page = Page(after=after, most=PAGE, public=True)
            items = await self._archive.items(conversation, page)
            for item in items:
                for id in _sent(item):
                    yield id
            after = items[-1].public_seq if len(items) == PAGE else None


def _sent(item: Item) -> list[str]:
    return [one.id for one in item.attachments] if item.author.kind is Speaker.CONTACT else []


class PaymentsOfContact:
    """Of whichever of their conversations, the latest fifty."""

    def __init__(self, reading: Reading, archive: dossier_store.SqlArchive) -> None:
        self._reading = reading
        self._archive = archive

    async def beside(self, conversation: ConversationId) -> Sequence[Dossier]:
        talk = await self._reading.find(conversation)
        talks = await self._reading.of_contact(talk.contact) if talk else ()
        return await self._archive.carried_out([one.id for one in talks])


class ProvenAddresses:
    """Those that they showed to be theirs, in whichever conversation."""

    def __init__(self, proofs: SqlProofs, reading: Reading) -> None:
        self._proofs = proofs
        self._reading = reading

    async def of_contact(self, contact: ContactId) -> Collection[str]:
        talks = await self._reading.of_contact(contact)
        return [proof.address.text for proof in await self._proofs.proven_in([talk.id for talk in talks])]


class KnownTransactions:
    """What a desk need not ask for."""

    def __init__(self, showing: Showing) -> None:
        self._showing = showing

    async def of_conversation(self, id: ConversationId) -> Sequence[KnownTransaction]:
        """Without a time: ours is when it was named here, which is not when it was sent."""
        found = await self._showing.of_conversation(id)
        return [KnownTransaction(chain=one.chain, tx_id=one.tx, address=one.address) for one in found]


class SealedDossiers:
    """Their signed copies, for whoever takes all evidence along."""

    def __init__(self, faces: DossierFaces) -> None:
        self._faces = faces

    async def sealed(self, viewer: Viewer, conversation: ConversationId) -> Mapping[str, bytes]:
        found = await self._faces.showing.of_conversation(conversation)
        exporting = self._faces.http.exporting
        made = [await exporting.made(viewer, conversation, one.dossier) for one in found]
        return {name: text.encode() for name, text in made}
