"""Questions to those outside in memory, and what both they and the SQL store promise."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.support.memory import Hands
from tests.support.tickets import ANN, ASKER, BEN, LEAD, TALK, MemoryTicketsWork, TicketRig
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ContactId, TicketId
from walletdesk.kernel.jobs import Job
from walletdesk.tickets import Edit, NewTicket, State, Ticket, TicketStateChanged, TicketType
from walletdesk.tickets.tasks import (
    CHASE,
    ChaseDue,
    Chasing,
    NewTask,
    Party,
    Task,
    TaskChange,
    TaskState,
    letters,
)
from walletdesk.tickets.tasks.ports import Archive, OpenWork

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = NOW.date()
MONDAY = date(2026, 11, 23)
EXCHANGE = NewTask(party=Party.EXCHANGE, name="Sample Exchange", reach="help@exchange.example")
Waiting = Callable[[], Awaitable[dict[tuple[str, str], Job]]]


class MemoryTasks:
    def __init__(self) -> None:
        self.kept: dict[str, Task] = {}

    async def get(self, ticket: TicketId, id: str) -> Task:
        if id not in self.kept or self.kept[id].ticket != ticket:
            raise NotFound
        return self.kept[id]

    async def states(self, ticket: TicketId) -> Sequence[TaskState]:
        return [task.state for task in self.kept.values() if task.ticket == ticket]

    async def add(self, task: Task) -> None:
        self.kept[task.id] = task

    async def save(self, task: Task) -> None:
        self.kept[task.id] = task


class MemoryTasksWork(MemoryTicketsWork):
    def __init__(self) -> None:
        super().__init__()
        self.tasks = MemoryTasks()


class MemoryTaskArchive:
    def __init__(self, memory: MemoryTasksWork) -> None:
        self._memory = memory

    async def list(self, ticket: TicketId) -> Sequence[Task]:
        return [task for task in self._memory.tasks.kept.values() if task.ticket == ticket]

    async def find(self, ticket: TicketId, id: str) -> Task | None:
        return next((task for task in await self.list(ticket) if task.id == id), None)

    async def waited_for(self, contact: ContactId) -> Mapping[TicketId, Sequence[Party]]:
        tickets = self._memory.tickets.kept
        sent = [task for task in self._memory.tasks.kept.values() if task.state is TaskState.SENT]
        found: dict[TicketId, dict[Party, None]] = {}
        for task in sent:
            if tickets[task.ticket].contact == contact:
                found.setdefault(task.ticket, {})[task.party] = None
        return {ticket: list(parties) for ticket, parties in found.items()}


class UtcDays:
    def today(self, at: datetime) -> date:
        return at.date()

    def begins(self, day: date) -> datetime:
        return datetime.combine(day, time(9), UTC)


@dataclass
class Known:
    """A packet."""

    fields: dict[str, str] = field(default_factory=dict)

    async def of(self, ticket: TicketId, locale: str) -> Mapping[str, str]:
        return self.fields


@dataclass
class TaskRig:
    tickets: TicketRig
    open_work: OpenWork
    archive: Archive
    events: list[Event]
    waiting: Waiting
    known: Known = field(default_factory=Known)
    clock: Hands = field(default_factory=lambda: Hands(NOW))

    def __post_init__(self) -> None:
        self.work = Chasing(
            tickets=self.tickets.work,
            archive=self.archive,
            open_work=self.open_work,
            packet=self.known,
            templates=letters(),
            ours=lambda _: {"app": "Sample", "proof_at": "https://x", "today": "today"},
            days=UtcDays(),
            secret_in=lambda text: "mnemonic" if "abandon abandon" in text else None,
            clock=self.clock,
        )

    async def open(self) -> Ticket:
        new = NewTicket(type=TicketType.CONTACT, subject="", conversation=TALK)
        return await self.tickets.work.open(ANN, new)

    async def state(self, ticket: Ticket) -> State:
        return (await self.tickets.work.seen_by(LEAD, ticket.id)).state

    async def move(self, task: Task, to: TaskState) -> Task:
        return await self.work.change(ANN, task.ticket, task.id, TaskChange(state=to))

    async def chase_on(self, task: Task, day: date) -> Task:
        return await self.work.change(ANN, task.ticket, task.id, TaskChange(next_chase=day))

    async def ring(self, task: Task) -> None:
        await self.work.ring(task.ticket, task.id)

    async def rings_at(self, task: Task) -> datetime | None:
        job = (await self.waiting()).get((CHASE, task.id))
        return job.run_at if job else None

    def due(self) -> list[ChaseDue]:
        return [event for event in self.events if isinstance(event, ChaseDue)]


class TaskPromises:
    """Give a fixture ``tasks``."""

    async def test_a_ticket_waits_from_the_first_that_is_sent_until_none_is(self, tasks: TaskRig) -> None:
        ticket = await tasks.open()
        one = await tasks.work.plan(ANN, ticket.id, EXCHANGE)
        other = await tasks.work.plan(ANN, ticket.id, NewTask(party=Party.POLICE, name="Police"))
        assert await tasks.state(ticket) is State.OPEN
        sent = await tasks.move(one, TaskState.SENT)
        assert (sent.sent_at, sent.version) == (NOW, 2)
        await tasks.move(other, TaskState.SENT)
        assert await tasks.state(ticket) is State.WAITING_THIRD_PARTY
        tasks.clock.forward(days=1)
        answered = await tasks.move(one, TaskState.ANSWERED)
        assert answered.answered_at == tasks.clock()
        assert await tasks.state(ticket) is State.WAITING_THIRD_PARTY
        await tasks.move(other, TaskState.CLOSED)
        assert await tasks.state(ticket) is State.OPEN
        moves = [(e.before, e.after) for e in tasks.events if isinstance(e, TicketStateChanged)]
        assert moves == [("open", "waiting_third_party"), ("waiting_third_party", "open")]
        lines = [line[2:] for line in await tasks.tickets.lines(ticket) if line[1] == "task"]
        assert lines == [
            ("planned", "Sample Exchange"),
            ("planned", "Police"),
            ("sent", "Sample Exchange"),
            ("sent", "Police"),
            ("answered", "Sample Exchange"),
            ("closed", "Police"),
        ]

    async def test_a_resolved_ticket_that_asks_again_waits_again(self, tasks: TaskRig) -> None:
        ticket = await tasks.open()
        task = await tasks.work.plan(ANN, ticket.id, EXCHANGE)
        await tasks.tickets.work.edit(ANN, ticket.id, Edit(state=State.RESOLVED))
        await tasks.move(task, TaskState.SENT)
        assert await tasks.state(ticket) is State.WAITING_THIRD_PARTY
        await tasks.move(task, TaskState.NO_ANSWER)
        assert await tasks.state(ticket) is State.OPEN

    async def test_an_answer_does_not_open_what_waits_for_the_contact(self, tasks: TaskRig) -> None:
        ticket = await tasks.open()
        task = await tasks.move(await tasks.work.plan(ANN, ticket.id, EXCHANGE), TaskState.SENT)
        await tasks.tickets.work.edit(ANN, ticket.id, Edit(state=State.WAITING_CONTACT))
        await tasks.move(task, TaskState.ANSWERED)
        assert await tasks.state(ticket) is State.WAITING_CONTACT

    async def test_the_owner_is_told_on_the_day_and_once(self, tasks: TaskRig) -> None:
        ticket = await tasks.open()
        await tasks.tickets.work.edit(ANN, ticket.id, Edit(owner=ANN.agent))
        task = await tasks.move(await tasks.work.plan(ANN, ticket.id, EXCHANGE), TaskState.SENT)
        assert await tasks.rings_at(task) is None
        await tasks.chase_on(task, MONDAY)
        assert await tasks.rings_at(task) == datetime(2026, 11, 23, 9, tzinfo=UTC)
        await tasks.ring(task)
        assert tasks.due() == []
        tasks.clock.forward(days=3)
        for _ in range(3):
            await tasks.ring(task)
        assert tasks.due() == [
            ChaseDue(
                at=tasks.clock(),
                ticket=ticket.id,
                number=ticket.number,
                task=task.id,
                party="exchange",
                day="2026-11-23",
                owner=ANN.agent,
                conversations=(TALK,),
            )
        ]
        assert ("", "task", "chase_due", "Sample Exchange") in await tasks.tickets.lines(ticket)
        await tasks.chase_on(task, MONDAY + timedelta(days=1))
        tasks.clock.forward(days=1)
        await tasks.ring(task)
        assert len(tasks.due()) == 2

    async def test_nobody_is_told_of_what_is_answered_taken_back_or_closed(self, tasks: TaskRig) -> None:
        ticket = await tasks.open()
        task = await tasks.move(await tasks.work.plan(ANN, ticket.id, EXCHANGE), TaskState.SENT)
        await tasks.chase_on(task, MONDAY)
        await tasks.work.change(ANN, ticket.id, task.id, TaskChange(no_chase=True))
        assert await tasks.rings_at(task) is None
        await tasks.chase_on(task, MONDAY)
        assert (await tasks.move(task, TaskState.ANSWERED)).next_chase is None
        assert await tasks.rings_at(task) is None
        await tasks.move(task, TaskState.SENT)
        await tasks.chase_on(task, MONDAY)
        tasks.clock.forward(days=3)
        for state in (State.RESOLVED, State.CLOSED):
            await tasks.tickets.work.edit(ANN, ticket.id, Edit(state=state))
        await tasks.ring(task)
        await tasks.work.ring(ticket.id, "tsk_none")
        await tasks.work.ring(TicketId("tkt_none"), task.id)
        assert tasks.due() == []
        with pytest.raises(Conflict):
            await tasks.work.plan(ANN, ticket.id, EXCHANGE)

    async def test_two_agents_do_not_overwrite_each_other(self, tasks: TaskRig) -> None:
        ticket = await tasks.open()
        task = await tasks.work.plan(ANN, ticket.id, EXCHANGE)
        kept = await tasks.work.change(ANN, ticket.id, task.id, TaskChange(notes="Wrote."), seen=1)
        assert (kept.notes, kept.version) == ("Wrote.", 2)
        again = await tasks.work.change(ANN, ticket.id, task.id, TaskChange(notes=" Wrote. "), seen=2)
        assert again.version == 2
        with pytest.raises(Conflict) as refusal:
            await tasks.work.change(LEAD, ticket.id, task.id, TaskChange(notes="Called."), seen=1)
        assert refusal.value.code == "changed_meanwhile"
        assert list(await tasks.work.list(LEAD, ticket.id)) == [kept]

    async def test_a_letter_says_what_is_known_and_leaves_the_rest_blank(self, tasks: TaskRig) -> None:
        ticket = await tasks.open()
        task = await tasks.work.plan(ANN, ticket.id, EXCHANGE)
        tasks.known.fields = {"chain": "tron", "tx_id": "ab12", "memo": " ", "address": "T1\nand more"}
        letter = await tasks.work.letter(ANN, ticket.id, task.id, "exchange-credit", "en")
        assert letter.subject == "Deposit not credited, please check (ticket WD-10001)"
        assert "To Sample Exchange:" in letter.text
        assert "Transaction ID: ab12\nSending address: T1 and more\nReceiving address: [...]\n" in letter.text
        assert list(letter.missing) == ["to_address", "at", "amount", "token", "memo"]
        chinese = await tasks.work.letter(ANN, ticket.id, task.id, "exchange-credit", "zh-CN")
        assert "交易哈希：ab12" in chinese.text
        assert "我们是 Sample 的客服" in chinese.text
        for template, locale in (("police-annex", "en"), ("none", "en"), ("exchange-credit", "fr")):
            with pytest.raises(NotFound):
                await tasks.work.letter(ANN, ticket.id, task.id, template, locale)

    async def test_a_contact_learns_the_kind_of_who_is_asked_and_only_while_we_wait(
        self, tasks: TaskRig
    ) -> None:
        ticket = await tasks.open()
        first = await tasks.work.plan(ANN, ticket.id, EXCHANGE)
        assert await tasks.work.waited_for(ASKER) == {}
        await tasks.move(first, TaskState.SENT)
        await tasks.move(await tasks.work.plan(ANN, ticket.id, EXCHANGE), TaskState.SENT)
        bridge = await tasks.work.plan(ANN, ticket.id, NewTask(party=Party.BRIDGE, name="B"))
        await tasks.move(bridge, TaskState.SENT)
        assert await tasks.work.waited_for(ASKER) == {ticket.id: [Party.EXCHANGE, Party.BRIDGE]}
        await tasks.move(bridge, TaskState.NO_ANSWER)
        assert await tasks.work.waited_for(ASKER) == {ticket.id: [Party.EXCHANGE]}
        assert await tasks.work.waited_for(ContactId("con_2")) == {}

    async def test_a_stranger_and_a_wrong_id_look_alike(self, tasks: TaskRig) -> None:
        ticket = await tasks.open()
        task = await tasks.work.plan(ANN, ticket.id, EXCHANGE)
        other = await tasks.open()
        work, change = tasks.work, TaskChange(state=TaskState.SENT)
        for refused in (
            work.list(BEN, ticket.id),
            work.plan(BEN, ticket.id, EXCHANGE),
            work.change(BEN, ticket.id, task.id, change),
            work.letter(BEN, ticket.id, task.id, "exchange-credit", "en"),
            work.change(ANN, other.id, task.id, change),
            work.letter(ANN, other.id, task.id, "exchange-credit", "en"),
            work.list(ANN, TicketId("tkt_none")),
        ):
            with pytest.raises(NotFound):
                await refused
        assert (await work.list(ANN, ticket.id))[0] == task

    async def test_a_secret_and_a_day_that_is_over_are_not_kept(self, tasks: TaskRig) -> None:
        ticket = await tasks.open()
        task = await tasks.work.plan(ANN, ticket.id, EXCHANGE)
        phrase = "theirs: abandon abandon about"
        for change in (TaskChange(name=phrase), TaskChange(reach=phrase), TaskChange(notes=phrase)):
            with pytest.raises(SecretStopped):
                await tasks.work.change(ANN, ticket.id, task.id, change)
        with pytest.raises(SecretStopped):
            await tasks.work.plan(ANN, ticket.id, NewTask(party=Party.OTHER, name="x", notes=phrase))
        yesterday = TODAY - timedelta(days=1)
        with pytest.raises(Invalid):
            await tasks.chase_on(task, yesterday)
        with pytest.raises(Invalid):
            await tasks.work.plan(ANN, ticket.id, NewTask(party=Party.OTHER, name="x", next_chase=yesterday))
        assert await tasks.work.list(ANN, ticket.id) == [task]

    async def test_a_day_that_has_come_stays_when_something_else_changes(self, tasks: TaskRig) -> None:
        ticket = await tasks.open()
        task = await tasks.move(await tasks.work.plan(ANN, ticket.id, EXCHANGE), TaskState.SENT)
        await tasks.chase_on(task, MONDAY)
        tasks.clock.forward(days=9)
        same = TaskChange(notes="Called.", next_chase=MONDAY)
        assert (await tasks.work.change(ANN, ticket.id, task.id, same)).next_chase == MONDAY
