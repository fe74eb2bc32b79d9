"""Taking a web address apart: its host, who registered it, and what only decorates it."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import idna
from publicsuffixlist import PublicSuffixList

from walletdesk.safety.lookalikes.skeletons import seen

_WORDS: Final = Path(__file__).with_name("words")
# Places where anybody may put a page or an account: never ours as a whole, and never bad as a whole.
PLATFORMS: Final = frozenset((_WORDS / "platforms.txt").read_text("ascii").split())  # told apart by the path
HOSTING: Final = frozenset(
    (_WORDS / "hosting.txt").read_text("ascii").split()
)  # by a name in front, as suffixes
_SCHEME = re.compile(r"^\s*[a-z][a-z0-9+.-]{1,20}:(?://|\\\\|/|\\)", re.IGNORECASE)
_DEFANGED = re.compile(r"\[\.]|\(\.\)|\{\.}|\[dot]|\(dot\)", re.IGNORECASE)
_FULL_STOPS = str.maketrans({"\u3002": ".", "\uff0e": ".", "\uff61": ".", "\\": "/"})


@dataclass(frozen=True, slots=True)
class Host:
    """``name`` as a reader sees it, ``ascii`` as machines write it; ``decoration`` stood before an @."""

    name: str
    ascii: str
    registrable: str
    suffix: str
    path: str = ""
    decoration: str = ""

    @property
    def parts(self) -> list[str]:
        """Of the name, without the public suffix; the last is the one that was registered."""
        return self.name.split(".")[: -len(self.suffix.split("."))]

    @property
    def is_shared(self) -> bool:
        """Whether many strangers have pages on it, so that nothing can be said of it as a whole."""
        return self.registrable in PLATFORMS or not self.registrable


def host_of(value: str) -> Host | None:
    """None for what cannot be the address of a site. Nothing is looked up or opened."""
    text = _DEFANGED.sub(".", "".join(value.split())).translate(_FULL_STOPS)
    text = _SCHEME.sub("", text, count=1).lstrip("/")
    authority, _, path = text.partition("/")
    authority = re.split(r"[?#]", authority, maxsplit=1)[0]
    decoration, _, authority = authority.rpartition("@")
    name = seen(unquote(authority)).split(":")[0].strip(".").casefold()
    return _host(name, path, seen(unquote(decoration)).casefold())


def _host(name: str, path: str, decoration: str) -> Host | None:
    parts = name.split(".")
    if len(parts) < 2 or not all(parts) or len(name) > 253 or any(c in name for c in " <>()\"'`,;@"):
        return None
    machine = ".".join([_to_ascii(part) for part in parts])
    suffix = _suffix(machine)
    own = machine.removesuffix(suffix).rstrip(".").rpartition(".")[2]
    registrable = f"{own}.{suffix}" if own else ""
    return Host(
        ".".join([_to_unicode(part) for part in parts]), machine, registrable, suffix, path, decoration
    )


def _suffix(machine: str) -> str:
    """What nobody can register as a whole: of the public list, or a host of many that it leaves out."""
    parts = machine.split(".")
    ends = (".".join(parts[i:]) for i in range(len(parts)))
    hosting = next((end for end in ends if end in HOSTING), "")
    return max(hosting, _suffixes().publicsuffix(machine) or parts[-1], key=len)


def _to_ascii(part: str) -> str:
    """Of any part, also one that a registry would refuse: those who cheat do not ask."""
    if part.isascii():
        return part
    try:
        return idna.alabel(part).decode("ascii")
    except idna.IDNAError:
        return f"xn--{part.encode('punycode').decode('ascii')}"


def _to_unicode(part: str) -> str:
    if not part.startswith("xn--"):
        return part
    try:
        return part[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return part


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()  # the list comes with the library: nothing is downloaded
