"""A contact who waits is told when the place in line moves, whatever else happened a moment before."""

import pytest

from tests.support.installation import Contact, Frames, Installation
from tests.support.story import Screen, heard


class Line:
    """Two who wait for an agent; the second has the screen open."""

    def __init__(self, house: Installation, first: Contact, second: Contact) -> None:
        self.house, self.first, self.second = house, first, second
        self.frames = Frames()

    async def forms(self) -> None:
        self.ahead = await self._waits(self.first)
        self.frames = self.house.listen(f"contact:{self.second.id}")
        self.ours = await self._waits(self.second)

    async def screen(self) -> Screen:
        """All that was heard, folded as the widget folds it."""
        await self.house.settle()
        await self.house.system.work.board.idle()
        await self.house.settle()
        screen = Screen()
        screen.take(heard(self.frames))
        return screen

    async def _waits(self, contact: Contact) -> str:
        id: str = (await contact.starts())["head"]["id"]
        await contact.post(f"/api/conversations/{id}/agent")
        await self.house.settle()
        return id


@pytest.fixture
async def line(house: Installation) -> Line:
    await house.agent()
    line = Line(house, await house.contact(), await house.contact())
    await line.forms()
    return line


async def test_a_place_that_moves_after_a_message_and_a_read_mark_is_shown(line: Line) -> None:
    """The message is told late, the read mark soon: the late telling must not bring the older head back."""
    said = await line.second.says(line.ours, "are you there?", "more")
    await line.second.post(f"/api/conversations/{line.ours}/read", {"seq": said["seq"]})
    assert (await line.screen()).heads[line.ours]["queue"] == {"position": 2}
    await line.first.post(f"/api/conversations/{line.ahead}/end")
    shown = (await line.screen()).heads[line.ours]
    assert shown["queue"] == {"position": 1}
    assert shown == (await line.second.get(f"/api/conversations/{line.ours}"))["head"]
