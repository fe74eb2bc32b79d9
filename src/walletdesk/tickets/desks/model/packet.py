"""What a desk needs to begin, and how each of its fields is checked before it is kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Final, Protocol

from walletdesk.kernel.errors import Invalid
from walletdesk.tickets.desks.model.kinds import FORMS, Ask, DeskKind, Field, field_of

LINE = 200  # characters
TEXT = 4_000
SHORTEST_ADDRESS = 26  # characters, of those that are no names
SHORTEST_REASON = 5  # characters; less says nothing
FIRST_BLOCK = datetime(2009, 1, 3, tzinfo=UTC)  # of the oldest chain: nothing was sent before


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a field, or why nothing does. Both empty: not filled in yet."""

    value: str = field(default="", repr=False)
    lacks: str = field(default="", repr=False)

    @property
    def is_filled(self) -> bool:
        return bool(self.value or self.lacks)


Packet = Mapping[str, Entry]  # by the id of the field


@dataclass(frozen=True, slots=True)
class Trouble:
    """``why`` is English, the key of its translation."""

    field: Field
    why: str


class PacketRefused(Invalid):
    """Codes: ``packet_unfit`` where a field has a wrong form, ``packet_incomplete`` where one is missing."""

    code = "packet_unfit"
    message = "Some entries need a look."

    def __init__(self, troubles: Sequence[Trouble], *, code: str = "", message: str = "") -> None:
        super().__init__(message, code=code)
        self.troubles = tuple(troubles)


MISSING: Final = "This is missing."
INCOMPLETE: Final = "Still missing before the desk can begin: {fields}"


class Chains(Protocol):
    """What the rules ask of chains. An empty ``chain`` is any of them."""

    def knows(self, chain: str) -> bool: ...
    def transaction(self, chain: str, text: str) -> str | None:
        """The id as the chain writes it; None where the whole text is not one id of this chain."""

    def address(self, chain: str, text: str) -> str | None:
        """As above; None too where its checksum is wrong."""


@dataclass(frozen=True, slots=True)
class Check:
    """What a field is checked by: the chains, the chain that the packet names, and the time."""

    chains: Chains
    chain: str
    now: datetime


def merged(kind: DeskKind, before: Packet, given: Packet, chains: Chains, now: datetime) -> dict[str, Entry]:
    """The packet with what is given, checked as a whole: another chain makes another address wrong.

    Raises PacketRefused, with every field that does not fit.
    """
    strangers = [id for id in given if field_of(kind, id) is None]
    if strangers:
        raise Invalid("This desk has no such field.")
    whole = {**before, **given}
    check = Check(chains, whole.get("chain", Entry()).value.strip(), now)
    kept: dict[str, Entry] = {}
    troubles: list[Trouble] = []
    for one in FORMS[kind]:
        entry = whole.get(one.id, Entry())
        try:
            kept[one.id] = _checked(one, entry, check)
        except Invalid as wrong:
            troubles.append(Trouble(one, wrong.message))
    if troubles:
        raise PacketRefused(troubles)
    return {id: entry for id, entry in kept.items() if entry.is_filled}


def missing(kind: DeskKind, packet: Packet) -> list[Field]:
    return [one for one in FORMS[kind] if one.required and not packet.get(one.id, Entry()).is_filled]


def require_complete(kind: DeskKind, packet: Packet, asked: Sequence[str] = ()) -> None:
    """``asked``: what the desk wants to know besides, and nobody has answered since."""
    open_ = [one for one in FORMS[kind] if one in missing(kind, packet) or one.id in asked]
    if open_:
        raise PacketRefused(
            [Trouble(one, MISSING) for one in open_], code="packet_incomplete", message=INCOMPLETE
        )


def _checked(asked: Field, entry: Entry, check: Check) -> Entry:
    value, lacks = entry.value.strip(), entry.lacks.strip()
    if value:
        return Entry(value=_CHECKS[asked.ask](asked, value, check))
    if not lacks:
        return Entry()
    if not asked.may_lack:
        raise Invalid("This cannot be left out.")
    if not SHORTEST_REASON <= len(lacks) <= LINE:
        raise Invalid("Say in a few words why there is none.")
    return Entry(lacks=_one_line(lacks))


def _chain(_: Field, value: str, check: Check) -> str:
    if not check.chains.knows(value):
        raise Invalid("The chain table has no such chain.")
    return value


def _transaction(_: Field, value: str, check: Check) -> str:
    if found := check.chains.transaction(check.chain, value):
        return found
    raise Invalid("This is no transaction ID of this chain. Compare every character with where it came from.")


def _address(_: Field, value: str, check: Check) -> str:
    if found := check.chains.address(check.chain, value):
        return found
    raise Invalid("This is no address of this chain. Compare every character with where it came from.")


def _about(_: Field, value: str, check: Check) -> str:
    """Whatever looks like an address must be one; an account may be called anything."""
    line = _line(_, value, check)
    if found := check.chains.address("", line):
        return found
    if line.isalnum() and len(line) >= SHORTEST_ADDRESS:
        raise Invalid("This is no address of any chain we know. Compare every character.")
    return line


def _moment(_: Field, value: str, check: Check) -> str:
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        raise Invalid("This is not a date and time.") from None
    if at.tzinfo is None:
        raise Invalid("Say in which time zone.")
    if at > check.now:
        raise Invalid("This lies in the future.")
    if at < FIRST_BLOCK:
        raise Invalid("There was no chain yet.")
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _day(_: Field, value: str, __: Check) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise Invalid("This is not a date.") from None


def _line(_: Field, value: str, __: Check) -> str:
    if len(value) > LINE:
        raise Invalid("This is too long.")
    return _one_line(value)


def _text(_: Field, value: str, __: Check) -> str:
    if len(value) > TEXT:
        raise Invalid("This is too long.")
    return value


def _choice(asked: Field, value: str, _: Check) -> str:
    if value not in dict(asked.choices):
        raise Invalid("Choose one of the list.")
    return value


_CHECKS: Final[dict[Ask, Callable[[Field, str, Check], str]]] = {
    Ask.CHAIN: _chain,
    Ask.TX_ID: _transaction,
    Ask.ADDRESS: _address,
    Ask.ABOUT: _about,
    Ask.MOMENT: _moment,
    Ask.DAY: _day,
    Ask.LINE: _line,
    Ask.TEXT: _text,
    Ask.CHOICE: _choice,
}


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
