"""What is written beside a mail's message: its files, which mail it came as, and whom answers go to."""

from walletdesk.channels.arrivals import Arrival
from walletdesk.channels.email.inbound.judging import Judgement, Place
from walletdesk.channels.email.inbound.model import LONGEST_NAME, MailItem, MailThread, plain_id
from walletdesk.channels.email.inbound.ports import Archive, Attaching, Conversing, Gathered, OpenWork, Shield
from walletdesk.conversations import Author, Conversation, Said, Speaker
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.platform.mail import address
from walletdesk.platform.mime import ReadMail


class Keeping:
    """``shield`` hides in names and addresses what may be a key."""

    def __init__(
        self,
        *,
        open_work: OpenWork,
        archive: Archive,
        conversing: Conversing,
        attaching: Attaching,
        shield: Shield,
    ) -> None:
        self._open_work = open_work
        self._archive = archive
        self._conversing = conversing
        self._attaching = attaching
        self._shield = shield

    async def files(self, key: str, talk: Conversation, gathered: Gathered) -> None:
        """In a message of their own, behind that of the text; those that are not taken are told to agents."""
        for number, name in enumerate(gathered.refused):
            shown = self._shield.masked(name)[:LONGEST_NAME]
            await self._conversing.note_fact(talk.id, "mail_file_refused", value=shown, key=f"{key}/{number}")
        once = f"{key}/files"
        if not gathered.kept or await self._archive.said_before(talk.id, f"{Speaker.CONTACT.value}:{once}"):
            return
        viewer = ContactViewer(contact=talk.contact)
        files = [await self._attaching.add(viewer, talk.id, one) for one in gathered.kept]
        said = Said(text="", client_id=once, attachments=tuple(files))
        await self._conversing.hear(talk.id, Author(Speaker.CONTACT, talk.contact), said)

    async def item(
        self,
        arrival: Arrival,
        mail: ReadMail,
        judgement: Judgement,
        conversation: ConversationId,
        seq: int,
        *,
        cut: bool,
    ) -> None:
        new_and_proven = judgement.place is Place.NEW and judgement.is_verified
        item = MailItem(
            conversation=conversation,
            seq=seq,
            arrival=arrival.id,
            address=self._shield.masked(mail.sender.address if mail.sender else "")[:LONGEST_NAME],
            shown_sender=mail.shown_sender[:LONGEST_NAME],
            message_id=self._id(mail),
            standing=judgement.standing.value,
            verified=new_and_proven or judgement.place is Place.JOINS,
            cut=cut,
            at=arrival.received_at,
        )
        async with self._open_work() as work:
            await work.rows.keep(item)

    async def begin(
        self, talk: Conversation, sender: str, mail: ReadMail, subject: str, *, proven: bool
    ) -> None:
        id = self._id(mail)
        thread = MailThread(
            conversation=talk.id,
            inbox=talk.inbox,
            address=_reachable(sender),
            proven=proven,
            subject=subject,
            references=(id,) if id else (),
        )
        async with self._open_work() as work:
            await work.rows.begin(thread)

    async def went_on(self, conversation: ConversationId, sender: str, mail: ReadMail) -> None:
        """Not for a conversation that is held elsewhere: there a mail is only another way in."""
        async with self._open_work() as work:
            thread = await work.rows.hold(conversation)
            if thread is not None:
                await work.rows.save(thread.went_on(_reachable(sender), self._id(mail)))

    def _id(self, mail: ReadMail) -> str:
        """One that reads as a key is none."""
        id = plain_id(mail.message_id)
        return id if self._shield.is_clean(id) else ""


def _reachable(sender: str) -> str:
    try:
        return address(sender)
    except ValueError:
        return ""
