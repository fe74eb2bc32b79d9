"""Outgoing mail in memory, and what both it and the SQL store promise, against a real mail server."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.support.digests import DigestsOf
from tests.support.email_standing import MemoryStandings
from tests.support.kept import Waiting as WaitingJobs
from tests.support.mail import Does, Sink
from tests.support.memory import Hands, MemoryWork
from walletdesk.channels.email import (
    AgentReplied,
    Bounces,
    House,
    Letters,
    Mail,
    MailFailed,
    MailHeld,
    Mailing,
    MailSender,
    MailSent,
    PostBox,
    ProofLink,
    proven_address,
    to_anyone,
    to_proven,
)
from walletdesk.channels.email.content import ProofId, TranscriptSent
from walletdesk.channels.email.model import Outgoing, Sent, State
from walletdesk.channels.email.ports import OpenWork, Waiting
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ContactId, ConversationId, TicketId
from walletdesk.platform.mail import Address, DkimKey, SmtpServer, Verdict, address, verdict

E = TypeVar("E", bound=Event)
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
TALK = ConversationId("cnv_1")
ANYONE = address("anyone@mail.example")
PROOF = ProofId("prf_" + "0" * 26)
DKIM = DkimKey(domain="desk.example", selector="d1", private=Ed25519PrivateKey.generate())
HOUSE = House(
    sender=address("support@desk.example"),
    zone="Asia/Shanghai",
    names={"zh-CN": "示例钱包", "en": "Sample Wallet"},
)


@dataclass(frozen=True)
class Person:
    """A contact as mails see one."""

    email: str = "person@mail.example"
    blocked: bool = False


class MemoryMails(MemoryStandings):
    def __init__(self) -> None:
        self.kept: dict[str, Outgoing] = {}
        super().__init__()

    async def add(self, mail: Outgoing) -> bool:
        if any(known.cause == mail.cause for known in self.kept.values()):
            return False
        self.kept[mail.id] = mail
        return True

    async def sent(self, to: Address, now: datetime) -> Sent:
        alive = [m for m in self.kept.values() if m.state is not State.FAILED]

        def lately(**by: float) -> list[Outgoing]:
            return [m for m in alive if m.created_at > now - timedelta(**by)]

        return Sent(
            to_address_in_hour=sum(m.to == to for m in lately(hours=1)),
            to_address_in_day=sum(m.to == to for m in lately(days=1)),
            to_unproven_in_hour=sum(not m.proven for m in lately(hours=1)),
        )

    async def by_message_id(self, message_id: str) -> Outgoing | None:
        return next((mail for mail in self.kept.values() if mail.message_id == message_id), None)

    async def due(self, now: datetime) -> Outgoing | None:
        waiting = [m for m in self.kept.values() if m.next_at is not None and m.next_at <= now]
        return min(waiting, key=lambda m: (m.next_at, m.id), default=None)

    async def hold(self, id: str) -> Outgoing | None:
        return self.kept.get(id)

    async def save(self, mail: Outgoing) -> None:
        self.kept[mail.id] = mail


class MemoryMailWork(MemoryWork):
    def __init__(self) -> None:
        super().__init__()
        self.mails = MemoryMails()


class MemoryWaiting:
    def __init__(self, memory: MemoryMailWork) -> None:
        self._memory = memory

    async def is_any_due(self, now: datetime) -> bool:
        return await self._memory.mails.due(now) is not None


@dataclass(frozen=True)
class Link:
    link: str
    expires_at: datetime


@dataclass
class Proofs:
    """Links that work, or none."""

    spent: bool = False

    async def letter(self, proof: str) -> Link | None:
        link = Link(f"https://desk.example/confirm-email?t={proof}.secret", NOON + timedelta(hours=24))
        return None if self.spent else link


@dataclass
class Phrases:
    """The words of every contact that there is."""

    phrase: str = ""

    async def of_conversation(self, conversation: ConversationId) -> str:
        return self.phrase

    async def of_contact(self, contact: ContactId) -> str:
        return self.phrase


@dataclass
class Questions:
    """Links to every question that there is, or to none that can still be answered."""

    over: bool = False

    async def of_conversation(self, conversation: ConversationId) -> str | None:
        return None if self.over else "https://desk.example/survey?t=srv_1.secret"

    async def of_ticket(self, ticket: TicketId) -> str | None:
        return await self.of_conversation(ConversationId(ticket))

    async def of_pulse(self, pulse: str) -> str | None:
        return None if self.over else "https://desk.example/pulse?t=pls_1.secret"


@dataclass
class Threads:
    """What stands in every conversation that there is."""

    said: str = "09:00 You: hello"

    async def of_conversation(self, conversation: ConversationId) -> str:
        return self.said


@dataclass
class MailRig:
    """Everything a test of outgoing mail turns."""

    open_work: OpenWork
    waiting: Waiting
    events: list[Event]
    jobs: Callable[[], Awaitable[WaitingJobs]]
    sink: Sink
    clock: Hands = field(default_factory=lambda: Hands(NOON))
    proofs: Proofs = field(default_factory=Proofs)
    threads: Threads = field(default_factory=Threads)

    def __post_init__(self) -> None:
        self.letters = Letters(
            house=HOUSE,
            proofs=self.proofs,
            phrases=Phrases(),
            threads=self.threads,
            questions=Questions(),
            digests=DigestsOf(),
            clock=self.clock,
        )
        self.mailing = Mailing(open_work=self.open_work, box=PostBox(domain="desk.example"), clock=self.clock)
        self.sender = self.sender_to(self.sink.server())
        self.bounces = Bounces(open_work=self.open_work, clock=self.clock)

    def sender_to(self, server: SmtpServer) -> MailSender:
        return MailSender(
            open_work=self.open_work,
            waiting=self.waiting,
            transport=server,
            letters=self.letters,
            clock=self.clock,
            keys=[DKIM],
        )

    async def post(self, mail: Mail) -> bool:
        return await self.mailing.post(mail)

    async def run(self) -> None:
        """Every job that is due, once, as the timer would."""
        for job in (await self.jobs()).values():
            if job.kind == "mail.send" and job.run_at <= self.clock():
                await self.sender.run(job)

    async def run_when_due(self) -> None:
        """Let the time come, then run."""
        self.clock.at = max([self.clock.at, *[job.run_at for job in (await self.jobs()).values()]])
        await self.run()

    async def mail(self, id: str = "") -> Outgoing:
        """The only one, or that one."""
        async with self.open_work() as work:
            found = await work.mails.hold(id or next(e.mail for e in self.events if isinstance(e, Told)))
        assert found is not None
        return found

    def told(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]


Told = MailSent | MailFailed


def proof(n: int = 0, *, to: Address = ANYONE, locale: str = "en") -> Mail:
    return to_anyone(to, ProofLink(proof=PROOF), cause=f"proof:{n}", locale=locale)


def replied(n: int | str = 0, text: str = "It has arrived.", *, email: str = "person@mail.example") -> Mail:
    to = proven_address(Person(email))
    assert to is not None
    content = AgentReplied(conversation=TALK, agent="Ann", replies=(text,))
    return to_proven(to, content, cause=f"away:{n}", locale="zh-CN")


def transcript() -> Mail:
    to = proven_address(Person("person@mail.example"))
    assert to is not None
    content = TranscriptSent(conversation=TALK)
    return to_proven(to, content, cause=f"transcript:{TALK}:3", locale="en")


class MailPromises:
    """Give a fixture ``rig``."""

    async def test_a_mail_goes_out_once_and_nothing_of_it_is_kept(self, rig: MailRig) -> None:
        await rig.post(replied())
        await rig.run()
        await rig.run()
        [letter] = rig.sink.letters
        assert (letter.sender, letter.to) == ("support@desk.example", ["person@mail.example"])
        [sent] = rig.told(MailSent)
        mail = await rig.mail(sent.mail)
        assert (mail.state, mail.content, mail.code) == (State.SENT, None, 250)
        assert rig.sink.ids() == [mail.message_id]
        assert verdict(letter.data, [DKIM.published], NOON) is Verdict.OURS
        assert not await rig.jobs()

    async def test_one_cause_has_one_mail_however_often_it_is_told(self, rig: MailRig) -> None:
        assert await rig.post(replied())
        assert not await rig.post(replied())
        await rig.run()
        assert len(rig.sink.letters) == 1

    async def test_all_that_is_due_goes_over_one_connection(self, rig: MailRig) -> None:
        for n in range(5):
            await rig.post(replied(n, email=f"p{n}@mail.example"))
        await rig.run()
        assert (len(rig.sink.letters), rig.sink.connections) == (5, 1)

    async def test_a_busy_server_is_asked_again_later_and_less_and_less_often(self, rig: MailRig) -> None:
        rig.sink.plan.extend([Does.BUSY] * 4)
        await rig.post(replied())
        pauses: list[timedelta] = []
        for _ in range(4):
            await rig.run_when_due()
            [job] = (await rig.jobs()).values()
            pauses.append(job.run_at - rig.clock())
        assert pauses == [timedelta(minutes=n) for n in (1, 2, 4, 8)]
        await rig.run_when_due()
        assert len(rig.sink.letters) == 1

    async def test_who_is_busy_for_two_days_is_given_up(self, rig: MailRig) -> None:
        rig.sink.plan.append(Does.BUSY)
        await rig.post(replied())
        rig.clock.forward(hours=49)
        await rig.run()
        [failed] = rig.told(MailFailed)
        assert (failed.reason, failed.code) == ("too_old", 451)

    async def test_a_refusal_for_good_ends_it_and_is_told(self, rig: MailRig) -> None:
        rig.sink.plan.append(Does.REFUSE)
        await rig.post(replied())
        await rig.run()
        [failed] = rig.told(MailFailed)
        assert (failed.reason, failed.code, failed.template) == ("refused", 550, "agent_replied")
        assert not await rig.jobs()
        assert (await rig.mail(failed.mail)).content is None

    async def test_a_letter_without_an_answer_goes_out_once_more_under_the_same_id(
        self, rig: MailRig
    ) -> None:
        for does in (Does.TAKE_AND_STAY_SILENT, Does.TAKE_AND_HANG_UP):
            rig.sink.plan.append(does)
            await rig.post(replied(hash(does), email=f"{does.name.lower()}@mail.example"))
            await rig.run()
            await rig.run_when_due()
        ids = rig.sink.ids()
        assert (len(ids), len(set(ids))) == (4, 2)
        assert len(rig.told(MailSent)) == 2

    async def test_twice_without_an_answer_is_the_end_and_a_lead_hears_of_it(self, rig: MailRig) -> None:
        rig.sink.plan.extend([Does.TAKE_AND_STAY_SILENT] * 2)
        await rig.post(replied())
        await rig.run()
        await rig.run_when_due()
        assert len(set(rig.sink.ids())) == 1
        [failed] = rig.told(MailFailed)
        assert failed.reason == "unknown"
        assert (await rig.mail(failed.mail)).state is State.UNKNOWN
        assert not await rig.jobs()

    async def test_a_sender_that_died_leaves_a_doubt_and_not_a_second_letter_for_the_reader(
        self, rig: MailRig
    ) -> None:
        await rig.post(replied())
        async with rig.open_work() as work:
            due = await work.mails.due(rig.clock())
            assert due is not None
            await work.mails.save(due.claimed("of one that died", rig.clock()))
        await rig.run()
        assert rig.sink.letters == []
        rig.clock.forward(minutes=5)
        await rig.run()
        mail = await rig.mail()
        assert (mail.state, mail.doubts, rig.sink.ids()) == (State.SENT, 1, [mail.message_id])

    async def test_who_is_slower_than_the_lease_may_not_write_any_more(self, rig: MailRig) -> None:
        await rig.post(replied())
        slow = rig.sender
        async with rig.open_work() as work:
            due = await work.mails.due(rig.clock())
            assert due is not None
            mine = due.claimed("mine", rig.clock())
            await work.mails.save(replace(mine, lease="theirs"))
        await slow._settle(mine, None)
        assert rig.told(MailFailed) == []
        assert (await rig.mail(mine.id)).lease == "theirs"

    async def test_while_the_server_is_away_nothing_is_lost_and_nobody_knocks_in_vain(
        self, rig: MailRig
    ) -> None:
        for n in range(3):
            await rig.post(replied(n, email=f"p{n}@mail.example"))
        sink, rig.sender = rig.sender, rig.sender_to(SmtpServer(host="127.0.0.1", port=9, tls="none"))
        await rig.run()
        waiting = await rig.jobs()
        assert [job.run_at - NOON for job in waiting.values()] == [timedelta(minutes=1)] * 3
        rig.sender = sink
        await rig.run_when_due()
        assert len(rig.sink.letters) == 3

    async def test_a_link_that_would_not_work_any_more_is_not_sent(self, rig: MailRig) -> None:
        await rig.post(proof())
        rig.proofs.spent = True
        await rig.run()
        assert rig.sink.letters == []
        assert rig.events == []
        assert not await rig.jobs()

    async def test_a_hundred_requests_with_one_address_are_one_mail_a_day(self, rig: MailRig) -> None:
        for n in range(100):
            await rig.post(proof(n))
            await rig.run()
        assert len(rig.sink.letters) == 1
        assert [event.limit for event in rig.told(MailHeld)] == ["unproven_address"] * 99
        rig.clock.forward(hours=2)
        assert not await rig.post(proof(100))
        rig.clock.forward(hours=23)
        assert await rig.post(proof(101))

    async def test_all_requests_together_are_capped_too(self, rig: MailRig) -> None:
        for n in range(201):
            await rig.post(proof(n, to=address(f"p{n}@mail.example")))
        assert [event.limit for event in rig.told(MailHeld)] == ["unproven"]
        assert await rig.post(replied())

    async def test_a_mail_that_failed_does_not_count(self, rig: MailRig) -> None:
        for n in range(4):
            rig.sink.plan.append(Does.REFUSE)
            assert await rig.post(proof(n))
            await rig.run()
        assert rig.told(MailHeld) == []
