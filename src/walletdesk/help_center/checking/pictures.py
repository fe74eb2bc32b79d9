"""A screenshot instead of a paste: what is written in it is judged like what is pasted, and it is not kept.

Letters read from a picture may be others that look alike, so nothing that was read is called official by its
letters; what a QR code says is exact.
"""

import re
from collections.abc import AsyncIterable, Iterable, Iterator
from dataclasses import dataclass, replace

from walletdesk.help_center.checking.model import Answer, Checked, Thing, What, thing_in, things_beside
from walletdesk.help_center.checking.ports import Limiter, ReadsPictures, Registry
from walletdesk.help_center.checking.service import Checking, worst_first
from walletdesk.kernel.errors import SecretStopped
from walletdesk.kernel.viewers import Viewer

PER_ADDRESS = (20, 600)
OF_ALL = (150, 600)  # each takes about two seconds of one core
MOST = 12  # things of one picture
_SPELLED = (What.SITE, What.MAIL, What.HANDLE)  # digits have no doubles
_RUN_IN = re.compile(r"(?<=\w)(?=https?:[/\\])|(?<=[\u2e80-\u9fff])(?=@)", re.IGNORECASE)  # a blank was lost


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureChecking:
    checking: Checking
    pictures: ReadsPictures
    registry: Registry
    limiter: Limiter

    async def check(self, pieces: AsyncIterable[bytes], viewer: Viewer, address: str) -> list[Checked]:
        """What can be said of each thing in it, the worst first.

        Raises SecretStopped with its kind, TooMany, TooLarge, Invalid for what cannot be read, and
        Unavailable while others stand in line.
        """
        await self.limiter.hit(f"verify-picture:{address}", *PER_ADDRESS)
        await self.limiter.hit("verify-picture", *OF_ALL)
        seen = await self.pictures.read(pieces)
        if seen.secret:
            raise SecretStopped(secret=seen.secret)
        exact = list(dict.fromkeys(thing for code in seen.codes for thing in self._coded(code)))
        read = [thing for thing in dict.fromkeys(self._written(seen.rows)) if thing not in exact]
        said = [await self.checking.of(thing, viewer, address) for thing in exact[:MOST]]
        said += [
            _as_read(await self.checking.of(thing, viewer, address)) for thing in read[: MOST - len(said)]
        ]
        return worst_first(said) or [Checked(thing=Thing(What.PICTURE, ""), answer=Answer.UNTOLD)]

    def _coded(self, code: str) -> Iterable[Thing]:
        whole = thing_in(code)
        if whole and (whole.what is not What.HANDLE or code.startswith("@")):
            return [whole]
        return [*things_beside(code), *self.registry.contacts_in(code)]

    def _written(self, rows: Iterable[str]) -> Iterator[Thing]:
        """Row by row: what stands below a number does not belong to it."""
        for row in (_RUN_IN.sub(" ", row) for row in rows):
            beside = things_beside(row)
            yield from beside
            digits = {_digits(thing) for thing in beside}
            yield from (thing for thing in self.registry.contacts_in(row) if _digits(thing) not in digits)


def _digits(thing: Thing) -> str:
    """The same number is not a code, and a phone number as well."""
    return re.sub(r"\D", "", thing.value) if thing.what in (What.CODE, What.PHONE) else thing.value


def _as_read(said: Checked) -> Checked:
    if said.answer is Answer.OFFICIAL and said.thing.what in _SPELLED:
        return replace(said, answer=Answer.UNTOLD, channel=None, read_like_ours=True)
    return said
