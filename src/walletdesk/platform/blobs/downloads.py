"""The headers of a person's file on its way out: saved, never shown on our origin, kept by nobody."""

from walletdesk.platform.blobs.names import disposition


def download_headers(name: str, type: str) -> dict[str, str]:
    return {
        "Content-Type": f"{type}; charset=utf-8" if type.startswith("text/") else type,
        "Content-Disposition": disposition(name),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
