"""What the played messengers of Meta share: the signature, the check, errors, and the token they want."""

import json
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from walletdesk.channels.messaging.fakes.base import Asked, Json, Reply
from walletdesk.channels.messaging.model import Hook
from walletdesk.channels.messaging.providers.meta import HEADER, signature

GIVEN = {
    "access_token": "sample-access-token",
    "app_secret": "sample-app-secret",
    "verify_token": "sample-verify-token",
    "api": "https://graph.facebook.example/v25.0",
}


def posted(told: Json, at: datetime) -> Hook:
    body = json.dumps(told).encode()
    headers = {HEADER: signature(GIVEN["app_secret"], body), "content-type": "application/json"}
    return Hook(method="POST", headers=headers, body=body, at=at)


def checked(at: datetime) -> tuple[Hook, bytes]:
    query = {
        "hub.mode": "subscribe",
        "hub.verify_token": GIVEN["verify_token"],
        "hub.challenge": "1158201444",
    }
    return Hook(method="GET", query=query, at=at), b"1158201444"


def error(status: int, code: int, subcode: int = 0) -> Reply:
    told = {"message": "said by Meta", "type": "OAuthException", "code": code, "error_subcode": subcode}
    return Reply(status, {"error": told})


def step(asked: Asked, given: Mapping[str, str]) -> str | None:
    """What is asked for behind the version; None where the token is not the one that was given out."""
    if asked.headers.get("authorization") != f"Bearer {given['access_token']}":
        return None
    return asked.path.removeprefix(urlsplit(given["api"]).path).strip("/")
