"""The list as every part of the house asks it: in memory, exact, and never by how a name ends."""

from collections.abc import Iterable, Iterator, Sequence

from walletdesk.registry import normal
from walletdesk.registry.foreign import found_in
from walletdesk.registry.model import Entry, Foreign, Kind, Reason
from walletdesk.registry.platforms import named_by

Key = tuple[Kind, str]


class Registry:
    """``own``: hosts of this installation, whose pages are ours before anything was published."""

    def __init__(self, own: Iterable[str] = ()) -> None:
        self._own = {place for text in own if (place := normal.site(text))}
        self._entries: tuple[Entry, ...] = ()
        self._index: dict[Key, Entry] = {}
        self._national: set[str] = set()
        self.use(())

    def use(self, entries: Sequence[Entry]) -> None:
        """Ask these from now on."""
        self._entries = tuple(entries)
        own = {(Kind.SITE, host): Entry(kind=Kind.SITE, value=host) for host in self._own}
        self._index = own | {entry.key: entry for entry in self._entries}
        self._national = {normal.national(one.value) for one in self._entries if one.kind is Kind.PHONE}

    def entries(self) -> Sequence[Entry]:
        return self._entries

    def named(self, name: str) -> Entry | None:
        return next((entry for entry in self._entries if entry.name == name), None)

    def official(self, kind: Kind | str, value: str) -> Entry | None:
        """The entry that says this is ours, after normalisation.

        Of kind site an address counts by its host, or as the page, handle, number or app that it names: the
        entry's own kind says as what. A handle without ``platform:`` counts on any platform.
        """
        return self._first(_keys(Kind(kind), value))

    def foreign(self, text: str) -> list[Foreign]:
        """What can be contacted in a text of ours and is not listed: links, mail, handles, numbers."""
        return [self._told(one) for one in found_in(text) if not self._is_ours(one)]

    def _is_ours(self, one: Foreign) -> bool:
        if one.kind is Kind.PHONE:
            digits = "".join(letter for letter in one.value if letter.isdigit()).lstrip("0")
            return self.official(Kind.PHONE, one.value) is not None or (
                not one.value.startswith("+") and digits in self._national
            )
        return self.official(one.kind, one.value) is not None

    def _told(self, one: Foreign) -> Foreign:
        return Foreign(kind=one.kind, value=one.value, start=one.start, end=one.end, reason=_reason(one))

    def _first(self, keys: Iterable[Key]) -> Entry | None:
        for kind, value in keys:
            if kind is Kind.HANDLE and value.startswith(":"):
                if found := self._on_any_platform(value):
                    return found
            elif found := self._index.get((kind, value)):
                return found
        return None

    def _on_any_platform(self, name: str) -> Entry | None:
        handles = (entry for entry in self._entries if entry.kind is Kind.HANDLE)
        return next((entry for entry in handles if entry.value.partition(":")[2] == name[1:]), None)


def _reason(one: Foreign) -> Reason:
    if one.kind is not Kind.SITE or normal.site(one.value):
        return Reason.NOT_LISTED
    return Reason.HIDES_HOST if "@" in one.value else Reason.UNREADABLE


def _keys(kind: Kind, value: str) -> Iterator[Key]:
    """What an entry may be called that covers this value, the most exact first."""
    if kind in (Kind.SITE, Kind.PAGE):
        yield from _addresses(kind, value.strip())
    elif known := normal.normal(kind, value):
        yield kind, known
        if kind is Kind.MAIL:
            yield kind, known.rpartition("@")[2]


def _addresses(kind: Kind, value: str) -> Iterator[Key]:
    whole = value if "://" in value or "/" not in value else f"https://{value}"
    found = normal.link(whole)
    if found is not None:
        yield Kind.PAGE, found.address
        yield from named_by(found.host, found.path, found.query)
    if kind is Kind.SITE:
        yield from _sites(found.host if found else normal.site(whole))


def _sites(place: str | None) -> Iterator[Key]:
    if place is None:
        return
    yield Kind.SITE, place
    parts = place.split(".")
    yield from ((Kind.SITE, f"*.{'.'.join(parts[i:])}") for i in range(1, len(parts) - 1))
