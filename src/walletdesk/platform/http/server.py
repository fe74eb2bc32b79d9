"""How uvicorn is run. What it must not do by itself: compress sockets, log addresses, believe proxies."""

from typing import TYPE_CHECKING, Any, Final

from walletdesk.platform.settings import Settings

if TYPE_CHECKING:
    from uvicorn import Config

_FRAME_BYTES: Final = 256_000  # a message of 10,000 letters in any script, with room for its envelope
_GRACE: Final = 10  # seconds for requests under way when the desk is told to stop


def server_config(app: Any, settings: Settings) -> "Config":
    """For ``uvicorn.Server``. Our own edge knows who is behind a proxy and writes the access lines."""
    from uvicorn import Config  # noqa: PLC0415 - only the serving process needs it

    from walletdesk.platform.http.protocol import BoundedHttp  # noqa: PLC0415
    from walletdesk.platform.http.socket_protocol import DirectSockets  # noqa: PLC0415

    return Config(
        app,
        host=settings.http.host,
        port=settings.http.port,
        loop="uvloop",
        http=BoundedHttp,
        ws=DirectSockets,
        ws_max_size=_FRAME_BYTES,
        ws_ping_interval=30.0,
        ws_ping_timeout=60.0,  # the default of 20 s closes sockets when the machine stalls
        ws_per_message_deflate=False,  # 52 to 118 KB a socket, for messages of 200 bytes
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=4096,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=_GRACE,
    )
