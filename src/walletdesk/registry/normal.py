"""One normal form for each kind of channel. What cannot be read in exactly one way has none."""

import re
from dataclasses import dataclass

import idna

from walletdesk.registry.model import Kind
from walletdesk.registry.platforms import STORES, platform_of

_PLAIN_HOST = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*"
)
_LINK = re.compile(r"(https?)://([^/?#\\]*)([^?#]*)(?:\?([^#]*))?(?:#.*)?", re.IGNORECASE)
_BAD = re.compile(r"[\x00-\x20\x7f\\]")
_DOTS = re.compile(r"(?:^|/)(?:\.|%2e){1,2}(?:/|$)", re.IGNORECASE)  # a browser would walk up the path
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_PHONE = re.compile(r"\+[1-9]\d{6,14}")
_BETWEEN = re.compile(r"[\s().\-‐‑–]")
_PACKAGE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_-]+)+")
_HANDLE = re.compile(r"[a-z0-9_\u4e00-\u9fff][a-z0-9_.\-\u4e00-\u9fff]{1,63}")
_DEFAULT_PORTS = {"http": "80", "https": "443"}
_CALLING_CODE = re.compile(r"\+(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})")


@dataclass(frozen=True, slots=True)
class Link:
    """``host`` with its port where that is not the usual one."""

    scheme: str
    host: str
    path: str
    query: str

    @property
    def address(self) -> str:
        query = f"?{self.query}" if self.query else ""
        return f"{self.scheme}://{self.host}{self.path.rstrip('/')}{query}"


def host(text: str) -> str | None:
    """Lower case, ASCII, without the dot at the end: ``Bücher.example.`` is ``xn--bcher-kva.example``."""
    name = text.strip().lower().removesuffix(".")
    if not name.isascii():
        try:
            name = idna.encode(name, uts46=True, transitional=False).decode().removesuffix(".")
        except (idna.IDNAError, UnicodeError):
            return None
    return name if _PLAIN_HOST.fullmatch(name) else None


def place(text: str, scheme: str = "https") -> str | None:
    """A host, with its port where that is not the usual one of the scheme."""
    name, colon, port = text.partition(":")
    known = host(name)
    if known is None or (colon and not re.fullmatch(r"[1-9]\d{0,4}", port)):
        return None
    return f"{known}:{port}" if colon and port != _DEFAULT_PORTS[scheme] else known


def link(text: str) -> Link | None:
    """None for what a browser and a reader may take differently, somebody's name before an @ above all."""
    found = _LINK.fullmatch(text.strip())
    if found is None or _BAD.search(text.strip()):
        return None
    scheme, authority, path, query = found[1].lower(), found[2], found[3], found[4] or ""
    known = place(authority, scheme)
    if known is None or _DOTS.search(path):
        return None
    return Link(scheme, known, path, query)


def mail(text: str) -> str | None:
    """An address, or a whole domain."""
    local, at, domain = text.strip().lower().rpartition("@")
    known = host(domain)
    if known is None or "." not in known or (at and not _LOCAL.fullmatch(local)):
        return None
    return f"{local}@{known}" if at else known


def phone(text: str) -> str | None:
    digits = _BETWEEN.sub("", text.strip())
    digits = f"+{digits[2:]}" if digits.startswith("00") else digits
    return digits if _PHONE.fullmatch(digits) else None


def national(number: str) -> str:
    """How people of the same country dial an E.164 number, without the zero in front."""
    return _CALLING_CODE.sub("", number, count=1)


def handle(text: str) -> str | None:
    """``telegram:@Name`` as ``telegram:name``; a name alone as ``:name``, on whatever platform."""
    said, colon, name = text.strip().rpartition(":")
    platform = platform_of(said) if colon and said else ""
    name = name.strip().lower().removeprefix("@")
    return f"{platform}:{name}" if platform is not None and _HANDLE.fullmatch(name) else None


def store(text: str) -> str | None:
    said, _, id = text.strip().partition(":")
    fits = re.fullmatch(r"\d{5,15}", id) if said == "app_store" else _PACKAGE.fullmatch(id)
    return f"{said}:{id}" if said in STORES and fits else None


def site(text: str) -> str | None:
    """``*.wallet.example`` declares all hosts below; an address says its host."""
    if text.strip().startswith("*."):
        below = host(text.strip()[2:])
        return f"*.{below}" if below and "." in below else None
    found = link(text)
    return found.host if found else place(text.strip())


def normal(kind: Kind, text: str) -> str | None:
    """The form in which an entry is kept. None: this is not of that kind."""
    if kind is Kind.PAGE:
        found = link(text)
        return found.address if found and found.scheme == "https" else None
    if kind is Kind.APP:
        return text.strip() if _PACKAGE.fullmatch(text.strip()) else None
    makers = {Kind.SITE: site, Kind.MAIL: mail, Kind.HANDLE: handle, Kind.PHONE: phone, Kind.STORE: store}
    return makers[kind](text)
