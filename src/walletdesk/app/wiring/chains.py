"""The chain table of this installation: what comes with the program, and the operator's own file over it."""

from pathlib import Path

from walletdesk.chains import ChainTable, UnfitTable, read_table
from walletdesk.platform.settings import Finding, Settings


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
