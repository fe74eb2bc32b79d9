"""The list of official channels as a table for a terminal."""

from rich.console import Console
from rich.table import Table

from walletdesk.registry.ports import Archive


async def shown(archive: Archive) -> None:
    listed, newest, trust = await archive.listed(), await archive.newest(), await archive.trust()
    public = newest.entries if newest else ()
    table = Table("Kind", "Channel", "Name", "State")
    for one in listed:
        state = "published" if one.entry in public else "not published yet"
        table.add_row(one.entry.kind.value, one.entry.value, one.entry.name, state)
    kept = {one.entry for one in listed}
    for entry in public:
        if entry not in kept:
            table.add_row(entry.kind.value, entry.value, entry.name, "leaves with the next publication")
    console = Console()
    console.print(table)
    if newest:
        console.print(f"Serial {newest.serial}, believed until {newest.expires:%Y-%m-%d %H:%M} UTC")
    if trust.until:
        console.print(f"The online key may sign until {trust.until:%Y-%m-%d}")
    console.print(f"Root key, public half: {trust.root or 'none yet. Run: walletdesk registry init'}")
