"""How a command asks the installation: everything wired, nothing started, and a refusal said in one line."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from walletdesk.kernel.errors import Refused
from walletdesk.platform.i18n import translate
from walletdesk.platform.settings import SettingsError, load

if TYPE_CHECKING:
    from walletdesk.app.wiring.system import System

T = TypeVar("T")


def asked(config: Path | None, ask: Callable[["System"], Awaitable[T]]) -> T:
    """Beside a running server or without one."""
    from walletdesk.app.operating import at_hand  # noqa: PLC0415 - when it is called

    async def run() -> T:
        async with at_hand(load(config)) as system:
            return await ask(system)

    try:
        return asyncio.run(run())
    except SettingsError as mistakes:
        for finding in mistakes.findings:
            click.echo(finding.said("en"), err=True)
        sys.exit(2)
    except Refused as refusal:
        click.echo(said(refusal), err=True)
        sys.exit(1)


def said(refusal: Refused) -> str:
    return translate("en", refusal.message, **{**refusal.values, **refusal.worded("en")})
