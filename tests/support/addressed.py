"""A whole Walletdesk in this process at an address of this machine, for pages of real browsers."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.support.asgi import listening
from tests.support.installation import Installation, installation
from tests.support.web import free_port


@asynccontextmanager
async def addressed(template: Path, folder: Path, **more: Any) -> AsyncIterator[Installation]:  # noqa: ANN401 - as installation takes them
    """On SQLite. ``template``: an empty installation; ``more``: what an installation takes."""
    database = shutil.copy(template, folder / "walletdesk.db")
    port = free_port()
    home = f"http://127.0.0.1:{port}"
    async with (
        installation(f"sqlite:///{database}", folder, home=home, **more) as house,
        listening(house.system.web, port),
    ):
        yield house
