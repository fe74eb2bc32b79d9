"""Public holidays come from a library; here we hold it to dates that are facts."""

from datetime import date

import pytest

from walletdesk.hours import DayKind
from walletdesk.hours.public_holidays import LibraryHolidays


@pytest.mark.parametrize(
    ("country", "subdivision", "on", "kind"),
    [
        ("CN", None, date(2026, 10, 1), DayKind.HOLIDAY),
        ("CN", None, date(2026, 10, 10), DayKind.MAKE_UP_WORKDAY),
        ("CN", None, date(2026, 10, 11), DayKind.ORDINARY),
        ("DE", "BY", date(2026, 1, 6), DayKind.HOLIDAY),
        ("DE", "BE", date(2026, 1, 6), DayKind.ORDINARY),
        ("US", None, date(2026, 11, 26), DayKind.HOLIDAY),
        ("IN", None, date(2026, 1, 26), DayKind.HOLIDAY),
    ],
    ids=str,
)
def test_a_date_is_what_the_country_says(
    country: str, subdivision: str | None, on: date, kind: DayKind
) -> None:
    assert LibraryHolidays().kind_of(country, subdivision, on) is kind


def test_a_country_or_region_that_nobody_keeps_is_not_known() -> None:
    library = LibraryHolidays()
    assert library.knows("CN", None)
    assert not library.knows("XX", None)
    assert not library.knows("DE", "Atlantis")
