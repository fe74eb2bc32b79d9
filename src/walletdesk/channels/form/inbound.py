"""Taking a form in: the shield first, then a contact of its own, its conversation, and the number."""

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from walletdesk.channels.form.model import MOST_FILES, Draft
from walletdesk.channels.form.ports import (
    Builds,
    Conversing,
    Filing,
    Given,
    Limiter,
    Numbers,
    Promises,
    Proving,
    Sessions,
)
from walletdesk.contacts import Asked, SessionToken
from walletdesk.conversations import (
    Attachment,
    Author,
    Beginning,
    Conversation,
    Priority,
    Said,
    Speaker,
)
from walletdesk.kernel.clock import Clock, from_millis, millis
from walletdesk.kernel.errors import Invalid, Refused, SecretStopped
from walletdesk.kernel.ids import ContactId, ConversationId, InboxId
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.releases import Finding

CHANNEL = "form"
OPEN_FOR = timedelta(days=1)  # a form may lie open over night; later it is asked for anew
PER_ADDRESS = (20, 3600)  # a whole mobile network may share one
REASON = "form"
_ONCE = re.compile(r"([0-9]{1,15}\.[A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})")
_OF_KEY = re.compile(r"(key\.[A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{43})")


class Onces:
    """A word for each form that is shown: who sends it twice has sent one message."""

    def __init__(self, key: bytes, clock: Clock) -> None:
        self._key = hmac.digest(key, b"walletdesk form", "sha256")
        self._clock = clock

    def new(self) -> str:
        body = f"{millis(self._clock())}.{_letters(secrets.token_bytes(16))}"
        return f"{body}.{self._seal(body)}"

    def of_key(self, key: str, whole: str) -> str:
        """The same for a program that names a key of its own, at any time.

        Made of the words too: whoever guesses a careless key has not guessed them, and gets nobody's link.
        """
        body = f"key.{self._seal(f'{key} {whole}')}"
        return f"{body}.{self._seal(body)}"

    def is_open(self, once: str) -> bool:
        if found := _OF_KEY.fullmatch(once):
            return hmac.compare_digest(self._seal(found[1]), found[2])
        found = _ONCE.fullmatch(once)
        if found is None or not hmac.compare_digest(self._seal(found[1]), found[2]):
            return False
        return self._clock() - from_millis(int(found[1].partition(".")[0])) <= OPEN_FOR

    def _seal(self, body: str) -> str:
        return _letters(hmac.digest(self._key, body.encode(), "sha256"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A form on its way in. ``once`` came with the page, ``address`` is only counted."""

    draft: Draft
    once: str = field(repr=False)
    address: str = field(repr=False)
    locale: str
    about: str = ""  # device and version in the reader's language, below their words
    urgent: bool = False  # coins are being stolen, they say by the form they chose
    files: Sequence[Given] = ()
    way: str = "form"  # each is counted by itself: a page at somebody's desk, an app in a whole network


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """``secret`` opens the conversation: it goes into the link, or to the program that asked, nowhere else.

    ``mail``: sent (a link to prove the address), proven, refused, or nothing. ``refused``: which of the
    files, counted from 1, were not kept, and why; the words were.
    """

    number: str
    secret: str = field(repr=False)
    answer_by: datetime | None
    mail: str
    urgent: bool
    conversation: ConversationId
    token: SessionToken
    files: int = 0
    refused: tuple[tuple[int, Refused], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormInbound:
    sessions: Sessions
    conversing: Conversing
    numbers: Numbers
    proving: Proving
    promises: Promises
    limiter: Limiter
    onces: Onces
    holds_secret: Callable[[str], bool]
    may_be_danger: Callable[[str], bool]
    mail_address: Callable[[str], str]
    inbox: InboxId
    builds: Builds
    filing: Filing

    async def take(self, sent: Sent) -> Kept:
        """Raises SecretStopped before anything is written, Invalid for a bad address. Twice is once."""
        draft = sent.draft
        if self.holds_secret(draft.whole):
            raise SecretStopped
        email = self.mail_address(draft.email) if draft.email.strip() else ""
        if not self.onces.is_open(sent.once):
            raise Invalid("This page was open for too long. Look it over and send it again.", code="stale")
        await self.limiter.hit(f"{sent.way}:{sent.address}", *PER_ADDRESS)
        opened = await self.sessions.open_once(sent.once, Asked(ip=sent.address, locale=sent.locale))
        contact = opened.contact.id
        conversation = await self._kept(contact, sent)
        files, refused = await self._filed(contact, conversation, sent)
        return Kept(
            number=await self.numbers.number_of(conversation),
            secret=opened.device_secret or "",
            answer_by=await self.promises.answer_by(conversation),
            mail=await self._prove(contact, email, sent) if email else "",
            urgent=conversation.priority is Priority.SECURITY or _held_secret(refused),
            conversation=conversation.id,
            token=opened.token,
            files=len(files),
            refused=refused,
        )

    async def _kept(self, contact: ContactId, sent: Sent) -> Conversation:
        """One form, one conversation. Who went back, changed the words and sent again has said both."""
        author, said = Author(Speaker.CONTACT, contact), _said(sent)
        build = await self.builds.look(sent.draft.build)
        conversation = await self.conversing.start(self._beginning(contact, sent, build), author, said)
        if not conversation.new:  # begun before: said again word for word, it is the same message
            await self.conversing.hear(conversation.id, author, said)
        return conversation

    async def _filed(
        self, contact: ContactId, conversation: Conversation, sent: Sent
    ) -> tuple[Sequence[Attachment], tuple[tuple[int, Refused], ...]]:
        """After the words, which are safe by then: a file that is refused takes nothing else along."""
        files: list[Attachment] = []
        refused: list[tuple[int, Refused]] = []
        for number, given in enumerate(sent.files, 1):
            try:
                files.append(await self._file(contact, conversation, given, sent.address, number))
            except Refused as refusal:
                refused.append((number, refusal))
        if files:
            said = Said(text="", client_id=_seal_of(*(f"{one.name} {one.size}" for one in files)))
            author = Author(Speaker.CONTACT, contact)
            await self.conversing.hear(conversation.id, author, replace(said, attachments=tuple(files)))
        return files, tuple(refused)

    async def _file(
        self, contact: ContactId, conversation: Conversation, given: Given, address: str, number: int
    ) -> Attachment:
        if number > MOST_FILES:
            raise Invalid(
                "At most {most} files can be sent with a message.", code="too_many", most=MOST_FILES
            )
        return await self.filing.take(ContactViewer(contact=contact), conversation.id, given, address)

    def _beginning(self, contact: ContactId, sent: Sent, build: Finding) -> Beginning:
        fake, seen = build.reported_as if build.is_alarm else ("", "")
        urgent = sent.urgent or build.is_alarm or self.may_be_danger(sent.draft.text)
        return Beginning(
            contact=contact,
            inbox=self.inbox,
            channel=CHANNEL,
            locale=sent.locale,
            category=sent.draft.category,
            wants_agent=REASON,
            key=CHANNEL,
            priority=Priority.SECURITY if urgent else Priority.NORMAL,
            skill="risk" if build.is_alarm or sent.urgent else "",
            build=self.builds.answers(build),
            fake_build=fake,
            fake_seen=seen,
        )

    async def _prove(self, contact: ContactId, email: str, sent: Sent) -> str:
        """The message is kept whatever becomes of the mail."""
        try:
            fresh = await self.proving.request(contact, email, ip=sent.address, locale=sent.locale)
        except Refused:
            return "refused"
        return "sent" if fresh else "proven"


def _said(sent: Sent) -> Said:
    text = f"{sent.draft.text.strip()}\n\n{sent.about}".strip()
    return Said(text=text, client_id=_seal_of(text))


def _seal_of(*said: str) -> str:
    """The same words are the same message."""
    return _letters(hashlib.blake2b("\n".join(said).encode(), digest_size=12).digest())


def _held_secret(refused: Sequence[tuple[int, Refused]]) -> bool:
    return any(isinstance(why, SecretStopped) for _, why in refused)


def _letters(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
