"""Answering for ``/ui/...``: the only answers that browsers and proxies between may keep."""

import re
from typing import Final

from litestar.types import Send

from walletdesk.platform.http.assets import Asset, Assets
from walletdesk.platform.http.origins import header
from walletdesk.platform.http.web import Scope

PREFIXES: Final = ("/ui/", "/assets/")
_DIGEST: Final = re.compile("[0-9a-f]{16}")
_FOR_EVER: Final = b"public, max-age=31536000, immutable"
_ASK_AGAIN: Final = b"public, no-cache"
# Addresses that stand in the pages of others and can carry no digest.
ALIASES: Final = {
    "/widget.js": "loader/widget.js",
    "/sdk.js": "sdk/sdk.js",
    "/favicon.ico": "shared/favicon.ico",
}
_MINUTES: Final = b"public, max-age=300"


def asset_for(path: str, assets: Assets) -> tuple[Asset, bytes] | None:
    """The file for an address and how long it may be kept."""
    if path in ALIASES:
        found = assets.find(ALIASES[path])
        return (found, _MINUTES) if found else None
    whole = path.split("/", 2)[2]
    version, _, name = whole.partition("/")
    kept = version == assets.version
    found = assets.find(name) if kept or _DIGEST.fullmatch(version) else assets.source(whole)
    return (found, _FOR_EVER if kept else _ASK_AGAIN) if found else None


def is_static(path: str) -> bool:
    return path.startswith(PREFIXES) or path in ALIASES


async def send_asset(scope: Scope, send: Send, asset: Asset, keep: bytes) -> None:
    headers = [
        (b"etag", asset.etag.encode()),
        (b"cache-control", keep),
        (b"vary", b"accept-encoding"),
        (b"content-type", asset.type.encode()),
    ]
    if scope["path"] in ALIASES:
        headers.append((b"cross-origin-resource-policy", b"cross-origin"))  # a wallet's own page loads it
    if asset.etag in (header(scope, b"if-none-match") or ""):
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        return
    compressed = asset.compressed if "gzip" in (header(scope, b"accept-encoding") or "") else None
    body = compressed if compressed is not None else asset.body
    if compressed is not None:
        headers.append((b"content-encoding", b"gzip"))
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
