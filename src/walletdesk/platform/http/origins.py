"""Who is calling: the client's true address, and whether a browser sends this from one of our pages."""

import ipaddress
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from walletdesk.platform.http.web import Scope
from walletdesk.platform.settings import Settings

_LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")


def header(scope: Scope, name: bytes) -> str | None:
    """The value of a header; of several the first."""
    for key, value in scope["headers"]:
        if key == name:
            text: str = value.decode("latin-1")
            return text
    return None


def client_address(scope: Scope, settings: Settings) -> str:
    """The peer, or what a trusted proxy says about it. Anybody else's X-Forwarded-For is a claim."""
    client = scope.get("client")
    address: str = client[0] if client else ""
    if not settings.http.trusted_proxies:
        return address
    lines = [value.decode("latin-1") for key, value in scope["headers"] if key == b"x-forwarded-for"]
    hops = [hop.strip() for hop in ",".join(lines).split(",") if hop.strip()]
    while hops and _trusted(address, tuple(settings.http.trusted_proxies)):
        address = hops.pop()  # from the right: each trusted proxy vouches for the one before it
    return address if _is_address(address) else ""


def is_this_machine(scope: Scope, settings: Settings) -> bool:
    """Asked by this machine for itself. A request that was forwarded is somebody else's."""
    forwarded = header(scope, b"x-forwarded-for") or header(scope, b"forwarded") or header(scope, b"via")
    address = client_address(scope, settings)
    return not forwarded and _is_address(address) and ipaddress.ip_address(address).is_loopback


def is_own(origin: str, settings: Settings) -> bool:
    """Whether an Origin header names this installation. ``null`` and nothing do not."""
    return origin in _own_origins(settings.public_url, tuple(settings.http.more_origins))


@cache
def _own_origins(public_url: str, more: tuple[str, ...]) -> frozenset[str]:
    """A desk on this machine is opened under each of the machine's names for itself."""
    parts = urlsplit(public_url)
    here = parts.hostname in ("127.0.0.1", "localhost", "::1")
    port = f":{parts.port}" if parts.port else ""
    names = [f"{parts.scheme}://{name}{port}" for name in _LOOPBACK] if here else []
    return frozenset([public_url, *more, *names])


@cache
def _networks(trusted: tuple[str, ...]) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    return tuple(ipaddress.ip_network(proxy, strict=False) for proxy in trusted)


def _trusted(address: str, trusted: tuple[str, ...]) -> bool:
    if not _is_address(address):
        return False
    peer = ipaddress.ip_address(address)
    return any(peer.version == network.version and peer in network for network in _networks(trusted))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
