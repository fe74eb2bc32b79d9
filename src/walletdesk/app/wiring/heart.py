"""The heart: conversing, reading, searching, transcripts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from walletdesk.app.wiring.dossier_titles import DossierTitles
from walletdesk.app.wiring.engine import Engine
from walletdesk.assistant.store import forget as forget_in_dialogues
from walletdesk.conversations import (
    Attaching,
    Checking,
    Conversing,
    Eyes,
    Holding,
    Looked,
    Mentioning,
    Outgoing,
    Reading,
    Searching,
    Transcripts,
)
from walletdesk.conversations.store import (
    Scrubbing,
    SqlArchive,
    SqlFileArchive,
    SqlHeldArchive,
    SqlMentionArchive,
    SqlMessageIndex,
    open_files,
    open_held,
    open_mentions,
    open_work,
)
from walletdesk.dossiers.store import SqlArchive as SqlDossiers
from walletdesk.dossiers.store import forget as forget_in_dossiers
from walletdesk.kernel.errors import MayBeSecret
from walletdesk.platform.i18n import Locale, translate, when
from walletdesk.registry import defanged
from walletdesk.safety import Certainty, begun, may_continue, screen, size_of
from walletdesk.staff.store import audit_in
from walletdesk.tickets.store import forget as forget_in_tickets


@dataclass(frozen=True, slots=True, kw_only=True)
class Heart:
    conversing: Conversing
    reading: Reading
    archive: SqlArchive
    attaching: Attaching
    checking: Checking
    searching: Searching
    transcripts: Transcripts
    mentioning: Mentioning
    holding: Holding
    scrubbing: Scrubbing
    eyes: Eyes | None


def heart(engine: Engine, outgoing: Outgoing, eyes: Eyes | None) -> Heart:
    archive, files = SqlArchive(engine.db), SqlFileArchive(engine.db)
    open_filing = open_files(engine.db, audit_in(engine.key))
    reading = Reading(archive)
    conversing = Conversing(
        open_work=open_work(engine.db, (forget_in_dialogues, forget_in_dossiers, forget_in_tickets)),
        archive=archive,
        secret_in=secret_in,
        outgoing=outgoing,
        clock=engine.clock,
        shield=ContactShield(),
    )
    return Heart(
        conversing=conversing,
        reading=reading,
        archive=archive,
        attaching=Attaching(
            open_work=open_filing,
            archive=files,
            reading=reading,
            reads=eyes is not None,
            clock=engine.clock,
        ),
        checking=Checking(open_work=open_filing, archive=files, eyes=eyes, clock=engine.clock),
        holding=Holding(
            open_work=open_held(engine.db, audit_in(engine.key)),
            archive=SqlHeldArchive(engine.db),
            conversing=conversing,
            secret_in=secret_asked_in,
            clock=engine.clock,
        ),
        mentioning=Mentioning(open_work=open_mentions(engine.db), archive=SqlMentionArchive(engine.db)),
        scrubbing=Scrubbing(engine.db, engine.clock),
        eyes=eyes,
        searching=Searching(index=SqlMessageIndex(engine.db), archive=archive),
        transcripts=Transcripts(
            reading=reading,
            archive=archive,
            words=(words := TranscriptWords(engine.settings.time_zone)),
            defanged=defanged,
            told=DossierTitles(SqlDossiers(engine.db), words.say),
        ),
    )


def secret_in(text: str) -> str | None:
    """The kind of secret that a text surely holds."""
    for finding in screen(text).findings:
        if finding.certainty is Certainty.CERTAIN:
            return finding.kind.value
    return None


def secret_asked_in(text: str) -> str | None:
    """As ``secret_in``; raises MayBeSecret for digits that only whoever sends them can name."""
    seen = screen(text)
    if seen.uncertain:
        raise MayBeSecret
    return seen.kind.value if seen.stopped else None


def holds_secret_asked(text: str) -> bool:
    """Whether a text surely holds a secret; raises MayBeSecret as ``secret_asked_in`` does."""
    return secret_asked_in(text) is not None


class ContactShield:
    """The shield for what is written in a conversation."""

    def wants_more(self, text: str) -> bool:
        return may_continue(text)

    def look(self, text: str, before: Sequence[str]) -> Looked:
        seen = screen(text, context=before)
        if not (seen.stopped and seen.worst):
            return Looked(must_ask=seen.uncertain)
        size = size_of(seen.worst, text, [before[place] for place in seen.parts])
        return Looked(seen.kind.value, size=size, parts=seen.parts)

    def begun(self, texts: Sequence[str]) -> Sequence[int]:
        return begun(texts)

    def unnamed(self, text: str) -> Sequence[str]:
        seen = screen(text)
        found = seen.findings if seen.uncertain else ()
        return [text[one.start : one.end].lower().removeprefix("0x") for one in found]


class TranscriptWords:
    def __init__(self, zone: str) -> None:
        self._zone = zone

    def say(self, locale: str, sentence: str, **values: str | int) -> str:
        return translate(shown_in(locale), sentence, **values)

    def when(self, locale: str, at: datetime) -> str:
        return when(shown_in(locale), at, self._zone)


def shown_in(locale: str) -> Locale:
    """The one of our languages that is nearest to what somebody speaks."""
    return "zh-CN" if locale.lower().startswith("zh") else "en"
