"""Sending one request to one checked address: resolved once, and connected to exactly what was checked."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from walletdesk.platform.connector.addresses import is_public
from walletdesk.platform.connector.messages import Incoming, NotReached, Outgoing, Why
from walletdesk.platform.settings import ConnectorSettings
from walletdesk.platform.telemetry import counter

if TYPE_CHECKING:
    import httpx

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

_SENT: Final = counter("walletdesk_outgoing_total", "Requests to other machines.", ("outcome",))
_SCHEMES: Final = {"http": 80, "https": 443}
_BRACKETS: Final = str.maketrans("", "", "[]")
_MEGABYTE: Final = 1_000_000
_LONGEST_URL: Final = 2_000


async def resolve(host: str, port: int) -> Sequence[str]:
    """What the system's resolver says."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a request goes: ``addresses`` were checked and are all that is connected to."""

    url: "httpx.URL"
    addresses: tuple[str, ...]


class Connector:
    """``trusted``: other roots than the usual ones, for a server of the operator's own."""

    def __init__(
        self,
        settings: ConnectorSettings,
        *,
        resolve: Resolve = resolve,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        self._settings = settings
        self._may_reach = frozenset(pair.lower().translate(_BRACKETS) for pair in settings.may_reach)
        self._resolve = resolve
        self._trusted = trusted

    async def send(self, asked: Outgoing) -> Incoming:
        """Raises NotReached. The deadline covers all of it: name, line, answer to the last byte."""
        try:
            async with asyncio.timeout(asked.seconds or self._settings.seconds):
                answer = await self._exchange(asked, await self._target(asked.url))
        except TimeoutError:
            _SENT.add(1, Why.TOO_SLOW)
            raise NotReached(Why.TOO_SLOW) from None
        except NotReached as refusal:
            _SENT.add(1, refusal.why)
            raise
        _SENT.add(1, "answered")
        return answer

    async def _target(self, url: str) -> _Target:
        parsed = _parsed(url)
        port = parsed.port or _SCHEMES[parsed.scheme]
        allowed = f"{parsed.host}:{port}" in self._may_reach
        if not allowed and port not in _SCHEMES.values():
            raise NotReached(Why.ADDRESS, may_have_left=False)
        try:
            addresses = await self._resolve(parsed.host, port)
        except (OSError, UnicodeError):
            raise NotReached(Why.UNREACHABLE, may_have_left=False) from None
        # One bad address among good ones is how a name is made to point at us: then none of them is called.
        if not addresses or not (allowed or all(is_public(address) for address in addresses)):
            raise NotReached(Why.ADDRESS, may_have_left=False)
        return _Target(parsed, tuple(dict.fromkeys(addresses)))

    async def _exchange(self, asked: Outgoing, target: _Target) -> Incoming:
        import httpx  # noqa: PLC0415 - with the first request that leaves the house

        for address in target.addresses:
            try:
                return await self._call(asked, target.url, address)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue  # nothing was sent yet; the name may have another address
            except (httpx.InvalidURL, httpx.ProtocolError, UnicodeError):
                raise NotReached(Why.UNREADABLE) from None
            except (httpx.TransportError, OSError):
                raise NotReached(Why.UNREACHABLE) from None
        raise NotReached(Why.UNREACHABLE, may_have_left=False)

    async def _call(self, asked: Outgoing, url: "httpx.URL", address: str) -> Incoming:
        """On a line of its own: a line that was kept was checked for another name."""
        import httpx  # noqa: PLC0415

        self._trusted = self._trusted or httpx.create_ssl_context(trust_env=False)
        own = {"Host": url.netloc.decode("ascii"), "User-Agent": "Walletdesk", "Accept-Encoding": "identity"}
        headers = {name: value for name, value in asked.headers.items() if name.title() not in own}
        seconds = asked.seconds or self._settings.seconds  # of each step; ``send`` bounds them all together
        async with httpx.AsyncClient(
            verify=self._trusted, trust_env=False, follow_redirects=False, timeout=seconds
        ) as client:
            place = url.copy_with(host=address)
            content = asked.body or None
            request = client.build_request(asked.method, place, headers={**headers, **own}, content=content)
            request.extensions["sni_hostname"] = url.host  # the certificate must be that of the name
            return await self._answer(await client.send(request, stream=True), asked.most_bytes)

    async def _answer(self, response: "httpx.Response", most: int | None) -> Incoming:
        most = min(most or self._settings.answer_mb * _MEGABYTE, self._settings.answer_mb * _MEGABYTE)
        try:
            if response.headers.get("content-encoding", "identity") != "identity":
                raise NotReached(Why.UNREADABLE)  # a few packed bytes may become gigabytes
            body = bytearray()
            async for piece in response.aiter_raw():
                body += piece
                if len(body) > most:
                    raise NotReached(Why.TOO_LARGE)
        finally:
            await response.aclose()
        return Incoming(status=response.status_code, headers=dict(response.headers), body=bytes(body))


def _parsed(url: str) -> "httpx.URL":
    """Parsed once, by the library that will send it: two parsers are two opinions on where it goes."""
    import httpx  # noqa: PLC0415

    try:
        parsed = httpx.URL(url)
        host, port = parsed.host, parsed.port
    except (httpx.InvalidURL, ValueError, UnicodeError):
        raise NotReached(Why.ADDRESS, may_have_left=False) from None
    plain = len(url) <= _LONGEST_URL and url.isascii() and url.isprintable() and not set(url) & set(" \\")
    if not plain or not host or parsed.scheme not in _SCHEMES or parsed.userinfo or port == 0:
        raise NotReached(Why.ADDRESS, may_have_left=False)
    return parsed
