"""The browser's files as a real server sends them: packed, under the addresses that its pages name."""

from walletdesk.platform.http import Assets
from walletdesk.platform.http.static import asset_for, is_static

ASSETS = Assets()


def delivered(path: str) -> tuple[str, bytes] | None:
    """The type and the body of a file; nothing where a real server has none."""
    found = asset_for(path, ASSETS) if is_static(path) else None
    return (found[0].type, found[0].body) if found else None
