"""The link around an id: read letter by letter, never opened. A known explorer says which chain it was."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from walletdesk.chains.model import Chain, ChainTable, Explorer, Kind, Link, Standing
from walletdesk.chains.model.chain import PLACE

_LONGEST = 300  # characters of a link in front of the id
_ENDS = re.compile(r"[\s<>\"'`()（）\[\]【】「」『』《》,，。；;、|]")
_HAN = re.compile("^.*[\u3000-\u9fff\uff00-\uffef]")
_LINK = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*://)?(?P<site>[^/?#]+)(?P<path>[/?#].*)?")
_SITE = re.compile(r"[^.:@\s]+(?:\.[^.:@\s]+)+")


@dataclass(frozen=True, slots=True)
class Told:
    """``kind`` None: the link does not say whether it is a transaction or an address."""

    link: Link
    kind: Kind | None = None


class Links:
    def __init__(self, table: ChainTable, is_lookalike: Callable[[str, tuple[str, ...]], bool]) -> None:
        self._chains: dict[str, list[tuple[Chain, Explorer]]] = {}
        for chain in table:
            for explorer in chain.explorers:
                self._chains.setdefault(_bare(explorer.host), []).append((chain, explorer))
        self._known = tuple(sorted(self._chains))
        self._is_lookalike = is_lookalike

    def around(self, text: str, start: int) -> Told | None:
        """None where the id at ``start`` stands in no link."""
        match = _LINK.fullmatch(_begun(text[max(0, start - _LONGEST) : start]))
        if match is None or not (match["scheme"] or match["path"]):
            return None
        host = _host(match["site"])
        return self._told(host, match["path"] or "") if host else None

    def _told(self, host: str, path: str) -> Told:
        shown = self._chains.get(_bare(host), [])
        if not shown:
            alike = self._is_lookalike(host, self._known)
            return Told(Link(host, Standing.LOOKALIKE if alike else Standing.UNKNOWN))
        exact = [(chain, kind) for chain, explorer in shown if (kind := _kind(explorer, path))]
        chains = [chain for chain, _ in exact] or [chain for chain, _ in shown]
        ids = tuple(dict.fromkeys(chain.id for chain in chains))
        kinds = {kind for _, kind in exact}
        return Told(Link(host, Standing.EXPLORER, ids), kinds.pop() if len(kinds) == 1 else None)


def _begun(before: str) -> str:
    """The beginning of the link. In Chinese no blank stands in front of it."""
    run = before[max((match.end() for match in _ENDS.finditer(before)), default=0) :]
    scheme = max(run.rfind("https://"), run.rfind("http://"))
    return run[scheme:] if scheme >= 0 else _HAN.sub("", run)


def _kind(explorer: Explorer, path: str) -> Kind | None:
    """By the path that stands in front of the id; a language in front of it does no harm."""
    for pattern, kind in ((explorer.tx, Kind.TX_HASH), (explorer.address, Kind.ADDRESS)):
        front = pattern.partition(PLACE)[0]
        if front and front != "/" and path.endswith(front):
            return kind
    return None


def _host(site: str) -> str | None:
    """What stands behind @ is where it leads; what stands in front only looks like it."""
    name = site.rpartition("@")[2].partition(":")[0].rstrip(".").lower()
    return name if _SITE.fullmatch(name) else None


def _bare(host: str) -> str:
    return host.removeprefix("www.")
