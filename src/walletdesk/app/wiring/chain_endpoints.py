"""Where chains are asked: addresses from the settings, and from a file of their own, as many hold a key."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from walletdesk.chains import UnfitTable
from walletdesk.platform.settings import Finding, Settings, is_private

Addresses = Mapping[str, Sequence[str]]  # by the chain's id, the first first
IN_FILE: Final = "chains.endpoints_file"


def endpoints_of(settings: Settings) -> Addresses:
    """A chain that stands in both is asked where the file says. Raise UnfitTable."""
    return {**settings.chains.endpoints, **_read(settings.chains.endpoints_file)}


def endpoints_in_file(settings: Settings) -> tuple[Addresses, list[Finding]]:
    """With what is wrong with the file itself."""
    file = settings.chains.endpoints_file
    try:
        read = _read(file)
    except UnfitTable as unfit:
        said = "In the file of endpoints: {mistake}"
        return {}, [Finding(said, IN_FILE, values={"mistake": unfit.mistakes[0]})]
    if not file or is_private(Path(file)):
        return read, []
    said = "Others on this machine can read this file. Allow its owner only (mode 600)."
    return read, [Finding(said, IN_FILE, "warning")]


def _read(file: str) -> Addresses:
    """What is wrong is told without a word of the file: its addresses hold keys. Raise UnfitTable."""
    try:
        return msgspec.toml.decode(Path(file).read_bytes(), type=dict[str, list[str]]) if file else {}
    except OSError:
        raise UnfitTable("This file cannot be read.") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise UnfitTable("Here must stand lines like: ethereum = [an address, another one]") from None
