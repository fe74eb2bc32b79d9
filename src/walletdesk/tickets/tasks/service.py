"""Use cases: plan a question to somebody outside, follow it, write the letter, tell when to ask again."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, NotFound, SecretStopped
from walletdesk.kernel.ids import ContactId, TicketId, new_id
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.tickets.model import SYSTEM, By, State, Ticket, agent
from walletdesk.tickets.tasks.events import ChaseDue
from walletdesk.tickets.tasks.model import (
    MOST,
    NewTask,
    Party,
    Task,
    TaskChange,
    TaskState,
    changed,
    planned,
    way_of,
)
from walletdesk.tickets.tasks.ports import Archive, Days, OpenWork, Ours, Packet, Template, Tickets, Work

CHASE = "tickets.chase"
BLANK = "[...]"
_FIELD = re.compile(r"\{(\w+)\}")
_MEET = re.compile(r"(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u3400-\u9fff])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """To be read, copied and sent by a person. ``missing``: the fields that are blank in it."""

    subject: str
    text: str
    missing: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chasing:
    """``secret_in`` names the kind of secret that a text holds, or None."""

    tickets: Tickets
    archive: Archive
    open_work: OpenWork
    packet: Packet
    templates: Sequence[Template]
    ours: Ours
    days: Days
    secret_in: Callable[[str], str | None]
    clock: Clock

    async def list(self, viewer: AgentViewer, ticket: TicketId) -> Sequence[Task]:
        await self.tickets.seen_by(viewer, ticket)
        return await self.archive.list(ticket)

    async def plan(self, viewer: AgentViewer, ticket: TicketId, new: NewTask) -> Task:
        await self.tickets.seen_by(viewer, ticket)
        self._refuse_secret(new.name, new.reach, new.notes)
        at = self.clock()
        today = self.days.today(at)
        task = planned(new, id=new_id("tsk"), ticket=ticket, agent=viewer.agent, at=at, today=today)
        async with self.open_work() as work:
            held = await _open_one(work, ticket)
            if len(await work.tasks.states(ticket)) >= MOST:
                raise Conflict("This ticket has as many tasks as it can hold.", code="too_many_tasks")
            held.note_task(task.state.value, task.name, agent(viewer.agent), at)
            await work.tasks.add(task)
            await work.tickets.save(held)
            self._plan_chase(work, task)
        return task

    async def change(
        self, viewer: AgentViewer, ticket: TicketId, id: str, change: TaskChange, *, seen: int | None = None
    ) -> Task:
        """``seen`` is the version that the agent had before the eyes."""
        await self.tickets.seen_by(viewer, ticket)
        self._refuse_secret(change.name or "", change.reach or "", change.notes or "")
        at, by = self.clock(), agent(viewer.agent)
        async with self.open_work() as work:
            held = await _open_one(work, ticket)
            before = await work.tasks.get(ticket, id)
            if seen is not None and seen != before.version:
                raise Conflict(
                    "Somebody else changed this meanwhile. Load it again.", code="changed_meanwhile"
                )
            task = changed(before, change, at, self.days.today(at))
            if task != before:
                await work.tasks.save(task)
                await _follow(work, held, before, task, by)
                self._plan_chase(work, task)
        return task

    async def letter(
        self, viewer: AgentViewer, ticket: TicketId, id: str, template: str, locale: str
    ) -> Letter:
        """Raises NotFound for a letter that is none, or is for somebody else."""
        seen = await self.tickets.seen_by(viewer, ticket)
        task = await self.archive.find(ticket, id)
        chosen = next((one for one in self.templates if one.id == template), None)
        if task is None or chosen is None or chosen.party is not task.party or locale not in chosen.text:
            raise NotFound
        known = {
            name: value for name, value in (await self.packet.of(ticket, locale)).items() if value.strip()
        }
        known |= {"ticket": seen.name, "party": task.name, **self.ours(locale)}
        return filled(chosen, locale, known)

    async def ring(self, ticket: TicketId, id: str) -> None:
        """The day that was set has come. Told again, it is told to nobody."""
        at = self.clock()
        async with self.open_work() as work:
            try:
                held, task = await work.tickets.get(ticket), await work.tasks.get(ticket, id)
            except NotFound:
                return
            if held.state is State.CLOSED or not task.is_due(self.days.today(at)):
                return
            await work.tasks.save(replace(task, told_for=task.next_chase))
            held.note_task("chase_due", task.name, SYSTEM, at)
            await work.tickets.save(held)
            work.emit(_due(held, task, at))

    async def waited_for(self, contact: ContactId) -> Mapping[TicketId, Sequence[Party]]:
        """By the contact's tickets, and desks' tickets about them: what kinds of parties are asked."""
        return await self.archive.waited_for(contact)

    def _plan_chase(self, work: Work, task: Task) -> None:
        if task.next_chase is not None and task.is_chased:
            args = {"ticket": str(task.ticket), "task": task.id}
            run_at = self.days.begins(task.next_chase)
            work.schedule(Job(kind=CHASE, key=task.id, run_at=run_at, args=args))
        else:
            work.cancel(CHASE, task.id)

    def _refuse_secret(self, *texts: str) -> None:
        for text in (*texts, "\n".join(texts)):
            if secret := self.secret_in(text):
                raise SecretStopped(secret=secret)


def filled(template: Template, locale: str, known: Mapping[str, str]) -> Letter:
    whole = template.subject[locale] + template.text[locale]
    missing = [name for name in dict.fromkeys(_FIELD.findall(whole)) if name not in known]

    def value(field: re.Match[str]) -> str:
        return " ".join(known.get(field[1], BLANK).split())

    subject, text = (_FIELD.sub(value, one[locale]) for one in (template.subject, template.text))
    return Letter(subject=_apart(subject), text=_apart(text), missing=missing)


def _apart(text: str) -> str:
    """Between Chinese and a word or number stands a space; what fills a field is not known before."""
    return _MEET.sub(" ", text)


async def _open_one(work: Work, ticket: TicketId) -> Ticket:
    held = await work.tickets.get(ticket)
    if held.state is State.CLOSED:
        raise Conflict("This ticket is closed. Open a new one and link it.", code="closed")
    return held


async def _follow(work: Work, ticket: Ticket, before: Task, task: Task, by: By) -> None:
    """The ticket's history tells of it, and the ticket waits or goes on."""
    at = task.changed_at
    if task.next_chase != before.next_chase and task.next_chase is not None:
        ticket.note_task("chase", task.next_chase.isoformat(), by, at)
    if task.state is not before.state:
        ticket.note_task(task.state.value, task.name, by, at)
        states = await work.tasks.states(task.ticket)
        for step in way_of(ticket.state, states, sent=task.state is TaskState.SENT):
            work.emit(*ticket.move(step, by, at))
    if ticket.new:
        await work.tickets.save(ticket)


def _due(ticket: Ticket, task: Task, at: datetime) -> ChaseDue:
    return ChaseDue(
        at=at,
        ticket=ticket.id,
        number=ticket.number,
        task=task.id,
        party=task.party.value,
        day=task.next_chase.isoformat() if task.next_chase else "",
        owner=ticket.owner,
        conversations=ticket.conversations,
    )
