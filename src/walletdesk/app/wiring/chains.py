"""The chain table of this installation, and what finds ids of its chains in a text."""

import logging
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import msgspec

from walletdesk.app.wiring.chain_endpoints import IN_FILE, Addresses, endpoints_in_file, endpoints_of
from walletdesk.app.wiring.chain_families import CALLED, FAMILIES, PROVEN_BY_BLOCK
from walletdesk.chains import (
    Chain,
    ChainTable,
    Diagnosing,
    Identifier,
    Inspecting,
    Suspicion,
    UnfitTable,
    default_table,
    known_errors,
    read_table,
)
from walletdesk.chains.sources.several import SeveralChains
from walletdesk.platform.connector import Connector
from walletdesk.platform.settings import Finding, Settings
from walletdesk.safety import Certainty, Verdict, lookalike, screen

LOG = logging.getLogger(__name__)


def table_of(settings: Settings) -> ChainTable:
    """Raise UnfitTable."""
    return read_table(Path(settings.chains.file)) if settings.chains.file else default_table()


def table_in_use(settings: Settings) -> ChainTable:
    return table_of(usable(settings))


def usable(settings: Settings) -> Settings:
    """Without a file that has a mistake: a typo in one must not keep everybody from being helped.

    Then the chains of this version are used, and none is asked. It is logged once, check-config tells where.
    """
    chains = settings.chains
    if not _can_be_read(table_of, settings, ("chains.file", chains.file)):
        chains = msgspec.structs.replace(chains, file="")
    if not _can_be_read(endpoints_of, settings, (IN_FILE, chains.endpoints_file)):
        chains = msgspec.structs.replace(chains, endpoints={}, endpoints_file="")
    return msgspec.structs.replace(settings, chains=chains)


def _can_be_read(read: Callable[[Settings], object], settings: Settings, place: tuple[str, str]) -> bool:
    try:
        read(settings)
    except UnfitTable as unfit:
        _warn(*place, unfit.mistakes)
        return False
    return True


@lru_cache(maxsize=8)  # many parts ask, once is enough
def _warn(setting: str, file: str, mistakes: tuple[str, ...]) -> None:
    told = {"file": file, "mistakes": list(mistakes)}
    LOG.warning("%s is not used: see walletdesk check-config", setting, extra=told)


def unfit(settings: Settings) -> list[Finding]:
    """What is wrong with the operator's own file."""
    try:
        table = table_of(settings)
    except UnfitTable as unfit:
        said = (
            Finding("In the chain table: {mistake}", "chains.file", values={"mistake": m})
            for m in unfit.mistakes
        )
        return list(said)
    in_file, found = endpoints_in_file(settings)
    found += _unfit_endpoints(settings, table, settings.chains.endpoints, "chains.endpoints")
    return [*found, *_unfit_endpoints(settings, table, in_file, IN_FILE)]


def _unfit_endpoints(
    settings: Settings, table: ChainTable, endpoints: Addresses, place: str
) -> Iterator[Finding]:
    for id, urls in endpoints.items():
        where = f"{place}.{id}"
        chain = table.find(id)
        if chain is None:
            yield Finding("The chain table has no such chain.", where)
        elif chain.family in PROVEN_BY_BLOCK and chain.proof is None:
            yield Finding("The chain table names no proof of this chain; this is not used.", where, "warning")
        elif chain.family in CALLED and not _can_be_asked(chain):
            yield Finding(
                "The chain table does not say what this chain calls itself (chain_id); this is not used.",
                where,
                "warning",
            )
        elif not _can_be_asked(chain):
            yield Finding(
                "This version cannot ask chains of this family; this is not used.", where, "warning"
            )
        for number, url in enumerate(urls):
            if not _may_be_asked(url, settings):
                yield Finding(
                    "This must be an address that begins with https://, or stand in connector.may_reach.",
                    f"{where}[{number}]",
                )


def _may_be_asked(url: str, settings: Settings) -> bool:
    try:
        parts = urlsplit(url)
        place = f"{parts.hostname}:{parts.port or 80}"
    except ValueError:
        return False
    if not parts.hostname or "@" in parts.netloc:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and place in settings.connector.may_reach)


def _can_be_asked(chain: Chain) -> bool:
    if chain.family in PROVEN_BY_BLOCK:
        return chain.proof is not None
    return chain.family in FAMILIES and isinstance(chain.chain_id, CALLED[chain.family])


def askable(settings: Settings, table: ChainTable) -> Sequence[str]:
    """The chains for which the operator named an endpoint that this version can ask. Raise UnfitTable."""
    endpoints = endpoints_of(settings)
    return [chain.id for chain in table if endpoints.get(chain.id) and _can_be_asked(chain)]


def diagnosing(settings: Settings, table: ChainTable) -> Diagnosing:
    """Asks nobody where the operator named no endpoint. Raise UnfitTable."""
    return Diagnosing(_asked(settings, table), known_errors(), table.parties)


def inspecting(settings: Settings, table: ChainTable) -> Inspecting:
    """The same of addresses. Raise UnfitTable."""
    return Inspecting(_asked(settings, table))


def _asked(settings: Settings, table: ChainTable) -> SeveralChains:
    send = Connector(settings.connector).send
    endpoints = endpoints_of(settings)
    sources = {
        id: FAMILIES[table.get(id).family](table.get(id), endpoints[id], send)
        for id in askable(settings, table)
    }
    return SeveralChains(sources, monotonic)


def identifier(table: ChainTable) -> Identifier:
    return Identifier(table, screen=_suspicions, is_lookalike=_is_lookalike)


def _suspicions(text: str, context: Sequence[str]) -> list[Suspicion]:
    seen = screen(text, context=context)
    return [Suspicion(f.start, f.end, f.certainty is Certainty.CERTAIN) for f in seen.findings]


@lru_cache(maxsize=64)  # many ids in one text are often links to one site
def _is_lookalike(host: str, known: tuple[str, ...]) -> bool:
    return lookalike(host, known).verdict is Verdict.LOOKALIKE
