"""Reporting a fake over HTTP, reading what became of it, and the page of leads."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any, Protocol

import msgspec
from litestar import Request, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from walletdesk.impersonation.letters import STATES, TAKEDOWNS, TARGETS
from walletdesk.impersonation.model import (
    LONGEST_VALUE,
    LONGEST_WORDS,
    Campaign,
    IndicatorKind,
    Report,
    State,
    Takedown,
    TakedownState,
    Target,
)
from walletdesk.impersonation.service import Campaigns, Receipt, Reporting
from walletdesk.impersonation.showing import shown
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.platform.http import Access, access, agent_of, visit_of
from walletdesk.platform.i18n import Locale, translate
from walletdesk.registry import defanged

Write = Callable[[Campaign, Target, Locale], str]  # a letter
Moment = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class Limits(Protocol):
    async def reported(self, address: str) -> None:
        """Raises TooMany."""


class Told(msgspec.Struct, forbid_unknown_fields=True):
    """``value``: the fake's address, name or number, as it was shown. ``conversation`` only of one's own."""

    value: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_VALUE)]
    kind: IndicatorKind | None = None
    said: Annotated[str, msgspec.Meta(max_length=LONGEST_WORDS)] = ""
    locale: Annotated[str, msgspec.Meta(max_length=20)] = "en"
    conversation: Annotated[str, msgspec.Meta(max_length=60)] | None = None

    def __repr__(self) -> str:
        return type(self).__name__


class ReportView(msgspec.Struct):
    """``id`` is long enough to be a secret: who has it may ask what became of it.

    ``state``: ours (an official channel; nothing was kept), reported, confirmed, not_fake, gone.
    """

    id: str
    shown: str
    state: str


class FakeView(msgspec.Struct):
    """``shown`` is defanged."""

    kind: str
    shown: str
    state: str
    reports: int
    first_at: int
    last_at: int


class PublicFakes(msgspec.Struct):
    """Those that a person of ours has confirmed, the last met first."""

    items: list[FakeView]


class WatchedFake(FakeView):
    id: str
    version: int
    state_name: str


class WatchedFakes(msgspec.Struct):
    """``states``: what a letter can have come to, with their names."""

    items: list[WatchedFake]
    states: list[tuple[TakedownState, str]]


class SaidView(msgspec.Struct):
    at: int
    said: str
    conversation: str | None


class TakedownView(msgspec.Struct):
    """``letter``: what to write to them, in the reader's language; subject, an empty line, the text."""

    target: Target
    name: str
    state: TakedownState
    note: str
    due_at: int | None
    changed_at: int | None
    letter: str


class FakeInFull(msgspec.Struct):
    """``plain``: as it really is, for letters to those who can take it down."""

    fake: WatchedFake
    plain: str
    reports: list[SaidView]
    takedowns: list[TakedownView]


class Decision(msgspec.Struct, forbid_unknown_fields=True):
    state: State
    version: Annotated[int, msgspec.Meta(ge=1, le=2**53)]


class Step(msgspec.Struct, forbid_unknown_fields=True):
    state: TakedownState
    note: Annotated[str, msgspec.Meta(max_length=LONGEST_WORDS)] = ""
    due_at: Moment | None = None


def routes(
    reporting: Reporting, campaigns: Campaigns, limits: Limits, write: Write
) -> Sequence[HTTPRouteHandler]:
    return [
        *_for_all(reporting, campaigns, limits),
        *_for_agents(campaigns, write),
        *_for_leads(campaigns, write),
    ]


def _for_all(reporting: Reporting, campaigns: Campaigns, limits: Limits) -> list[HTTPRouteHandler]:
    @post("/api/fakes/reports", opt=access(Access.PUBLIC))
    async def report_fake(request: Request[Any, Any, Any], data: JSONBody[Told]) -> ReportView:
        """With or without a session; a report from a conversation hears there what became of it."""
        visit = visit_of(request.scope)
        await limits.reported(visit.address)
        viewer = visit.viewer if isinstance(visit.viewer, ContactViewer) else None
        receipt = await reporting.report(
            data.value,
            kind=data.kind,
            said=data.said,
            locale=data.locale,
            viewer=viewer,
            conversation=ConversationId(data.conversation) if data.conversation else None,
        )
        return _receipt(receipt)

    @get("/api/fakes/reports/{report:str}", opt=access(Access.PUBLIC))
    async def read_report(report: FromPath[str]) -> ReportView:
        found, campaign = await reporting.result(report)
        return ReportView(found.id, shown(campaign.indicator, "en"), campaign.state.value)

    @get("/api/fakes", opt=access(Access.PUBLIC))
    async def list_public_fakes() -> PublicFakes:
        return PublicFakes([_fake(one, "en") for one in await campaigns.public()])

    return [report_fake, read_report, list_public_fakes]


def _for_agents(campaigns: Campaigns, write: Write) -> list[HTTPRouteHandler]:
    @get("/api/workspace/fakes", opt=access(Access.AGENT))
    async def list_fakes(
        request: Request[Any, Any, Any],
        standing: Annotated[State | None, QueryParameter(name="state")] = None,
    ) -> WatchedFakes:
        locale = visit_of(request.scope).locale
        found = await campaigns.list([standing] if standing else list(State))
        states = [(state, translate(locale, TAKEDOWNS[state])) for state in TakedownState]
        return WatchedFakes([_watched(one, locale) for one in found], states)

    @get("/api/workspace/fakes/{fake:str}", opt=access(Access.AGENT))
    async def read_fake(request: Request[Any, Any, Any], fake: FromPath[str]) -> FakeInFull:
        locale = visit_of(request.scope).locale
        campaign, reports, takedowns = await campaigns.find(fake)
        steps = [_step(one, campaign, locale, write) for one in takedowns]
        return FakeInFull(
            _watched(campaign, locale), campaign.indicator.value, [_said(r) for r in reports], steps
        )

    return [list_fakes, read_fake]


def _for_leads(campaigns: Campaigns, write: Write) -> list[HTTPRouteHandler]:
    @post("/api/workspace/fakes/{fake:str}/decision", opt=access(Access.LEAD), status_code=200)
    async def decide_fake(
        request: Request[Any, Any, Any], fake: FromPath[str], data: JSONBody[Decision]
    ) -> WatchedFake:
        decided = await campaigns.decide(agent_of(request), fake, data.state, version=data.version)
        return _watched(decided, visit_of(request.scope).locale)

    @put("/api/workspace/fakes/{fake:str}/takedowns/{target:str}", opt=access(Access.LEAD))
    async def take_down_fake(
        request: Request[Any, Any, Any], fake: FromPath[str], target: FromPath[Target], data: JSONBody[Step]
    ) -> TakedownView:
        due = from_millis(data.due_at) if data.due_at is not None else None
        kept = await campaigns.take_down(
            agent_of(request), fake, target, data.state, note=data.note, due_at=due
        )
        campaign, _, _ = await campaigns.find(fake)
        return _step(kept, campaign, visit_of(request.scope).locale, write)

    return [decide_fake, take_down_fake]


def _receipt(receipt: Receipt) -> ReportView:
    if receipt.report is None or receipt.campaign is None:
        return ReportView("", "", "ours")
    return ReportView(
        receipt.report.id, shown(receipt.campaign.indicator, "en"), receipt.campaign.state.value
    )


def _fake(one: Campaign, locale: str) -> FakeView:
    first, last = millis(one.first_at), millis(one.last_at)
    return FakeView(
        one.indicator.kind.value, shown(one.indicator, locale), one.state.value, one.reports, first, last
    )


def _watched(one: Campaign, locale: Locale) -> WatchedFake:
    seen = _fake(one, locale)
    named = translate(locale, STATES[one.state])
    return WatchedFake(**msgspec.structs.asdict(seen), id=one.id, version=one.version, state_name=named)


def _said(report: Report) -> SaidView:
    return SaidView(millis(report.at), defanged(report.said), report.conversation)


def _step(one: Takedown, campaign: Campaign, locale: Locale, write: Write) -> TakedownView:
    return TakedownView(
        target=one.target,
        name=translate(locale, TARGETS[one.target]),
        state=one.state,
        note=one.note,
        due_at=_ms(one.due_at),
        changed_at=_ms(one.changed_at),
        letter=write(campaign, one.target, locale),
    )


def _ms(at: datetime | None) -> int | None:
    return None if at is None else millis(at)
