"""Use cases: give an address and confirm it, choose what comes, stop it, and find what is due."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from walletdesk.contacts import mail_address
from walletdesk.insights.digests.events import DigestAddressGiven, DigestDue
from walletdesk.insights.digests.model import Every, Period, Subscription, newest, next_at, period
from walletdesk.insights.digests.ports import Archive, DigestLetter, Figures, Leads, Limiter, OpenWork, Work
from walletdesk.insights.digests.tokens import DigestTokens
from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.errors import Conflict, NotFound, SecretStopped
from walletdesk.kernel.ids import AgentId, new_id
from walletdesk.kernel.jobs import Job

LOOK, MORNING = "insights.digests", "insights.digest"
LOOK_EVERY = timedelta(hours=1)  # besides the mornings: after a long silence, or when a clock was set
HOUR, DAY = 3600, 86400
PER_AGENT, PER_ADDRESS, AT_ONCE = (5, HOUR), (2, DAY), (3, HOUR)
PAGE, STOP_PAGE = "/workspace/reports", "/report-mail/stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    open_work: OpenWork
    archive: Archive
    tokens: DigestTokens
    leads: Leads
    figures: Figures
    limiter: Limiter
    holds_secret: Callable[[str], bool]
    clock: Clock
    zone: ZoneInfo
    public_url: str  # where this installation is reached, without a slash at the end
    sends_mail: bool


@dataclass(frozen=True, slots=True)
class Digests:
    """Each use case may be repeated. Who is no lead any more gets nothing, and is forgotten."""

    needs: Needs

    async def find(self, agent: AgentId) -> Subscription | None:
        return await self.needs.archive.find(agent)

    def next_at(self, every: Every) -> datetime:
        return next_at(every, self.needs.clock(), self.needs.zone)

    async def give_address(self, agent: AgentId, address: str, locale: str) -> None:
        """Have a link mailed to it. Raises SecretStopped before anything is written."""
        needs = self.needs
        if needs.holds_secret(address):
            raise SecretStopped
        address = mail_address(address)
        if not needs.sends_mail:
            raise Conflict(
                "No mail is sent from here. Whoever runs this installation sets it up.", code="no_mail"
            )
        await needs.limiter.hit(f"digest:agent:{agent}", *PER_AGENT)
        await needs.limiter.hit(f"digest:address:{needs.tokens.mark_of(address)}", *PER_ADDRESS)
        now, proof = needs.clock(), new_id("prf")
        async with needs.open_work() as work:
            known = await work.subscriptions.hold(agent) or Subscription(agent=agent, locale=locale)
            await work.subscriptions.save(replace(known, locale=locale).asking(address, proof, now))
            await work.audit.note(now, agent, "report_mail_address_given", agent)
            work.emit(DigestAddressGiven(at=now, agent=agent, proof=proof))

    async def confirm(self, agent: AgentId, token: str) -> None:
        """By the lead who gave it, signed in: the link alone opens nothing."""
        now, proof = self.needs.clock(), self.needs.tokens.proof_of(token) or ""
        async with self.needs.open_work() as work:
            known = await work.subscriptions.hold(agent)
            if known is None or not known.is_open(proof, now):
                raise Conflict(
                    "This link was used already or is too old. Ask for a new one.", code="link_spent"
                )
            await work.subscriptions.save(known.confirmed())
            await work.audit.note(now, agent, "report_mail_address_confirmed", agent)

    async def choose(self, agent: AgentId, chosen: Collection[Every], locale: str) -> None:
        """What comes from now on, in the language in which it was chosen."""
        needs, now = self.needs, self.needs.clock()
        async with needs.open_work() as work:
            known = await work.subscriptions.hold(agent)
            if known is None or not known.address:
                raise Conflict("Confirm your e-mail address first.", code="no_proven_address")
            chosen_now = known.choosing(chosen, locale, now, needs.zone)
            await work.subscriptions.save(chosen_now)
            await work.audit.note(now, agent, "report_mail_chosen", agent)
            self._plan(work, chosen_now, now)

    async def send_now(self, agent: AgentId, every: Every, locale: str) -> None:
        """The newest whole period, as it would come by itself."""
        needs = self.needs
        known = await needs.archive.find(agent)
        if known is None or not known.address:
            raise Conflict("Confirm your e-mail address first.", code="no_proven_address")
        await needs.limiter.hit(f"digest:now:{agent}", *AT_ONCE)
        now = needs.clock()
        first = newest(every, now, needs.zone).first.toordinal()
        async with needs.open_work() as work:
            if held := await work.subscriptions.hold(agent):
                await work.subscriptions.save(replace(held, locale=locale))
            asked = str(millis(now))
            work.emit(DigestDue(at=now, agent=agent, every=every.value, first=first, asked=asked))

    async def stop(self, token: str) -> None:
        """For whoever holds a mail of ours: nothing comes any more. The address stays confirmed."""
        agent = self.needs.tokens.agent_of(token)
        if agent is None:
            raise NotFound
        async with self.needs.open_work() as work:
            known = await work.subscriptions.hold(AgentId(agent))
            if known is not None and known.last:
                await work.subscriptions.save(replace(known, last={}))
                await work.audit.note(self.needs.clock(), agent, "report_mail_stopped", agent)

    def is_ours(self, token: str) -> bool:
        return self.needs.tokens.agent_of(token) is not None

    async def forget(self, agent: AgentId) -> None:
        """The address too."""
        async with self.needs.open_work() as work:
            if await work.subscriptions.remove(agent):
                await work.audit.note(self.needs.clock(), agent, "report_mail_ended", agent)

    async def forget_unless_lead(self, agent: AgentId) -> None:
        if await self.needs.archive.find(agent) and not await self.needs.leads(agent):
            await self.forget(agent)

    async def look(self) -> None:
        for agent in await self.needs.archive.agents():
            await self.look_at(agent)

    async def look_at(self, agent: AgentId) -> int:
        """Tell of every period that is due; how many there were. That it was told is kept with it."""
        await self.forget_unless_lead(agent)
        now = self.needs.clock()
        async with self.needs.open_work() as work:
            known = await work.subscriptions.hold(agent)
            if known is None:
                return 0
            due = known.due(now, self.needs.zone)
            if due:
                await work.subscriptions.save(known.marked(due))
                work.emit(*(_due(one, agent, now) for one in due))
            self._plan(work, known, now)
        return len(due)

    def _plan(self, work: Work, known: Subscription, now: datetime) -> None:
        mornings = [next_at(every, now, self.needs.zone) for every in known.last]
        if mornings:
            work.schedule(Job(kind=MORNING, key=known.agent, run_at=min(mornings)))

    # For whoever mails it, at the moment of mailing

    async def recipient(self, agent: AgentId) -> Subscription | None:
        """None for nobody who is to get anything."""
        known = await self.needs.archive.find(agent)
        return known if known and known.address and await self.needs.leads(agent) else None

    async def asked_at(self, proof: str) -> Subscription | None:
        """Whose address waits to be confirmed; None when the link would not work any more."""
        known = await self.needs.archive.of_proof(proof)
        return known if known and known.is_open(proof, self.needs.clock()) else None

    def confirm_link(self, proof: str) -> str:
        return f"{self.needs.public_url}{PAGE}?confirm={self.needs.tokens.to_confirm(proof)}"

    async def letter(
        self, agent: AgentId, every: str, first: int, locale: str, *, asked: bool
    ) -> DigestLetter | None:
        """None when there is nothing to say any more: it was stopped, or they are no lead."""
        known, kind = await self.recipient(agent), Every(every)
        if known is None or not (asked or kind in known.last):
            return None
        of = period(kind, date.fromordinal(first))
        needs = self.needs
        return DigestLetter(
            period=of,
            figures=await needs.figures(of, locale),
            link=f"{needs.public_url}{PAGE}?from={of.first}&to={of.last}",
            stop=f"{needs.public_url}{STOP_PAGE}?t={needs.tokens.to_stop(agent)}&locale={locale}",
        )


def _due(one: Period, agent: AgentId, now: datetime) -> DigestDue:
    return DigestDue(at=now, agent=agent, every=one.every.value, first=one.first.toordinal())
