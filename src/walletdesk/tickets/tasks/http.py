"""Questions to those outside, for agents who see the ticket: list, plan, change, the letter to copy."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from litestar import Request, get, patch, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import TicketId
from walletdesk.platform.http import Access, access, agent_of, visit_of
from walletdesk.tickets.tasks.model import (
    MOVES,
    NAME,
    NOTES,
    REACH,
    NewTask,
    Party,
    Task,
    TaskChange,
    TaskState,
)
from walletdesk.tickets.tasks.ports import Template
from walletdesk.tickets.tasks.service import Chasing

ROOT = "/api/workspace/tickets/{ticket:str}/tasks"
ONE = ROOT + "/{task:str}"
_AGENT = access(Access.AGENT)

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=NAME)]
Reach = Annotated[str, msgspec.Meta(max_length=REACH)]
Notes = Annotated[str, msgspec.Meta(max_length=NOTES)]


class PlanTask(msgspec.Struct, forbid_unknown_fields=True):
    """It may hold a secret, so it never prints itself."""

    party: Party
    name: Name
    reach: Reach = ""
    next_chase: date | None = None
    notes: Notes = ""

    def __repr__(self) -> str:
        return type(self).__name__


class ChangeTask(msgspec.Struct, forbid_unknown_fields=True):
    """What is left out stays; null takes ``next_chase`` away. ``version``: as shown."""

    version: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    state: TaskState | None = None
    name: Name | None = None
    reach: Reach | None = None
    next_chase: date | msgspec.UnsetType | None = msgspec.UNSET
    notes: Notes | None = None

    def __repr__(self) -> str:
        return type(self).__name__


class TaskView(msgspec.Struct):
    """``moves``: the states it can go to now. Days in ISO form, times in ms."""

    id: str
    party: Party
    name: str
    reach: str
    state: TaskState
    notes: str
    at: int
    sent_at: int | None
    answered_at: int | None
    next_chase: str | None
    is_due: bool
    version: int
    moves: list[TaskState]


class TemplateView(msgspec.Struct):
    id: str
    party: Party
    title: str


class TaskList(msgspec.Struct):
    """``letters``: those there are, called in the reader's language."""

    items: list[TaskView]
    letters: list[TemplateView]


class LetterView(msgspec.Struct):
    """``missing``: fields that are blank in it, for nothing is known of them."""

    subject: str
    text: str
    missing: list[str]


def routes(chasing: Chasing) -> Sequence[HTTPRouteHandler]:
    return [*_reading(chasing), *_changing(chasing)]


def _reading(chasing: Chasing) -> list[HTTPRouteHandler]:
    @get(ROOT, opt=_AGENT)
    async def list_tasks(request: Request[Any, Any, Any], ticket: FromPath[str]) -> TaskList:
        found = await chasing.list(agent_of(request), TicketId(ticket))
        locale = visit_of(request.scope).locale
        return TaskList(
            [_view(task, _today(chasing)) for task in found],
            [_template(one, locale) for one in chasing.templates],
        )

    @get(ONE + "/letter", opt=_AGENT)
    async def write_letter(
        request: Request[Any, Any, Any],
        ticket: FromPath[str],
        task: FromPath[str],
        template: Annotated[str, QueryParameter(max_length=40)],
        language: Annotated[str, QueryParameter(max_length=10)] = "en",
    ) -> LetterView:
        """Filled from what the ticket knows, to be copied. Nothing is sent."""
        made = await chasing.letter(agent_of(request), TicketId(ticket), task, template, language)
        return LetterView(made.subject, made.text, list(made.missing))

    return [list_tasks, write_letter]


def _changing(chasing: Chasing) -> list[HTTPRouteHandler]:
    @post(ROOT, opt=_AGENT)
    async def plan_task(
        request: Request[Any, Any, Any], ticket: FromPath[str], data: JSONBody[PlanTask]
    ) -> TaskView:
        new = NewTask(
            party=data.party, name=data.name, reach=data.reach, next_chase=data.next_chase, notes=data.notes
        )
        made = await chasing.plan(agent_of(request), TicketId(ticket), new)
        return _view(made, _today(chasing))

    @patch(ONE, opt=_AGENT)
    async def change_task(
        request: Request[Any, Any, Any],
        ticket: FromPath[str],
        task: FromPath[str],
        data: JSONBody[ChangeTask],
    ) -> TaskView:
        """A ticket waits for somebody else as soon as a task of it is sent, and until none is any more."""
        change = TaskChange(
            state=data.state,
            name=data.name,
            reach=data.reach,
            next_chase=None if data.next_chase is msgspec.UNSET else data.next_chase,
            no_chase=data.next_chase is None,
            notes=data.notes,
        )
        viewer = agent_of(request)
        kept = await chasing.change(viewer, TicketId(ticket), task, change, seen=data.version)
        return _view(kept, _today(chasing))

    return [plan_task, change_task]


def _today(chasing: Chasing) -> date:
    return chasing.days.today(chasing.clock())


def _view(task: Task, today: date) -> TaskView:
    return TaskView(
        id=task.id,
        party=task.party,
        name=task.name,
        reach=task.reach,
        state=task.state,
        notes=task.notes,
        at=millis(task.at),
        sent_at=_when(task.sent_at),
        answered_at=_when(task.answered_at),
        next_chase=task.next_chase.isoformat() if task.next_chase else None,
        is_due=task.is_chased and task.next_chase is not None and task.next_chase <= today,
        version=task.version,
        moves=[state for state in TaskState if state in MOVES[task.state]],
    )


def _template(template: Template, locale: str) -> TemplateView:
    return TemplateView(template.id, template.party, template.title[locale])


def _when(at: datetime | None) -> int | None:
    return None if at is None else millis(at)
