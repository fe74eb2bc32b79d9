"""The floor of every chat path in Python: a bare relay that stores nothing and asks nobody who he is.

Run as a process of its own: ``python -m walletdesk.app.bench.relay_floor SOCKET_FD``.
"""

import asyncio
import socket
import sys
from typing import Any

import uvloop
import websockets
from websockets.asyncio.server import ServerConnection, serve


async def relay(listener: socket.socket) -> None:
    """``name text`` from anyone becomes ``text`` for that name; the sender hears nothing."""
    sockets: dict[str, ServerConnection] = {}

    async def handle(connection: ServerConnection) -> None:
        name = connection.request.path[1:] if connection.request else ""
        sockets[name] = connection
        try:
            async for message in connection:
                to, _, text = str(message).partition(" ")
                await sockets[to].send(text)
        except websockets.ConnectionClosed:
            return
        finally:
            del sockets[name]

    options: dict[str, Any] = {"compression": None, "ping_interval": None, "sock": listener}
    async with serve(handle, **options):
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    uvloop.run(relay(socket.socket(fileno=int(sys.argv[1]))))
