"""The words of our mails. Each says why it came and what to do; the rest is the same for all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import singledispatchmethod

from walletdesk.channels.email.answering import answered, subject_of, taken, when_answered
from walletdesk.channels.email.content import (
    AgentReplied,
    DigestFigures,
    DigestProof,
    MailAnswer,
    MailNews,
    MailTaken,
    ProofLink,
    PulseInvitation,
    SurveyInvitation,
    TranscriptSent,
    conversation_of,
)
from walletdesk.channels.email.model import Outgoing
from walletdesk.channels.email.ports import (
    Answers,
    DigestFigure,
    DigestLetter,
    DigestLetters,
    Exchange,
    NoAnswers,
    NoWays,
    Phrases,
    ProofLetters,
    Questions,
    Threads,
    Ways,
)
from walletdesk.channels.email.render import Block, Layout, Line
from walletdesk.kernel.clock import Clock
from walletdesk.platform.i18n import Locale, day, negotiate, translate, when
from walletdesk.platform.mail import Address, Automatic, Enclosed, Letter, Mailbox


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Whose mails these are."""

    sender: Address
    zone: str
    names: dict[Locale, str]  # of the app, as its people call it
    portal: str = ""  # where a contact finds what is really ours; "" while none is published

    def app(self, locale: Locale) -> str:
        return self.names.get(locale) or next(iter(self.names.values()))


@dataclass(frozen=True, slots=True)
class Page:
    """``stop``: where a click ends mails like this one. ``automatic`` None: a person wrote it."""

    subject: str
    blocks: tuple[Block, ...]
    stop: str = ""
    automatic: Automatic | None = Automatic.GENERATED
    files: tuple[Enclosed, ...] = ()


class Letters:
    """Turns a mail that is wanted into a letter, at the moment of sending."""

    def __init__(  # noqa: PLR0913 - whatever a mail may speak of
        self,
        *,
        house: House,
        proofs: ProofLetters,
        phrases: Phrases,
        threads: Threads,
        questions: Questions,
        digests: DigestLetters,
        clock: Clock,
        ways: Ways | None = None,
        answers: Answers | None = None,
    ) -> None:
        """``ways`` and ``answers``: where mail comes in too."""
        self._house = house
        self._proofs = proofs
        self._phrases = phrases
        self._threads = threads
        self._questions = questions
        self._digests = digests
        self._clock = clock
        self._ways = ways or NoWays()
        self._answers = answers or NoAnswers()
        self._layout = Layout()

    async def letter(self, mail: Outgoing) -> Letter | None:
        """None when there is nothing left to say."""
        locale = negotiate(mail.locale)
        page = await self._page(mail.content, locale)
        if page is None:
            return None
        app = self._house.app(locale)
        phrase = await self._phrase(mail)
        blocks = (*page.blocks, *_known_by(locale, phrase), *_always(locale, self._house.portal))
        exchange, back = await self._exchange(mail)
        references = exchange.references if exchange else ()
        is_known = mail.proven and not isinstance(mail.content, MailTaken)
        subject = subject_of(page.subject, exchange if is_known else None)
        return Letter(
            message_id=mail.message_id,
            sender=Mailbox(self._house.sender, translate(locale, "{app} Support", app=app)),
            to=mail.to,
            subject=subject,
            text=self._layout.text(blocks),
            html=self._layout.html(blocks, locale=locale, title=subject),
            at=self._clock(),
            language=locale,
            stop=page.stop,
            automatic=page.automatic,
            in_reply_to=references[-1] if references else "",
            references=references,
            reply_to=back,
            files=page.files,
        )

    async def _exchange(self, mail: Outgoing) -> tuple[Exchange | None, Address | None]:
        """The mails it belongs to, and where an answer to it goes."""
        conversation = conversation_of(mail.content) if mail.content else None
        if conversation is None:
            return None, None
        in_thread = isinstance(mail.content, MailAnswer | MailNews | MailTaken)
        exchange = await self._ways.exchange(conversation) if in_thread else None
        back = await self._ways.reply_to(conversation)
        return exchange, Address(back) if back else None

    def return_path(self, letter: Letter) -> str:
        """An answer to a mail must not be answered, not even by a bounce (RFC 3834)."""
        return "" if letter.automatic is Automatic.REPLIED else self._house.sender

    async def _phrase(self, mail: Outgoing) -> str:
        """Only where the address is proven to be the contact's: it must not be learned by asking for mail."""
        content = mail.content
        if content is None or isinstance(content, ProofLink | DigestProof | DigestFigures) or not mail.proven:
            return ""
        if isinstance(content, PulseInvitation):
            return await self._phrases.of_contact(content.contact)
        if isinstance(content, SurveyInvitation) and content.contact:
            return await self._phrases.of_contact(content.contact)
        return await self._phrases.of_conversation(content.conversation) if content.conversation else ""

    @singledispatchmethod
    async def _page(self, content: object, locale: Locale) -> Page | None:
        return None

    @_page.register
    async def _proof_link(self, content: ProofLink, locale: Locale) -> Page | None:
        proof = await self._proofs.letter(content.proof)
        if proof is None:
            return None
        app = self._house.app(locale)
        until = when(locale, proof.expires_at, self._house.zone, now=self._clock())
        blocks: list[str | Block] = [
            translate(
                locale, "Somebody, most likely you, gave this address in a conversation with {app}.", app=app
            ),
            translate(locale, "If it was you, open this link and choose “Confirm”:"),
            Block("link", proof.link),
            translate(locale, "The link works once, until {until}.", until=until),
            translate(
                locale,
                "If it wasn't you, ignore this mail. Unless the link is opened, we don't use this address.",
            ),
        ]
        return _page(translate(locale, "{app} Support: confirm your e-mail address", app=app), blocks)

    @_page.register
    async def _agent_replied(self, content: AgentReplied, locale: Locale) -> Page:
        app = self._house.app(locale)
        agent = content.agent or translate(locale, "An agent")
        blocks: list[str | Block] = [
            translate(locale, "There is news of a transaction you asked about.")
            if content.is_news
            else translate(locale, "{agent} replied while you were away.", agent=agent),
            *(Block("quote", reply) for reply in content.replies),
            translate(locale, "To go on, open the app, Help, and this conversation."),
            translate(locale, "Or answer this mail: it reaches us.")
            if await self._ways.reply_to(content.conversation)
            else translate(locale, "An answer to this mail does not reach us."),
        ]
        return _page(translate(locale, "{app} Support: you have a new reply", app=app), blocks)

    @_page.register(MailAnswer)
    @_page.register(MailNews)
    async def _mail_answer(self, content: MailAnswer | MailNews, locale: Locale) -> Page | None:
        answer = await self._answers.answer(content.conversation, content.seq)
        if answer is None:
            return None
        app = self._house.app(locale)
        subject = translate(locale, "{app} Support: our answer to your mail", app=app)
        page = _page(subject, answered(locale, answer, app))
        automatic = Automatic.GENERATED if isinstance(content, MailNews) else None
        return replace(page, automatic=automatic, files=tuple(answer.files))

    @_page.register
    async def _mail_taken(self, content: MailTaken, locale: Locale) -> Page | None:
        receipt = await self._answers.receipt(content.conversation)
        if receipt is None:
            return None
        app = self._house.app(locale)
        subject = translate(locale, "{app} Support: your mail has reached us", app=app)
        now, zone = self._clock(), self._house.zone
        told = [*taken(locale, stopped=content.stopped), *when_answered(locale, receipt, zone, now)]
        return replace(_page(subject, told), automatic=Automatic.REPLIED)

    @_page.register
    async def _transcript(self, content: TranscriptSent, locale: Locale) -> Page | None:
        transcript = await self._threads.of_conversation(content.conversation)
        if not transcript:
            return None
        app = self._house.app(locale)
        blocks: list[str | Block] = [
            translate(locale, "Here is your conversation with {app} Support, as you asked.", app=app),
            Block("quote", transcript),
            translate(locale, "To go on, open the app, Help, and this conversation."),
        ]
        return _page(translate(locale, "{app} Support: your conversation", app=app), blocks)

    @_page.register
    async def _survey(self, content: SurveyInvitation, locale: Locale) -> Page | None:
        link = None
        if content.conversation:
            link = await self._questions.of_conversation(content.conversation)
        elif content.ticket:
            link = await self._questions.of_ticket(content.ticket)
        if link is None:
            return None
        app = self._house.app(locale)
        blocks: list[str | Block] = [
            translate(locale, "Your conversation with {app} Support was resolved.", app=app)
            if content.conversation
            else translate(locale, "Your ticket with {app} Support was resolved.", app=app),
            translate(
                locale,
                "Please rate us on speed, professionalism, communication and whether it was solved. "
                "Be frank.",
            ),
            Block("link", f"{link}&locale={locale}"),
            translate(
                locale,
                "The link works for 30 days. It opens these questions and nothing else; no sign-in.",
            ),
        ]
        return _page(translate(locale, "{app} Support: how was it?", app=app), blocks)

    @_page.register
    async def _pulse(self, content: PulseInvitation, locale: Locale) -> Page | None:
        link = await self._questions.of_pulse(content.pulse)
        if link is None:
            return None
        app = self._house.app(locale)
        blocks: list[str | Block] = [
            translate(locale, "One question about {app} Support. We ask a few people, and rarely.", app=app),
            translate(locale, "How likely are you to recommend our support to a friend?"),
            Block("link", f"{link}&locale={locale}"),
            translate(
                locale,
                "The link works for 30 days. It opens this question and nothing else; no sign-in.",
            ),
        ]
        return _page(translate(locale, "{app} Support: one question", app=app), blocks)

    @_page.register
    async def _digest_proof(self, content: DigestProof, locale: Locale) -> Page | None:
        proof = await self._digests.proof(content.proof)
        if proof is None:
            return None
        app = self._house.app(locale)
        until = when(locale, proof.expires_at, self._house.zone, now=self._clock())
        blocks: list[str | Block] = [
            translate(locale, "A support lead of {app} wants the reports by mail at this address.", app=app),
            translate(locale, "If that is you, open this link where you are signed in:"),
            Block("link", proof.link),
            translate(locale, "The link works once, until {until}.", until=until),
            translate(
                locale,
                "If it wasn't you, ignore this mail. Unless the link is opened, we don't use this address.",
            ),
        ]
        return _page(translate(locale, "{app} Support: confirm your address for reports", app=app), blocks)

    @_page.register
    async def _digest(self, content: DigestFigures, locale: Locale) -> Page | None:
        found = await self._digests.figures(content, locale)
        return digest_page(found, locale, self._house.app(locale)) if found else None


def digest_page(found: DigestLetter, locale: Locale, app: str) -> Page:
    """What happened in a period, against the one before. Figures alone: nobody's words, nobody's name."""
    of, before = (_spelled(locale, one.first, one.last) for one in (found.period, found.period.before))
    lines = tuple(_line(one, locale) for one in found.figures)
    blocks: list[str | Block] = [
        Block(
            "figures", translate(locale, "{period}, compared with {before}", period=of, before=before), lines
        ),
        translate(locale, "All reports of this period, and how each number is counted:"),
        Block("link", found.link),
        Block("small", translate(locale, "You get this because you asked for it. One click stops it:")),
        Block("link", found.stop),
    ]
    plain = _page(translate(locale, "{app} Support: {period}", app=app, period=of), blocks)
    return replace(plain, stop=found.stop)


def _line(one: DigestFigure, locale: Locale) -> Line:
    note = translate(locale, "before: {before}; change: {change}", before=one.before, change=one.change)
    said = translate(locale, "{title}: {text} ({note})", title=one.title, text=one.text, note=note)
    return Line(one.title, one.text, note, said)


def _spelled(locale: Locale, first: date, last: date) -> str:
    if first == last:
        return day(locale, first)
    return translate(locale, "{first} to {last}", first=day(locale, first), last=day(locale, last))


def _page(subject: str, blocks: Sequence[str | Block]) -> Page:
    return Page(subject, tuple(b if isinstance(b, Block) else Block("text", b) for b in blocks))


def _known_by(locale: Locale, phrase: str) -> Iterator[Block]:
    if phrase:
        yield Block("mark", translate(locale, "Your words: {phrase}", phrase=phrase))
        yield Block(
            "small",
            translate(
                locale,
                "You chose them. Every mail about your conversations carries them; without them, such a mail "
                "isn't from us. Only a mail that asks you to confirm an address has none.",
            ),
        )


def _always(locale: Locale, portal: str) -> Iterator[Block]:
    """What stands under every mail: what we never ask, and how to tell that it is us."""
    yield Block(
        "small",
        translate(
            locale,
            "We never ask for a recovery phrase, private key, keystore, password or code, nor for remote "
            "control, a test transfer or a fee. Whoever asks is a scammer.",
        ),
    )
    yield Block(
        "small",
        translate(
            locale,
            "We never call, message or add you first; we answer only in conversations, tickets and callbacks "
            "that you started.",
        ),
    )
    if portal:
        yield Block("small", translate(locale, "If it isn't listed at {portal}, it isn't us.", portal=portal))
