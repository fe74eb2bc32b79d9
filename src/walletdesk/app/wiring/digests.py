"""The reports by mail: who is a lead, what the reports say, and where it goes."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from walletdesk.app.wiring.answers import holds_secret
from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.people import Staff
from walletdesk.app.wiring.reports import Reports
from walletdesk.channels.email import DigestFigures
from walletdesk.insights.digests import LOOK, Digests, DigestTokens, Needs
from walletdesk.insights.digests.jobs import DigestJobs
from walletdesk.insights.digests.model import Subscription
from walletdesk.insights.digests.ports import DigestLetter
from walletdesk.insights.digests.reactions import DigestReactions
from walletdesk.insights.digests.showing import DigestFigures as ShownFigures
from walletdesk.insights.digests.store import SqlArchive, open_work
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import AgentId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import Role
from walletdesk.platform.limits import SharedLimiter
from walletdesk.staff.store import audit_in


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestLink:
    link: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Reader:
    email: str
    locale: str


class DigestPost:
    """What the mail asks for when it is posted, and again when it goes out."""

    def __init__(self, digests: Digests) -> None:
        self._digests = digests

    async def proof(self, proof: str) -> DigestLink | None:
        found = await self._digests.asked_at(proof)
        if found is None or found.proof_until is None:
            return None
        return DigestLink(link=self._digests.confirm_link(proof), expires_at=found.proof_until)

    async def figures(self, content: DigestFigures, locale: str) -> DigestLetter | None:
        return await self._digests.letter(
            content.agent, content.every, content.first, locale, asked=content.asked
        )

    async def of_proof(self, proof: str) -> Reader | None:
        found = await self._digests.asked_at(proof)
        return Reader(found.wanted, found.locale) if found else None

    async def of_agent(self, agent: AgentId) -> Reader | None:
        found: Subscription | None = await self._digests.recipient(agent)
        return Reader(found.address, found.locale) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailedReports:
    digests: Digests
    post: DigestPost
    jobs: DigestJobs
    reactions: DigestReactions

    async def plan(self, engine: Engine) -> None:
        """Soon after a start: what was due meanwhile comes now."""
        async with engine.db.write() as tx:
            tx.schedule(Job(kind=LOOK, key="all", run_at=engine.clock(), only_sooner=True))


def mailed_reports(engine: Engine, staff: Staff, counted: Reports) -> MailedReports:
    async def leads(agent: AgentId) -> bool:
        try:
            found = await staff.personnel.get(agent)
        except NotFound:
            return False
        return found.active and found.viewer.at_least(Role.LEAD)

    digests = Digests(
        Needs(
            open_work=open_work(engine.db, audit_in(engine.key)),
            archive=SqlArchive(engine.db),
            tokens=DigestTokens(engine.key),
            leads=leads,
            figures=ShownFigures(counted.reporting),
            limiter=SharedLimiter(engine.db, engine.clock),
            holds_secret=holds_secret,
            clock=engine.clock,
            zone=ZoneInfo(engine.settings.time_zone),
            public_url=engine.settings.public_url,
            sends_mail=bool(engine.settings.mail.host),
        )
    )
    return MailedReports(
        digests=digests,
        post=DigestPost(digests),
        jobs=DigestJobs(digests),
        reactions=DigestReactions(digests),
    )
