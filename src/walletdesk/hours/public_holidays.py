"""Public holidays from the ``holidays`` library, which is large: loaded when a country is first asked for."""

from datetime import date
from typing import TYPE_CHECKING

from walletdesk.hours.model import DayKind

if TYPE_CHECKING:
    from holidays import HolidayBase


class LibraryHolidays:
    def __init__(self) -> None:
        self._countries: dict[tuple[str, str | None], HolidayBase] = {}

    def knows(self, country: str, subdivision: str | None) -> bool:
        try:
            self._country(country, subdivision)
        except NotImplementedError:
            return False
        return True

    def kind_of(self, country: str, subdivision: str | None, on: date) -> DayKind:
        dates = self._country(country, subdivision)
        if on in dates:  # asking also makes the library work out that year
            return DayKind.HOLIDAY
        return DayKind.MAKE_UP_WORKDAY if on in dates.weekend_workdays else DayKind.ORDINARY

    def _country(self, country: str, subdivision: str | None) -> "HolidayBase":
        key = (country, subdivision)
        if key not in self._countries:
            import holidays  # noqa: PLC0415 - see above

            self._countries[key] = holidays.country_holidays(country, subdiv=subdivision)
        return self._countries[key]
