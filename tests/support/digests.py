"""The reports by mail, as whoever mails them asks for them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from walletdesk.channels.email import DigestFigures
from walletdesk.insights.digests.model import Every, Period, period

A_WEEK = period(Every.WEEK, date(2026, 11, 9))
TOMORROW = datetime(2026, 11, 21, 4, tzinfo=UTC)


@dataclass(frozen=True)
class ConfirmLink:
    link: str
    expires_at: datetime


@dataclass(frozen=True)
class OneFigure:
    title: str = "First reply · Half within"
    text: str = "0:04:00"
    before: str = "0:05:00"
    change: str = "−0:01:00"


@dataclass(frozen=True)
class OneDigest:
    """A week of a lead, with one figure."""

    period: Period = A_WEEK
    figures: tuple[OneFigure, ...] = (OneFigure(),)
    link: str = "https://desk.example/workspace/reports?from=2026-11-09&to=2026-11-15"
    stop: str = "https://desk.example/report-mail/stop?t=agt_1.secret&locale=en"


@dataclass
class DigestsOf:
    """The figures of every period that there is; or of none, where it was stopped."""

    stopped: bool = False

    async def proof(self, proof: str) -> ConfirmLink | None:
        return ConfirmLink(f"https://desk.example/workspace/reports?confirm={proof}.secret", TOMORROW)

    async def figures(self, content: DigestFigures, locale: str) -> OneDigest | None:
        return None if self.stopped else OneDigest()
