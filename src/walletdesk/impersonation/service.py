"""Use cases: report a fake, decide what it is, have it taken down, tell whoever should know."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from walletdesk.impersonation.events import CampaignDecided, FakeReported, FakesRefused
from walletdesk.impersonation.model import (
    LONGEST_VALUE,
    LONGEST_WORDS,
    Campaign,
    Indicator,
    IndicatorKind,
    Report,
    State,
    Takedown,
    TakedownState,
    Target,
)
from walletdesk.impersonation.ports import Archive, Judge, Limiter, OpenWork, Reader, Talks, Tell, Work
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped, TooMany
from walletdesk.kernel.ids import ContactId, ConversationId, new_id
from walletdesk.kernel.viewers import AgentViewer, ContactViewer, Role

PUBLIC = (State.CONFIRMED, State.GONE)
MOST = 200
OF_STRANGERS = (200, 3600)  # reports of all without a session: they must not keep contacts from reporting
OF_CONTACTS = (600, 3600)
OF_APPS = (
    200,
    3600,
)  # those that nobody wrote: what apps say of themselves must not use up the place of people
WARNED, RESULT = "fake_met", "fake_result"  # facts in a thread


@dataclass(frozen=True, slots=True)
class Receipt:
    """What whoever reported hears at once. ``ours``: it is an official channel, and nothing was kept."""

    report: Report | None
    campaign: Campaign | None
    ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """For contacts, and for agents on their behalf."""

    open_work: OpenWork
    archive: Archive
    reader: Reader
    talks: Talks
    limiter: Limiter
    holds_secret: Judge
    clock: Clock

    async def report(
        self,
        value: str,
        *,
        kind: IndicatorKind | None = None,
        said: str = "",
        locale: str = "en",
        viewer: ContactViewer | None = None,
        conversation: ConversationId | None = None,
    ) -> Receipt:
        """Telling the same twice is one report. Raises Invalid, SecretStopped, NotFound and TooMany."""
        contact = viewer.contact if viewer else None
        limit = ("fake:contacts", *OF_CONTACTS) if contact else ("fake:strangers", *OF_STRANGERS)
        report = self._draft(said, locale, contact, conversation)
        return await self._keep(self._read(value, kind, said), report, limit)

    async def met(
        self, app: str, seen: str, *, locale: str, contact: ContactId, conversation: ConversationId
    ) -> Receipt:
        """An app that a contact came with, which nobody wrote to us. Refuses as ``report`` does."""
        report = self._draft(seen, locale, contact, conversation)
        return await self._keep(self._read(app, IndicatorKind.APP, seen), report, ("fake:apps", *OF_APPS))

    def _draft(
        self, said: str, locale: str, contact: ContactId | None, conversation: ConversationId | None
    ) -> Report:
        return Report(
            id=new_id("fkr"),
            campaign="",
            at=self.clock(),
            said=said.strip(),
            locale=locale,
            contact=contact,
            conversation=conversation,
        )

    async def _keep(self, indicator: Indicator, draft: Report, limit: tuple[str, int, int]) -> Receipt:
        if self.reader.is_ours(indicator):
            return Receipt(None, None, ours=True)
        contact, conversation = draft.contact, draft.conversation
        if conversation and not (
            contact and await self.talks.is_theirs(ContactViewer(contact=contact), conversation)
        ):
            raise NotFound
        if contact and (before := await self._told_before(indicator, contact)):
            return before
        await self._may_report(limit)
        async with self.open_work() as work:
            campaign, first = await self._campaign(work, indicator)
            told = await work.fakes.has_told(campaign.id, contact) if contact else None
            if told is not None:
                return Receipt(told, campaign)
            report = replace(draft, campaign=campaign.id)
            if not first:
                campaign = campaign.met_again(report.at)
                await work.fakes.save(campaign)
            await work.fakes.add_report(report)
            work.emit(FakeReported(at=report.at, campaign=campaign.id, report=report.id, first=first))
        return Receipt(report, campaign)

    async def result(self, report: str) -> tuple[Report, Campaign]:
        """Whoever has the report's long number may read what became of it."""
        found = await self.archive.report(report)
        campaign = await self.archive.campaign(found.campaign) if found else None
        if found is None or campaign is None:
            raise NotFound
        return found, campaign

    async def _told_before(self, indicator: Indicator, contact: ContactId) -> Receipt | None:
        """It takes nobody's place."""
        for campaign in await self.archive.known([indicator]):
            if told := await self.archive.told(campaign.id, contact):
                return Receipt(told, campaign)
        return None

    async def _may_report(self, limit: tuple[str, int, int]) -> None:
        """What is beyond the cap is not kept: its sender is told so, and so are the leads."""
        try:
            await self.limiter.hit(*limit)
        except TooMany as many:
            async with self.open_work() as work:
                work.emit(FakesRefused(at=self.clock()))
            wait = int(many.values["retry_after"] or 1)
            raise TooMany(
                "Very many reports arrive at this moment, and this one was not kept. Our people know of it. "
                "Please send it again in {retry_after} seconds.",
                retry_after=wait,
                code="many_reports",
            ) from None

    def _read(self, value: str, kind: IndicatorKind | None, said: str) -> Indicator:
        if any(map(self.holds_secret, (f"{value}\n{said}", value, said))):  # sure of the whole comes first
            raise SecretStopped
        if len(value) > LONGEST_VALUE or len(said) > LONGEST_WORDS:
            raise Invalid("This is too long. The address or name alone is enough.", code="too_long")
        indicator = self.reader.read(value, kind)
        if indicator is None:
            raise Invalid(
                "We need the fake's address, name or number, as it was shown to you.", code="no_indicator"
            )
        return indicator

    async def _campaign(self, work: Work, indicator: Indicator) -> tuple[Campaign, bool]:
        """And whether this report is the first of it."""
        known = await work.fakes.of_indicator(indicator)
        if known is None:
            now = self.clock()
            new = Campaign(id=new_id("fkc"), indicator=indicator, first_at=now, last_at=now)
            if await work.fakes.add(new):
                return new, True
            known = await work.fakes.of_indicator(indicator)
            if known is None:
                raise Conflict("Somebody reported this at the same moment. Send it again.", code="again")
        return known, False


class Campaigns:
    """For agents: what was reported. For leads: what it is, and who was asked to take it down."""

    def __init__(
        self,
        *,
        open_work: OpenWork,
        archive: Archive,
        reader: Reader,
        tell: Tell,
        holds_secret: Judge,
        clock: Clock,
    ) -> None:
        self._open_work = open_work
        self._archive = archive
        self._reader = reader
        self._tell = tell
        self._holds_secret = holds_secret
        self._clock = clock

    async def list(self, states: Collection[State], *, most: int = MOST) -> Sequence[Campaign]:
        return await self._archive.campaigns(states, most=min(most, MOST))

    async def public(self) -> Sequence[Campaign]:
        """What everybody may read: confirmed by a person, and defanged where it is shown."""
        return await self._archive.campaigns(PUBLIC, most=MOST)

    async def find(self, id: str) -> tuple[Campaign, Sequence[Report], Sequence[Takedown]]:
        campaign = await self._archive.campaign(id)
        if campaign is None:
            raise NotFound
        reports = await self._archive.reports_of(id, most=MOST)
        kept = {one.target: one for one in await self._archive.takedowns_of(id)}
        targets = dict.fromkeys((*campaign.indicator.targets, *kept))
        return campaign, reports, [kept.get(t) or Takedown(campaign=id, target=t) for t in targets]

    async def decide(self, viewer: AgentViewer, id: str, state: State, *, version: int) -> Campaign:
        """Raises NotFound for those who may not, and Conflict where somebody else was first."""
        self._require_lead(viewer)
        async with self._open_work() as work:
            known = await work.fakes.find(id)
            if known is None:
                raise NotFound
            if known.version != version:
                raise Conflict(
                    "Somebody else changed this meanwhile. Load it again.", code="changed_meanwhile"
                )
            campaign = known.decided(state, viewer.agent, self._clock())
            await work.fakes.save(campaign)
            await work.audit.note(self._clock(), viewer.agent, f"fake_{state}", id)
            work.emit(CampaignDecided(at=self._clock(), campaign=id, state=state.value))
        return campaign

    async def take_down(
        self,
        viewer: AgentViewer,
        id: str,
        target: Target,
        state: TakedownState,
        *,
        note: str = "",
        due_at: datetime | None = None,
    ) -> Takedown:
        self._require_lead(viewer)
        if self._holds_secret(note):
            raise SecretStopped
        async with self._open_work() as work:
            if await work.fakes.find(id) is None:
                raise NotFound
            takedown = Takedown(
                campaign=id,
                target=target,
                state=state,
                note=note.strip(),
                due_at=due_at,
                changed_at=self._clock(),
                changed_by=viewer.agent,
            )
            await work.fakes.put_takedown(takedown)
            await work.audit.note(self._clock(), viewer.agent, f"takedown_{state}", f"{id}/{target}")
        return takedown

    async def known_bad(self, indicator: Indicator) -> Campaign | None:
        found = await self._archive.known([indicator])
        return next((one for one in found if one.is_known_bad), None)

    async def warn(self, conversation: ConversationId, text: str) -> None:
        """Whoever writes of a fake that is known is told so in their conversation, once for each."""
        mentioned = self._reader.mentioned(text)
        if not mentioned:
            return
        for campaign in await self._archive.known(mentioned):
            if campaign.is_known_bad:
                await self._tell.fact(conversation, WARNED, campaign.indicator)

    async def tell_reporters(self, id: str) -> None:
        """What became of it, into the conversation from which it was reported, else into their newest.

        Who has none reads it under the link of the report; nobody is promised more.
        """
        campaign = await self._archive.campaign(id)
        if campaign is None or campaign.state is State.REPORTED:
            return
        after, what = "", f"{RESULT}_{campaign.state}"
        while page := await self._archive.reports_of(id, after=after, most=MOST):
            for report in page:
                where = report.conversation
                if where is None and report.contact is not None:
                    where = await self._tell.newest_of(report.contact)
                if where is not None:
                    await self._tell.fact(where, what, campaign.indicator)
            after = page[-1].id

    def _require_lead(self, viewer: AgentViewer) -> None:
        if not viewer.at_least(Role.LEAD):
            raise NotFound
