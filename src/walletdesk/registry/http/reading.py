"""What anybody reads: the signed list, its change log, and security.txt (RFC 9116)."""

import json
from collections.abc import Sequence
from typing import Any, Final

from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler

from walletdesk.kernel.errors import NotFound
from walletdesk.platform.http import Access, access
from walletdesk.registry.model import Published, said
from walletdesk.registry.watching import Watch

LIST: Final = "/.well-known/wallet-support.json"
CHANGES: Final = "/.well-known/wallet-support-changes.json"
SECURITY: Final = "/.well-known/security.txt"
# Any wallet's page may read it, and nobody keeps an old one for longer than a new one needs to get around.
KEPT: Final = {"Cache-Control": "public, max-age=300", "Access-Control-Allow-Origin": "*"}
JSON: Final = "application/json"


def reading_routes(watch: Watch, public_url: str) -> Sequence[HTTPRouteHandler]:
    public = access(Access.PUBLIC)

    @get(LIST, opt=public, media_type=JSON, include_in_schema=False)
    async def wallet_support(request: Request[Any, Any, Any]) -> Response[bytes]:
        """Byte for byte as it was signed."""
        published = _published(watch)
        return _kept(request, published, published.text.encode(), JSON)

    @get(CHANGES, opt=public, media_type=JSON, include_in_schema=False)
    async def wallet_support_changes(request: Request[Any, Any, Any]) -> Response[bytes]:
        published = _published(watch)
        log = [_change(one) for one in watch.log]
        body = json.dumps({"changes": log}, ensure_ascii=False, indent=1).encode()
        return _kept(request, published, body, JSON)

    @get(SECURITY, opt=public, media_type="text/plain", include_in_schema=False)
    async def security(request: Request[Any, Any, Any]) -> Response[bytes]:
        """Only where a channel is named ``security``: a contact nobody reads helps nobody."""
        published = _published(watch)
        contact = next((one.url for one in published.entries if one.name == "security"), "")
        if not contact:
            raise NotFound
        lines = (
            f"Contact: {contact}",
            f"Expires: {said(published.expires)}",
            "Preferred-Languages: zh, en",
            f"Canonical: {public_url}{SECURITY}",
        )
        return _kept(request, published, ("\n".join(lines) + "\n").encode(), "text/plain")

    return [wallet_support, wallet_support_changes, security]


def _published(watch: Watch) -> Published:
    if watch.published is None:
        raise NotFound
    return watch.published


def _kept(request: Request[Any, Any, Any], published: Published, body: bytes, kind: str) -> Response[bytes]:
    tag = f'"{published.serial}-{published.digest[:16]}"'
    headers = {**KEPT, "ETag": tag}
    if request.headers.get("if-none-match") == tag:
        return Response(b"", status_code=304, headers=headers, media_type=kind)
    return Response(body, headers=headers, media_type=kind)


def _change(published: Published) -> dict[str, Any]:
    return {
        "serial": published.serial,
        "issued": said(published.issued),
        "expires": said(published.expires),
        "digest": published.digest,
        "added": [entry.written for entry in published.added],
        "removed": [entry.written for entry in published.removed],
    }
