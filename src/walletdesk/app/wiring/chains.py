"""The chain table of this installation, and what finds ids of its chains in a text."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from walletdesk.chains import ChainTable, Identifier, Suspicion, UnfitTable, read_table
from walletdesk.platform.settings import Finding, Settings
from walletdesk.safety import Certainty, Verdict, lookalike, screen


def table_of(settings: Settings) -> ChainTable:
    """Raise UnfitTable."""
    return read_table(Path(settings.chains.file) if settings.chains.file else None)


def unfit(settings: Settings) -> list[Finding]:
    """What is wrong with the operator's own file."""
    try:
        table_of(settings)
    except UnfitTable as unfit:
        said = (
            Finding("In the chain table: {mistake}", "chains.file", values={"mistake": m})
            for m in unfit.mistakes
        )
        return list(said)
    return []


def identifier(table: ChainTable) -> Identifier:
    return Identifier(table, screen=_suspicions, is_lookalike=_is_lookalike)


def _suspicions(text: str, context: Sequence[str]) -> list[Suspicion]:
    seen = screen(text, context=context)
    return [Suspicion(f.start, f.end, f.certainty is Certainty.CERTAIN) for f in seen.findings]


@lru_cache(maxsize=64)  # many ids in one text are often links to one site
def _is_lookalike(host: str, known: tuple[str, ...]) -> bool:
    return lookalike(host, known).verdict is Verdict.LOOKALIKE
