"""A report as people read it: every cell as the text that screen, file and mail show alike."""

import csv
import io
from collections.abc import Sequence
from datetime import date

import msgspec

from walletdesk.insights.reports.model.reports import REPORTS, By, Column, Definition, Unit
from walletdesk.insights.reports.model.tally import Number
from walletdesk.insights.reports.service.reporting import Line, Made
from walletdesk.platform.i18n import Locale, translate, weekday_and_day, zone_name

NOT_KNOWN = "–"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CHANNELS = {"webchat": "Website", "email": "Email", "form": "Form", "voice": "Phone"}
LANGUAGES = {"zh": "Chinese", "en": "English"}
PROMISES = {"first_reply": "First reply", "next_reply": "Next reply", "resolution": "Resolution"}
WORDS = {By.CHANNEL: CHANNELS, By.LANGUAGE: LANGUAGES, By.PROMISE: PROMISES}
NAMELESS = {By.CHANNEL: "Not known", By.LANGUAGE: "Not known", By.TEAM: "No team", By.TOPIC: "Not known"}
ROWS = {
    By.DAY: "Day",
    By.WEEK: "Week starting",
    By.WEEKDAY: "Day of the week",
    By.HOUR: "Hour",
    By.CHANNEL: "Channel",
    By.TEAM: "Team",
    By.LANGUAGE: "Language",
    By.TOPIC: "Topic",
    By.PROMISE: "Promise",
    By.AGENT: "Agent",
}
DATED = {By.DAY, By.WEEK}
_MAY_CALCULATE = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for a formula


class ColumnShown(msgspec.Struct):
    """``drill``: the conversations behind its cells can be asked for."""

    key: str
    title: str
    unit: Unit
    means: str
    drill: bool


class Cell(msgspec.Struct):
    """``value`` null: nothing was measured, which is not 0."""

    value: int | float | None
    text: str


class RowShown(msgspec.Struct):
    """``day``: the date of a day or of a week's first, as spreadsheets read it; empty for others."""

    key: str
    day: str
    title: str
    cells: list[Cell]


class Basis(msgspec.Struct):
    """What was asked, and from how many figures it was counted. Both days count, in ``zone``."""

    first: str
    last: str
    by: By
    channel: str
    team: str
    language: str
    zone: str
    figures: int
    at: int


class Report(msgspec.Struct):
    name: str
    title: str
    means: str
    rows_are: str
    columns: list[ColumnShown]
    rows: list[RowShown]
    totals: list[Cell]
    basis: Basis


class Choice(msgspec.Struct):
    key: str
    title: str


class ReportDefined(msgspec.Struct):
    name: str
    title: str
    means: str
    columns: list[ColumnShown]
    by: list[Choice]


def defined(locale: Locale) -> list[ReportDefined]:
    return [
        ReportDefined(
            name=one.name,
            title=translate(locale, one.title),
            means=translate(locale, one.means),
            columns=_columns(one, locale),
            by=[Choice(by.value, translate(locale, ROWS[by])) for by in one.by],
        )
        for one in REPORTS
    ]


def shown(made: Made, locale: Locale, zone: str) -> Report:
    of, asked = made.of, made.asked
    return Report(
        name=of.name,
        title=translate(locale, of.title),
        means=translate(locale, of.means),
        rows_are=translate(locale, ROWS[asked.by]),
        columns=_columns(of, locale),
        rows=[_row(line, made, locale) for line in _newest_first(made)],
        totals=_cells(of.columns, made.totals),
        basis=Basis(
            first=asked.first.isoformat(),
            last=asked.last.isoformat(),
            by=asked.by,
            channel=asked.channel,
            team=asked.team,
            language=asked.language,
            zone=zone_name(locale, zone),
            figures=made.figures,
            at=made.until,
        ),
    )


def in_words(by: By, key: str, locale: Locale) -> str:
    """A fixed word, as of a channel; what is none of ours stays as it is."""
    known = WORDS.get(by, {}).get(key)
    if known is None and not key:
        known = NAMELESS.get(by)
    return translate(locale, known) if known else key


def as_csv(report: Report, locale: Locale) -> bytes:
    """With the mark by which spreadsheets know UTF-8; nothing in it is calculated when it opens."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_inert([report.rows_are, *(column.title for column in report.columns)]))
    for row in report.rows:
        writer.writerow(_inert([row.day or row.title, *map(_plain, row.cells)]))
    if report.totals:
        writer.writerow(_inert([translate(locale, "Total"), *map(_plain, report.totals)]))
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    """Without what parts thousands: it is to be calculated with."""
    return cell.text.replace(",", "")


def _inert(cells: Sequence[str]) -> list[str]:
    return [f"'{cell}" if cell.startswith(_MAY_CALCULATE) else cell for cell in cells]


def _columns(of: Definition, locale: Locale) -> list[ColumnShown]:
    return [
        ColumnShown(
            key=column.key,
            title=translate(locale, column.title),
            unit=column.unit,
            means=translate(locale, column.means),
            drill=column.which is not None,
        )
        for column in of.columns
    ]


def _row(line: Line, made: Made, locale: Locale) -> RowShown:
    is_day = made.asked.by in DATED and isinstance(line.key, int)
    on = date.fromordinal(int(line.key)).isoformat() if is_day else ""
    title = _title(line, made.asked.by, locale)
    return RowShown(key=str(line.key), day=on, title=title, cells=_cells(made.of.columns, line.cells))


def _newest_first(made: Made) -> Sequence[Line]:
    """Of what is dated: a reader asks for today first."""
    return made.lines[::-1] if made.asked.by in DATED else made.lines


def _title(line: Line, by: By, locale: Locale) -> str:
    if isinstance(line.key, str):
        return line.name if line.name != line.key else in_words(by, line.key, locale)
    if by is By.WEEKDAY:
        return translate(locale, WEEKDAYS[line.key])
    if by is By.HOUR:
        return f"{line.key:02}:00"
    return weekday_and_day(locale, date.fromordinal(line.key))


def _cells(columns: Sequence[Column], numbers: Sequence[Number]) -> list[Cell]:
    return [
        Cell(number, text_of(column.unit, number)) for column, number in zip(columns, numbers, strict=False)
    ]


def text_of(unit: Unit, number: Number) -> str:
    if number is None:
        return NOT_KNOWN
    if unit is Unit.SHARE:
        return f"{number * 100:.1f}%"
    if unit is Unit.LENGTH:
        minutes, seconds = divmod(int(number), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if unit in {Unit.MARK, Unit.TIMES}:
        return f"{number:.2f}"
    return f"{number:,}"
