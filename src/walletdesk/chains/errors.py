"""Errors of contracts that are known by name: ``errors.txt``, by the first bytes of what comes back."""

from functools import cache
from pathlib import Path
from types import MappingProxyType

from walletdesk.chains.codecs.eip55 import keccak256
from walletdesk.chains.model.diagnosis import Errors

_SHIPPED = Path(__file__).parent / "errors.txt"


@cache
def known_errors() -> Errors:
    lines = _SHIPPED.read_text("utf-8").splitlines()
    signatures = [line for line in lines if line and not line.startswith("#")]
    return MappingProxyType({keccak256(one.encode())[:4]: one for one in signatures})
