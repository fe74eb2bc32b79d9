"""``walletdesk fake-provider``: a messaging provider played on this machine, and nowhere else.

What is typed is said by a contact; what we answer there is printed.
"""

import asyncio
import sys
from itertools import count
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

import click

from walletdesk.kernel.clock import millis, utc_now

if TYPE_CHECKING:
    from walletdesk.channels.messaging.fakes import Fake
    from walletdesk.platform.connector import Connector

KINDS: Final = (  # a test compares them with those that are played
    "discord",
    "instagram",
    "line",
    "messenger",
    "slack",
    "telegram",
    "wechat",
    "wecom",
    "weibo",
    "whatsapp",
    "x",
)
HERE: Final = frozenset({"127.0.0.1", "localhost"})


@click.command("fake-provider")
@click.argument("kind", type=click.Choice(KINDS))
@click.option(
    "--to", required=True, help="The webhook of an inbox on this machine: http://127.0.0.1:8080/hooks/..."
)
@click.option(
    "--port", type=click.IntRange(1024, 65535), default=9100, show_default=True, help="Where it listens."
)
def fake_provider(kind: str, to: str, port: int) -> None:
    """Play a messaging provider on this machine: each line you type is said by a contact."""
    from walletdesk.channels.messaging.fakes import fakes  # noqa: PLC0415 - when it is called

    if urlsplit(to).hostname not in HERE:
        raise click.ClickException("A played provider calls this machine alone.")
    asyncio.run(_play(fakes()[kind](), to, port))


async def _play(fake: "Fake", to: str, port: int) -> None:
    import uvicorn  # noqa: PLC0415

    from walletdesk.platform.connector import Connector  # noqa: PLC0415
    from walletdesk.platform.settings import ConnectorSettings  # noqa: PLC0415

    for key, value in {**fake.given, "api": f"http://127.0.0.1:{port}"}.items():
        click.echo(f"{key} = {value}")
    click.echo(f'connector.may_reach = ["127.0.0.1:{port}"]')
    server = uvicorn.Server(
        uvicorn.Config(Played(fake), host="127.0.0.1", port=port, log_level="warning", lifespan="off")
    )
    serving = asyncio.create_task(server.serve())
    connector = Connector(ConnectorSettings(may_reach=[urlsplit(to).netloc]))
    ids = count(millis(utc_now()))
    while line := await asyncio.to_thread(sys.stdin.readline):
        await _say(fake, connector, to, str(next(ids)), line.strip())
    server.should_exit = True
    await serving


async def _say(fake: "Fake", connector: "Connector", to: str, id: str, text: str) -> None:
    from walletdesk.channels.messaging.fakes import Told  # noqa: PLC0415
    from walletdesk.platform.connector import NotReached, Outgoing  # noqa: PLC0415

    hook = fake.hook(Told(id=id, text=text), utc_now()) if text else None
    if hook is None:
        return
    url = f"{to}?{urlencode(hook.query)}" if hook.query else to
    asked = Outgoing(url=url, method="POST", headers=hook.headers, body=hook.body)
    try:
        click.echo(f"-> {(await connector.send(asked)).status}")
    except NotReached as refusal:
        click.echo(f"-> {refusal.why.value}", err=True)


class Played:
    """The provider's API, as a program that answers over HTTP."""

    def __init__(self, fake: "Fake") -> None:
        self._fake = fake

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI's own shapes
        from walletdesk.channels.messaging.fakes.base import Asked  # noqa: PLC0415

        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        headers = {name.decode().lower(): value.decode() for name, value in scope["headers"]}
        query = dict(parse_qsl(scope["query_string"].decode(), keep_blank_values=True))
        before = len(self._fake.sent)
        answer = self._fake.answer(
            Asked(method=scope["method"], path=scope["path"], query=query, headers=headers, body=body)
        )
        for sent in self._fake.sent[before:]:
            click.echo(f"<- {sent.text or 'a file'}")
        await send({"type": "http.response.start", "status": answer.status, "headers": []})
        await send({"type": "http.response.body", "body": answer.body})
