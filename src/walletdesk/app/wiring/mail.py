"""Mail that leaves the house. Without a mail server nothing is queued and nothing is promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from walletdesk.app.wiring.digests import DigestPost
from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.feedback import QuestionLinks
from walletdesk.app.wiring.heart import Heart
from walletdesk.app.wiring.people import Contacts
from walletdesk.channels.email import (
    Answers,
    Bounces,
    DigestMails,
    House,
    Letters,
    Mailing,
    MailReactions,
    MailSender,
    PostBox,
    Ways,
)
from walletdesk.channels.email import store as mail_store
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.platform.mail import DkimKey, SmtpServer, address, domain_of, private_key
from walletdesk.platform.settings import Settings, secret_from
from walletdesk.verification import Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    reactions: MailReactions
    digests: DigestMails
    sender: MailSender
    bounces: Bounces
    mailing: Mailing


class MailPhrases:
    def __init__(self, heart: Heart, phrases: Phrases) -> None:
        self._heart = heart
        self._phrases = phrases

    async def of_conversation(self, conversation: ConversationId) -> str:
        talk = await self._heart.reading.find(conversation)
        return await self._phrases.of(talk.contact) if talk else ""

    async def of_contact(self, contact: ContactId) -> str:
        return await self._phrases.of(contact)


class MailThreads:
    def __init__(self, heart: Heart) -> None:
        self._heart = heart

    async def of_conversation(self, conversation: ConversationId) -> str:
        talk = await self._heart.reading.find(conversation)
        if talk is None:
            return ""
        viewer = ContactViewer(contact=talk.contact)
        return (await self._heart.transcripts.made(viewer, conversation, "text")).body.decode()


def mail(
    engine: Engine,
    contacts: Contacts,
    heart: Heart,
    phrases: Phrases,
    links: tuple[QuestionLinks, DigestPost],
    back: tuple[Ways, Answers],
) -> Mail | None:
    """None where no mail server is set. ``back``: for what is answered by mail."""
    settings, clock, (questions, digests) = engine.settings, engine.clock, links
    ways, answers = back
    if not settings.mail.host:
        return None
    sender = address(settings.mail.sender)
    open_work = mail_store.open_work(engine.db)
    house = House(sender=sender, zone=settings.time_zone, names=settings.app_name)
    server = SmtpServer(
        host=settings.mail.host,
        port=settings.mail.port,
        tls=settings.mail.tls,
        user=settings.mail.user,
        password=secret_from(settings.mail.password_file) if settings.mail.password_file else "",
    )
    box = PostBox(domain=domain_of(sender))
    mailing = Mailing(open_work=open_work, box=box, clock=clock, ways=ways)
    return Mail(
        mailing=mailing,
        digests=DigestMails(mailing, digests),
        bounces=Bounces(open_work=open_work, clock=clock),
        reactions=MailReactions(
            mailing=mailing,
            open_work=open_work,
            contacts=contacts.book,
            archive=heart.archive,
            transcripts=heart.transcripts,
            clock=clock,
            ways=ways,
            tell=partial(tell_undelivered, heart),
        ),
        sender=MailSender(
            open_work=open_work,
            waiting=mail_store.SqlWaiting(engine.db),
            transport=server,
            letters=Letters(
                house=house,
                proofs=contacts.proving,
                phrases=MailPhrases(heart, phrases),
                threads=MailThreads(heart),
                questions=questions,
                digests=digests,
                clock=clock,
                ways=ways,
                answers=answers,
            ),
            clock=clock,
            keys=dkim_keys(settings),
        ),
    )


async def tell_undelivered(heart: Heart, conversation: ConversationId, seq: int) -> None:
    await heart.conversing.note_fact(conversation, "not_delivered", reason="mail", key=f"mail/{seq}")


def dkim_keys(settings: Settings) -> Sequence[DkimKey]:
    """Those that sign, and those that did or will: a letter of ours is known by any of them."""
    ours = domain_of(address(settings.mail.sender)) if settings.mail.dkim else ""
    return [
        DkimKey(
            domain=one.domain.lower() or ours,
            selector=one.selector,
            private=private_key(Path(one.key_file)),
            signs=one.signs,
        )
        for one in settings.mail.dkim
    ]
