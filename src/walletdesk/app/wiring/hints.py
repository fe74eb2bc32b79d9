"""Hints for the wallet's back end. Without an address for them nothing is planned and nothing leaves."""

from collections.abc import Mapping
from datetime import timedelta

from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import Heart
from walletdesk.app.wiring.people import Contacts
from walletdesk.integrations import Hinting, read_secrets
from walletdesk.platform.connector import Connector, Outgoing
from walletdesk.platform.db import SqlWork, works
from walletdesk.platform.settings import secret_from

MOST_ANSWERED = 10_000  # bytes: whoever takes a hint has nothing to tell us


def hints(engine: Engine, contacts: Contacts, heart: Heart) -> Hinting | None:
    """None where no address is set."""
    push = engine.settings.push
    if not push.url:
        return None
    connector = Connector(engine.settings.connector)

    async def send(body: bytes, headers: Mapping[str, str]) -> int:
        asked = Outgoing(
            url=push.url,
            method="POST",
            headers={"Content-Type": "application/json", **headers},
            body=body,
            most_bytes=MOST_ANSWERED,
        )
        return (await connector.send(asked)).status

    return Hinting(
        open_work=works(engine.db, SqlWork),
        archive=heart.archive,
        contacts=contacts.book,
        send=send,
        secrets=read_secrets(secret_from(push.secret_file)),
        after=timedelta(seconds=push.after_seconds),
        clock=engine.clock,
    )
