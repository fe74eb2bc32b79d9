"""What machines ask a running desk: does the process live, can it take work, what are its numbers."""

import asyncio
import hmac
import logging
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec
from litestar.connection import Request
from litestar.handlers import HTTPRouteHandler, get
from litestar.response import Response

from walletdesk.kernel.errors import NotFound
from walletdesk.platform.http.access import Access, access
from walletdesk.platform.http.origins import header, is_this_machine
from walletdesk.platform.http.web import Ready, visit_of
from walletdesk.platform.settings import secret_from
from walletdesk.platform.telemetry import exposition

log: Final = logging.getLogger("walletdesk.http")
_PATIENCE: Final = 2.0  # seconds for one check; a probe that hangs is a probe that failed
_MEGABYTE: Final = 1_000_000
_METRICS_TYPE: Final = "text/plain; version=1.0.0; charset=utf-8"


class Readiness(msgspec.Struct, frozen=True):
    """``failing``: names of what is not ready; the reasons are in the log, not on the wire."""

    ready: bool
    failing: list[str]


def enough_space(folder: Path, *, megabytes: int = 200) -> Ready:
    """A readiness check: there is room to keep what people send."""

    async def check() -> str | None:
        free = await asyncio.to_thread(lambda: shutil.disk_usage(folder).free // _MEGABYTE)
        return None if free >= megabytes else f"{free} MB free of {megabytes} MB wanted"

    return check


def writable(folder: Path) -> Ready:
    """A readiness check: files can be made in this folder."""

    async def check() -> str | None:
        return None if await asyncio.to_thread(os.access, folder, os.W_OK) else "cannot be written"

    return check


def probes(readiness: Mapping[str, Ready]) -> list[HTTPRouteHandler]:
    @get("/healthz", opt=access(Access.PUBLIC), include_in_schema=False)
    async def healthz() -> dict[str, bool]:
        return {"alive": True}

    @get("/readyz", opt=access(Access.PUBLIC), include_in_schema=False)
    async def readyz() -> Response[Readiness]:
        reasons = await asyncio.gather(*(_asked(check) for check in readiness.values()))
        failing = {name: reason for name, reason in zip(readiness, reasons, strict=True) if reason}
        if failing:
            log.warning("Not ready.", extra={"failing": failing})
        status = 503 if failing else 200
        return Response(Readiness(not failing, sorted(failing)), status_code=status)

    @get("/metrics", opt=access(Access.PUBLIC), include_in_schema=False)
    async def metrics(request: Request[Any, Any, Any]) -> Response[bytes]:
        if not _may_scrape(request):
            raise NotFound
        return Response(exposition(), media_type=_METRICS_TYPE)

    return [healthz, readyz, metrics]


async def _asked(check: Ready) -> str | None:
    try:
        async with asyncio.timeout(_PATIENCE):
            return await check()
    except Exception as error:  # a check that breaks is a check that failed; the desk itself goes on
        return type(error).__name__


def _may_scrape(request: Request[Any, Any, Any]) -> bool:
    """Only this machine, or who shows the token of the file; a wrong guess looks like a wrong address."""
    settings = visit_of(request.scope).web.settings
    if settings.http.metrics_token_file:
        shown = (header(request.scope, b"authorization") or "").encode()
        return hmac.compare_digest(shown, f"Bearer {secret_from(settings.http.metrics_token_file)}".encode())
    return is_this_machine(request.scope, settings)
