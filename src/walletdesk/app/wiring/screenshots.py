"""Screenshots for the check page: read in a worker of their own, a short line before it, nothing kept."""

from collections.abc import AsyncIterable, Callable

from walletdesk.help_center.checking import Shown
from walletdesk.kernel.errors import Invalid, Unavailable
from walletdesk.platform.blobs import Intake, NotRead, PictureReader, can_read
from walletdesk.safety import readings, screen_picture

MOST_IN_LINE = 4  # with the one that is read: the last waits some ten seconds
LONGEST = 10_000  # characters; no screen holds more


class NoReader(Invalid):
    code = "pictures_unread"
    message = "Pictures can't be read here. Type what it shows, or copy it."


class Screenshots:
    """A reader of its own: strangers with pictures hold up nobody's conversation."""

    def __init__(
        self, intake: Intake, reader: PictureReader, *, can_read: Callable[[], bool] = can_read
    ) -> None:
        self._intake = intake
        self._reader = reader
        self.can_read = can_read
        self._in_line = 0

    async def read(self, pieces: AsyncIterable[bytes]) -> Shown:
        if not self.can_read():
            raise NoReader
        if self._in_line >= MOST_IN_LINE:
            raise Unavailable(
                "Many pictures are being read now. Try again in {retry_after} seconds.", retry_after=10
            )
        self._in_line += 1
        try:
            async with self._intake.passing(pieces) as picture:
                seen = await self._reader.read(picture)
        except NotRead:
            raise Invalid(
                "This picture can't be read. Cut out the part that matters, or type what it shows."
            ) from None
        finally:
            self._in_line -= 1
        screening = screen_picture(seen.lines, seen.codes)
        if screening.stopped:
            return Shown(secret=screening.kind.value)
        whole = next(iter(readings(seen.lines, ())), "")
        return Shown(rows=whole[:LONGEST].split("\n"), codes=[code[:LONGEST] for code in seen.codes])
