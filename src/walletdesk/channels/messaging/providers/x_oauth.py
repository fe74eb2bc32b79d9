"""OAuth 1.0a, by which an app asks X in the name of an account: every request carries a signature."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, quote, urlsplit

from walletdesk.channels.messaging.ports import Account, Method

METHOD: Final = "HMAC-SHA1"


def signed(account: Account, method: Method, url: str) -> Mapping[str, str]:
    """The header for a request whose body is JSON or a file: such a body is not signed, a query is."""
    told = {
        "oauth_consumer_key": account["consumer_key"],
        "oauth_nonce": secrets.token_hex(16),
        "oauth_signature_method": METHOD,
        "oauth_timestamp": str(int(account.clock().timestamp())),
        "oauth_token": account["access_token"],
        "oauth_version": "1.0",
    }
    keys = (account["consumer_secret"], account["access_secret"])
    told["oauth_signature"] = signature(method, url, told, keys)
    pairs = ", ".join(f'{name}="{_coded(value)}"' for name, value in told.items())
    return {"authorization": f"OAuth {pairs}"}


def signature(method: str, url: str, told: Mapping[str, str], keys: tuple[str, str]) -> str:
    """``told``: what is signed besides the query, by name; ``keys``: the app's secret and the account's."""
    parts = urlsplit(url)
    both = [*told.items(), *parse_qsl(parts.query, keep_blank_values=True)]
    coded = sorted((_coded(name), _coded(value)) for name, value in both)
    line = "&".join(f"{name}={value}" for name, value in coded)
    asked = f"{parts.scheme}://{parts.netloc.lower()}{parts.path}"
    base = "&".join((method, _coded(asked), _coded(line)))
    key = "&".join(map(_coded, keys))
    return base64.b64encode(hmac.new(key.encode(), base.encode(), hashlib.sha1).digest()).decode()


def _coded(value: str) -> str:
    return quote(value, safe="-._~")
