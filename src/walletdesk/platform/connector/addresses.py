"""Which IP addresses are out there, and which are somebody's own machine in disguise."""

import ipaddress
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_SIX_TO_FOUR: Final = ipaddress.IPv6Network("2002::/16")
_WRAPPINGS: Final = tuple(  # each carries an IPv4 address in its last 32 bits
    ipaddress.IPv6Network(network)
    for network in ("64:ff9b::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "::/96")
)
_LOCAL: Final = tuple(  # not global by their registration; Python 3.11 does not know all of them
    ipaddress.IPv6Network(network)
    for network in ("64:ff9b:1::/48", "2001::/23", "5f00::/16", "3fff::/20", "fec0::/10")
)


def is_public(text: str) -> bool:
    """Whether this is an address of the public internet, after taking off every wrapping.

    ``is_global`` alone says yes to multicast, to NAT64 and to 6to4 of 127.0.0.1.
    """
    try:
        address = _unwrapped(ipaddress.ip_address(text))
    except ValueError:
        return False
    if any(address in network for network in _LOCAL if network.version == address.version):
        return False
    out_there = address.is_global and not address.is_private
    return out_there and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _unwrapped(address: Address) -> Address:
    """The IPv4 address that an IPv6 address carries, where its kind carries one."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _SIX_TO_FOUR:
        return ipaddress.IPv4Address((int(address) >> 80) & 0xFFFFFFFF)
    if any(address in network for network in _WRAPPINGS):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address
