"""Which hours hold: asked by promises and by every sentence beside them, so that these cannot disagree."""

from walletdesk.hours import DEFAULT_CALENDAR, CalendarId, Hours, Place, Timetable
from walletdesk.sla.model import DEFAULT_POLICY, Policy
from walletdesk.sla.model.promise import NOWHERE
from walletdesk.sla.ports import Reading


class Timetables:
    """Of the calendar in force for a place (``hours.in_force``), else of the one that the policy names."""

    def __init__(self, *, reading: Reading, hours: Hours) -> None:
        self._reading = reading
        self._hours = hours

    async def at(self, place: Place = NOWHERE) -> Timetable:
        return await self.under(await self._reading.policy(DEFAULT_POLICY), place)

    async def under(self, policy: Policy | None, place: Place) -> Timetable:
        """As ``at``, by a policy that was read already: targets and hours must be of one."""
        otherwise = CalendarId(policy.calendar) if policy else DEFAULT_CALENDAR
        return await self._hours.covering(place, otherwise)
