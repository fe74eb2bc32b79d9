"""The hours that hold for a conversation: one answer for everybody who speaks of hours inside of one."""

from walletdesk.app.wiring.heart import Heart
from walletdesk.conversations import Conversation
from walletdesk.hours import Place, Timetable
from walletdesk.kernel.ids import ConversationId
from walletdesk.sla import Timetables


class TimetableOf:
    """By the same order and the same policy as promises. Of one that is not there: the policy's calendar."""

    def __init__(self, heart: Heart, timetables: Timetables) -> None:
        self._heart = heart
        self._timetables = timetables

    async def __call__(self, conversation: ConversationId) -> Timetable:
        found = await self._heart.reading.find(conversation)
        return await self.of(found) if found else await self._timetables.at()

    async def covering(self, place: Place) -> Timetable:
        return await self._timetables.at(place)

    async def of(self, conversation: Conversation) -> Timetable:
        return await self._timetables.at(place_of(conversation))


def place_of(conversation: Conversation) -> Place:
    return Place(team=conversation.team or "", inbox=conversation.inbox, language=conversation.locale)
