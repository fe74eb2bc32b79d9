"""The figures of a mail: each the very text of the screen, with what is different from the period before."""

from collections.abc import Mapping, Sequence

from walletdesk.insights.digests.model import FIGURES, Period
from walletdesk.insights.digests.ports import Told
from walletdesk.insights.reports import Asked, Reporting
from walletdesk.insights.reports.model.reports import By, Unit
from walletdesk.insights.reports.showing import NOT_KNOWN, Cell, Report, shown, text_of
from walletdesk.platform.i18n import Locale, negotiate, translate

MINUS = "−"
SAME = "±0"


class DigestFigures:
    """What the reports' last row says, asked for as the page asks for it."""

    def __init__(self, reporting: Reporting) -> None:
        self._reporting = reporting

    async def __call__(self, period: Period, locale: str, /) -> Sequence[Told]:
        spoken = negotiate(locale)
        now, before = await self._reports(period, spoken), await self._reports(period.before, spoken)
        return [_told(now[one.report], before[one.report], one.column, spoken) for one in FIGURES]

    async def _reports(self, period: Period, spoken: Locale) -> Mapping[str, Report]:
        asked, zone = Asked(first=period.first, last=period.last, by=By.DAY), self._reporting.zone.key
        names = dict.fromkeys(one.report for one in FIGURES)
        return {name: shown(await self._reporting.make(name, asked, spoken), spoken, zone) for name in names}


def _told(now: Report, before: Report, column: str, locale: Locale) -> Told:
    place, of = next((n, one) for n, one in enumerate(now.columns) if one.key == column)
    cell, earlier = now.totals[place], before.totals[place]
    return Told(
        f"{now.title} · {of.title}", cell.text, earlier.text, change_in_words(of.unit, cell, earlier, locale)
    )


def change_in_words(unit: Unit, now: Cell, before: Cell, locale: Locale) -> str:
    """With its sign. Of a share in points; what was not measured has no change."""
    if now.value is None or before.value is None:
        return NOT_KNOWN
    different = now.value - before.value
    if text_of(unit, abs(different)) == text_of(unit, 0):
        return SAME
    sign = "+" if different > 0 else MINUS
    if unit is Unit.COUNT:
        part = f" ({sign}{abs(different) / before.value:.0%})" if before.value else ""
        return f"{sign}{text_of(unit, abs(different))}{part}"
    if unit is Unit.SHARE:
        return translate(locale, "{change} points", change=f"{sign}{abs(different) * 100:.1f}")
    return f"{sign}{text_of(unit, abs(different))}"
