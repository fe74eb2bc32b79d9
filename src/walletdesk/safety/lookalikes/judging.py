"""The judge: a domain, an address of mail or a handle beside those that are ours."""

from collections.abc import Iterable
from functools import lru_cache

from walletdesk.safety.lookalikes.hosts import Host, host_of
from walletdesk.safety.lookalikes.names import DISTINCT, LURES, Brand, joined, resembles
from walletdesk.safety.lookalikes.skeletons import plain, seen, skeleton
from walletdesk.safety.lookalikes.verdicts import NOTHING_ALIKE, Likeness, Reason, Trick, Verdict


def lookalike(value: str, official: Iterable[str], names: Iterable[str] = ()) -> Likeness:
    """What ``value`` is beside the official domains and handles (those begin with ``@``).

    ``names`` are ours without being an address: what the wallet is called.
    ``value`` is a domain, a link, a mail address or a handle. Ours is only what is listed letter for letter.
    """
    ours = _ours(tuple(official), tuple(names))
    text = value.strip()
    if text.startswith("@") or "." not in text:
        return _judged_handle(text, ours)
    host = host_of(text)
    if host is None:
        return _judged_handle(text, ours)
    return _judged_host(host, ours, was_hidden=seen(text) != text)


class _Ours:
    """What is listed, and the names that fakes of it would bear."""

    def __init__(self, official: tuple[str, ...], names: tuple[str, ...]) -> None:
        self.handles = {one.lstrip("@").casefold() for one in official if one.startswith("@")}
        listed = [host for one in official if not one.startswith("@") and (host := host_of(one))]
        hosts = [host for host in listed if not host.is_shared]
        self.handles |= {account for host in listed if host.is_shared and (account := _account(host))}
        self.hosts = {host.ascii for host in hosts}
        self.zones = {host.registrable for host in hosts}
        self.brands = _brands(hosts, self.handles, names)


def _brands(hosts: list[Host], handles: set[str], names: tuple[str, ...]) -> list[Brand]:
    """The longest first, so that the closest is named."""
    named = {host.parts[-1]: host.registrable for host in hosts}
    for handle in sorted(handles):
        core = "".join(part for part in handle.replace("-", "_").split("_") if part not in LURES)
        if len(core) > 3 and not any(resembles(core, Brand(name, "")) for name in named):
            named[core] = f"@{handle}"
    for name in names:
        named.setdefault(joined(name).casefold(), name)
    return sorted((Brand(n, d) for n, d in named.items()), key=lambda brand: (-len(brand.name), brand.name))


def _account(host: Host) -> str:
    """The first part of the path, which on a shared host is somebody's account."""
    return host.path.partition("/")[0].partition("?")[0].lstrip("@").casefold()


@lru_cache(maxsize=8)
def _ours(official: tuple[str, ...], names: tuple[str, ...]) -> _Ours:
    return _Ours(official, names)


def _judged_host(host: Host, ours: _Ours, *, was_hidden: bool) -> Likeness:
    reasons = [*_decorated(host, ours), *([Reason(Trick.HIDDEN, host.name, "")] if was_hidden else [])]
    if host.ascii in ours.hosts or host.ascii.removeprefix("www.") in ours.hosts:
        return Likeness(Verdict.OFFICIAL)
    if host.is_shared and _account(host) in ours.handles:
        return Likeness(Verdict.OFFICIAL)
    if host.registrable in ours.zones:
        return Likeness(Verdict.NOT_OURS, (Reason(Trick.UNDER_OURS, host.name, host.registrable),))
    reasons += [reason for brand in ours.brands if (reason := _imitated(host, brand))][:1]
    if host.is_shared and not reasons and (account := _account(host)):
        return _judged_handle(account, ours)
    return _likeness(reasons)


def _likeness(reasons: list[Reason]) -> Likeness:
    tricks = {reason.trick for reason in reasons}
    return Likeness(Verdict.LOOKALIKE, tuple(reasons)) if tricks - {Trick.HIDDEN} else NOTHING_ALIKE


def _decorated(host: Host, ours: _Ours) -> list[Reason]:
    """Our name before the @ of a link: what a reader sees first, and a browser ignores."""
    shown = skeleton(joined(host.decoration))
    brands = [brand for brand in ours.brands if len(brand.name) > 3 and brand.skeleton in shown]
    return [Reason(Trick.DECORATION, host.decoration, b.domain, host.name) for b in brands][:1]


def _imitated(host: Host, brand: Brand) -> Reason | None:
    """The registered name first, then whatever stands in front of it."""
    if not host.parts:
        return None
    *front, main = host.parts
    trick = None if host.is_shared else resembles(main, brand)
    if trick:
        return Reason(trick, main if trick is not Trick.ENDING else host.name, brand.domain, host.registrable)
    found = next((part for part in front if _stands_in_front(part, host, brand)), None)
    if found is None and _across_the_dots(host, brand):
        found = host.name
    return Reason(Trick.IN_FRONT, found, brand.domain, host.registrable) if found else None


def _stands_in_front(part: str, host: Host, brand: Brand) -> bool:
    trick = resembles(part, brand)
    if trick is None or len(brand.skeleton) >= DISTINCT:
        return trick is not None
    rest = plain(host.name).replace("-", ".").split(".")
    return (
        trick is Trick.ADDED
        or f".{brand.domain}." in f".{host.ascii}"
        or host.suffix.count(".") > 0
        or any(part in LURES for part in rest[: -host.suffix.count(".") - 1])
    )


def _across_the_dots(host: Host, brand: Brand) -> bool:
    """A long name that only shows when the dots are overlooked: sample.wallet-help.example."""
    if len(brand.skeleton) <= DISTINCT or any(
        brand.skeleton in skeleton(joined(each)) for each in host.parts
    ):
        return False
    ending = f".{host.suffix}"
    return brand.skeleton in skeleton(joined(host.name.removesuffix(ending) if host.is_shared else host.name))


def _judged_handle(text: str, ours: _Ours) -> Likeness:
    handle = text.lstrip("@").casefold()
    if handle in ours.handles:
        return Likeness(Verdict.OFFICIAL)
    found = ((brand, resembles(seen(handle), brand)) for brand in ours.brands)
    reason = next((Reason(trick, handle, brand.domain) for brand, trick in found if trick), None)
    return _likeness([reason] if reason else [])
