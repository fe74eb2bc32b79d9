"""What is kept of a mail beside its words, and how a mail reads as a message. No clock, no storage."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from html import unescape
from typing import Final

from walletdesk.contacts import mailbox_of
from walletdesk.kernel.ids import ConversationId, InboxId
from walletdesk.platform.mime import Automatic, ReadMail

LONGEST: Final = 10_000  # characters of a message; the whole mail stays where it arrived
LONGEST_NAME: Final = 200
MOST_REFERENCES: Final = 20
_ID: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,128}@[A-Za-z0-9.-]{1,128}")
_TAG: Final = re.compile(r"<[^<>]*>")
_BREAKS: Final = re.compile(r"</?(?:p|div|br|tr|li|h[1-6]|table|blockquote)\b[^<>]*>", re.IGNORECASE)
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_ANSWER: Final = re.compile(
    r"^\s*(?:(?:re|aw|sv|fw|fwd|回复|答复|转发)\s*(?:\[\d+\])?\s*[:\uff1a]\s*)+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailItem:
    """One message that came as a mail, and whose it claims to be. ``standing``: see ``Standing``.

    ``verified``: it may be taken for its contact's. ``cut``: it is longer than the message shows.
    """

    conversation: ConversationId
    seq: int
    arrival: str
    address: str = field(repr=False)
    shown_sender: str = field(repr=False)
    message_id: str = field(repr=False)
    standing: str
    verified: bool
    cut: bool = False
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MailThread:
    """Whom a conversation is held with by mail. ``address`` empty: nobody who could be written to.

    ``references``: of the mails that belong to it, the oldest first; the last one is answered.
    """

    conversation: ConversationId
    inbox: InboxId
    address: str = field(repr=False)
    proven: bool
    subject: str = field(repr=False)
    references: tuple[str, ...] = field(default=(), repr=False)

    @property
    def answers(self) -> str:
        return self.references[-1] if self.references else ""

    def went_on(self, address: str, message_id: str) -> "MailThread":
        """Its contact wrote, proven, perhaps from another address of theirs: answers go there now."""
        return replace(self, address=address or self.address, proven=True)._with(message_id)

    def _with(self, message_id: str) -> "MailThread":
        if not message_id or message_id in self.references:
            return self
        kept = (*self.references, message_id)
        many = len(kept) > MOST_REFERENCES
        return replace(self, references=(kept[0], *kept[1 - MOST_REFERENCES :]) if many else kept)


def plain_id(id: str) -> str:
    """Without its brackets; "" for one that cannot stand in a header of ours."""
    inside = id.strip().removeprefix("<").removesuffix(">")
    return inside if _ID.fullmatch(inside) else ""


def with_envelope(mail: ReadMail, facts: Mapping[str, str]) -> ReadMail:
    """With what only its transport knew. Nobody to bounce to means that a program wrote it (RFC 5321)."""
    named = tuple(one.strip() for one in facts.get("recipients", "").split(",") if one.strip())
    mail = replace(mail, delivered_to=(*named, *mail.delivered_to))
    path = facts.get("return_path")
    if path is None:
        return mail
    path = path.strip().strip("<>").strip()
    by_program = not path and mail.automatic in {Automatic.NO, Automatic.PERHAPS}
    return replace(mail, return_path=path, automatic=Automatic.YES if by_program else mail.automatic)


def words_of(mail: ReadMail) -> Sequence[str]:
    """Everything in it that anybody could read: each way of reading it apart, as one repeats the other.

    Markup both as it stands and as it is shown, and by itself what the thread shows: what names some digits
    may stand elsewhere in the mail.
    """
    people = [mail.sender, *mail.reply_to, *mail.to] if mail.sender else [*mail.reply_to, *mail.to]
    names = [f"{one.name} {one.address}" for one in people]
    files = [file.name for file in mail.files]
    whole = "\n\n".join(filter(None, [mail.subject, mail.body.text, mail.shown_sender, *names, *files]))
    markup = [mail.body.html, without_tags(mail.body.html)] if mail.body.html else []
    markup += [mail.body.beside] if mail.body.beside else []
    return list(dict.fromkeys([whole, shown_text(mail)[0], *markup]))


def without_tags(html: str) -> str:
    return unescape(_TAG.sub("", _BREAKS.sub("\n", html)))


def shown_text(mail: ReadMail) -> tuple[str, bool]:
    """What stands in the thread, and whether it is less than was written."""
    text = mail.body.reply.strip() or mail.body.text.strip() or mail.subject.strip()
    return (text, False) if len(text) <= LONGEST else (f"{text[:LONGEST]}…", True)


def shown_subject(mail: ReadMail) -> str:
    """Without what mailers put in front of an answer."""
    return _ANSWER.sub("", " ".join(mail.subject.split())).strip()[:LONGEST_NAME]


def language_of(text: str) -> str:
    """Which of our two it is in. Latin words in a Chinese sentence are usual, not the reverse."""
    han = len(_HAN.findall(text))
    return "zh-CN" if han and han * 5 > sum(map(str.isalpha, text)) else "en"


def mailbox_mark(address: str) -> str:
    """To count by, and to write down: the same for every spelling that ends up in one mailbox."""
    return hashlib.blake2b(mailbox_of(address.lower()).encode(), digest_size=16).hexdigest()


def domains_of(addresses: Sequence[str], everybodys: frozenset[str]) -> frozenset[str]:
    """In which only our own people have addresses: not where anybody may have one."""
    return frozenset(one.rpartition("@")[2].lower() for one in addresses) - everybodys - {""}
