"""A mail address that can stand in an envelope and a header without being anything else."""

import re
from typing import NewType

Address = NewType("Address", str)

LONGEST = 254  # RFC 5321: the longest path
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def address(text: str) -> Address:
    """Plain ASCII, lower-case domain (internationalised ones as xn--). ValueError for anything unusual.

    No quotes, comments, routes or literals: what we send to was typed into a form, not copied from a mail.
    """
    local, at, domain = text.rpartition("@")
    domain = domain.encode("idna").decode("ascii").lower() if domain else ""
    labels = domain.split(".")
    fits = len(local) <= 64 and len(local) + 1 + len(domain) <= LONGEST and len(labels) > 1
    if not (at and fits and _LOCAL.fullmatch(local) and all(map(_LABEL.fullmatch, labels))):
        raise ValueError("not a mail address")
    return Address(f"{local}@{domain}")


def domain_of(address: Address) -> str:
    return address.rpartition("@")[2]
