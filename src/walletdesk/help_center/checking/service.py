"""The use case of the check page. What was pasted is compared: never opened, kept or written to a log."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from walletdesk.help_center.checking.model import (
    LONGEST,
    Answer,
    Checked,
    Thing,
    What,
    is_code,
    thing_in,
    ticket_number,
)
from walletdesk.help_center.checking.ports import (
    AsksCodes,
    AsksLists,
    JudgesNames,
    KnowsFakes,
    Limiter,
    OwnTickets,
    Registry,
)
from walletdesk.kernel.errors import SecretStopped, TooLarge
from walletdesk.kernel.viewers import Viewer

PER_ADDRESS = (60, 60)  # a whole mobile network may share one
MOST = 5  # things of one message
_WORST_FIRST = (Answer.KNOWN_BAD, Answer.NOT_OURS, Answer.UNTOLD, Answer.OFFICIAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checking:
    registry: Registry
    names: JudgesNames
    lists: AsksLists
    fakes: KnowsFakes
    codes: AsksCodes
    tickets: OwnTickets
    limiter: Limiter
    holds_secret: Callable[[str], bool]

    async def check(self, text: str, viewer: Viewer, address: str, *, is_code: bool = False) -> list[Checked]:
        """What can be said of each thing in it, the worst first; empty for an empty paste.

        ``is_code``: it was typed where a code belongs. Raises SecretStopped, TooLarge and TooMany.
        """
        await self.limiter.hit(f"verify:{address}", *PER_ADDRESS)
        if len(text) > LONGEST:
            raise TooLarge
        if self.holds_secret(text):
            raise SecretStopped
        things = [Thing(What.CODE, text.strip())] if is_code and text.strip() else self._things(text)
        return worst_first([await self.of(thing, viewer, address) for thing in things[:MOST]])

    def _things(self, text: str) -> list[Thing]:
        if not text.strip():
            return []
        whole = thing_in(text)
        if whole is not None:
            return [whole]
        return list(dict.fromkeys(self.registry.contacts_in(text))) or [Thing(What.OTHER, "")]

    async def of(self, thing: Thing, viewer: Viewer, address: str) -> Checked:
        """What can be said of one thing. Raises TooMany for codes."""
        if thing.what is What.CODE:
            return await self._code(thing, viewer, address)
        if thing.what is What.TICKET:
            return await self._ticket(thing, viewer)
        if thing.what is What.ADDRESS:
            return Checked(thing=thing, answer=Answer.NOT_OURS)
        if thing.what is What.OTHER:
            return Checked(thing=thing, answer=Answer.UNTOLD)
        return await self._channel(thing)

    async def _channel(self, thing: Thing) -> Checked:
        if channel := self.registry.official(thing.what.value, thing.value):
            return Checked(thing=thing, answer=Answer.OFFICIAL, channel=channel)
        alike = self.names.alike(thing) if thing.what is not What.PHONE else None
        has_host = thing.what in (What.SITE, What.MAIL)
        lists = tuple(await self.lists.about(thing.value)) if has_host else ()
        fake = await self.fakes.about(thing)
        said = Checked(thing=thing, answer=Answer.KNOWN_BAD, alike=alike, lists=lists, fake=fake)
        return said if lists or fake else replace(said, answer=self._unlisted(said))

    def _unlisted(self, said: Checked) -> Answer:
        """A place under our own name may be ours; and without a list, nothing is missing on it."""
        if said.is_lookalike:
            return Answer.NOT_OURS
        return Answer.UNTOLD if said.alike or not self.registry.is_published() else Answer.NOT_OURS

    async def _code(self, thing: Thing, viewer: Viewer, address: str) -> Checked:
        if not is_code(thing.value):
            return Checked(thing=thing, answer=Answer.NOT_OURS)
        code = await self.codes.check(thing.value, viewer, address)
        return Checked(thing=thing, answer=Answer.OFFICIAL if code.ours else Answer.NOT_OURS, code=code)

    async def _ticket(self, thing: Thing, viewer: Viewer) -> Checked:
        """Theirs; never a number of ours; or not to be told here.

        The last is said of a stranger's ticket and of none alike. It is said to contacts as well: their
        ticket may belong to a conversation that they began on another device.
        """
        number = ticket_number(thing.value)
        if number in await self.tickets.numbers_of(viewer):
            return Checked(thing=thing, answer=Answer.OFFICIAL)
        return Checked(
            thing=thing, answer=Answer.UNTOLD if self.tickets.may_exist(number) else Answer.NOT_OURS
        )


def worst_first(said: Sequence[Checked]) -> list[Checked]:
    return sorted(said, key=lambda one: (_WORST_FIRST.index(one.answer), not one.is_lookalike))
