"""The security headers of every answer. Each face of the product has its policy here, as data."""

from enum import StrEnum
from functools import cache
from typing import Final

from walletdesk.platform.settings import Settings

Header = tuple[bytes, bytes]


class Face(StrEnum):
    """Which kind of page an answer belongs to."""

    API = "api"  # data: nothing may be loaded or shown from it
    PAGES = "pages"  # help centre, check page, sample wallet: may hold the widget
    WIDGET = "widget"  # the document in the widget's frame
    WORKSPACE = "workspace"
    PREVIEW = "preview"  # what readers will see, in a frame of the workspace
    CALL = "call"  # where people talk: the only pages that may use the microphone
    DOCS = "docs"  # Swagger UI, which makes markup of text and so cannot have Trusted Types


_LIT: Final = "require-trusted-types-for 'script'; trusted-types lit-html"
_OWN: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' {live}; "
    "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; "
)
_POLICIES: Final = {
    Face.API: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    Face.PAGES: _OWN + f"frame-src 'self'; frame-ancestors 'none'; {_LIT}",
    Face.WIDGET: _OWN + "frame-ancestors {sites}; " + _LIT,
    Face.WORKSPACE: _OWN
    + f"manifest-src 'self'; worker-src 'self'; frame-src 'self'; frame-ancestors 'none'; {_LIT}",
    Face.PREVIEW: _OWN + f"frame-src 'none'; frame-ancestors 'self'; {_LIT}",
    Face.CALL: _OWN + f"frame-src 'none'; frame-ancestors 'none'; {_LIT}",
    Face.DOCS: "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'",
}
_PERMISSIONS: Final = (
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(self), usb=()"
)
_YEAR: Final = 31_536_000  # seconds


def headers_for(face: Face, settings: Settings, inbox: str = "") -> tuple[Header, ...]:
    """``inbox`` matters for the widget only: its allowed sites may frame it, nobody else."""
    sites = settings.inbox(inbox)
    framed_by = tuple(sites.allowed_sites) if sites and face is Face.WIDGET else ()
    return _headers(face, settings.public_url, framed_by, known_inbox=sites is not None)


def _permissions(face: Face) -> str:
    return _PERMISSIONS.replace("microphone=()", "microphone=(self)") if face is Face.CALL else _PERMISSIONS


@cache
def _headers(
    face: Face, public_url: str, framed_by: tuple[str, ...], *, known_inbox: bool
) -> tuple[Header, ...]:
    live = "ws" + public_url.removeprefix(
        "http"
    )  # http -> ws, https -> wss: 'self' does not mean both everywhere
    sites = " ".join(("'self'", *framed_by)) if known_inbox else "'none'"
    named = {
        "content-security-policy": _POLICIES[face].replace("{live}", live).replace("{sites}", sites),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": _permissions(face),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "cross-origin" if face is Face.WIDGET else "same-origin",
        "x-permitted-cross-domain-policies": "none",
    }
    if face is not Face.WIDGET:
        named["x-frame-options"] = "SAMEORIGIN" if face is Face.PREVIEW else "DENY"
    if public_url.startswith("https://"):
        named["strict-transport-security"] = f"max-age={_YEAR}"
    return tuple((name.encode(), value.encode("latin-1")) for name, value in named.items())
