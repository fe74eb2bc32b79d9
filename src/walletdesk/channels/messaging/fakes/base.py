"""What every played provider does: it posts what somebody wrote, and keeps what it was asked to send."""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

from walletdesk.channels.messaging.model import Hook
from walletdesk.channels.messaging.ports import Answered

Json = Any  # of others' making


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody does there. ``edits`` and ``deletes``: the id of an earlier thing of theirs."""

    id: str
    text: str = ""
    file: bytes = b""
    edits: str = ""
    deletes: str = ""
    public: bool = False
    leaves: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What we asked the provider to send."""

    to: str
    text: str = ""
    file: bytes = b""
    buttons: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    status: int = 200
    body: Json = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Json:
        return json.loads(self.body or b"{}")

    def form(self) -> dict[str, bytes]:
        """Of a multipart form, the parts by name."""
        mark = b"--" + self.headers["content-type"].partition("boundary=")[2].encode()
        found = {}
        for piece in self.body.split(mark)[1:-1]:
            head, _, body = piece.partition(b"\r\n\r\n")
            name = head.decode().partition('name="')[2].partition('"')[0]
            found[name] = body.removesuffix(b"\r\n")
        return found


class Fake(ABC):
    """``given``: what is entered for the inbox that talks to it; ``instead``: what it answers next."""

    kind: ClassVar[str]
    given: ClassVar[Mapping[str, str]]
    refusals: ClassVar[Mapping[str, Reply]] = {}  # our word for it -> how it says no, by its documents
    peer: ClassVar[str] = "1001"  # who writes, as the provider calls them

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.files: dict[str, bytes] = {}
        self.instead: list[Reply | Exception] = []
        self.asked = 0

    @abstractmethod
    def hook(self, told: Told, at: datetime) -> Hook | None:
        """What it posts to us; None where it does not tell such a thing."""

    @abstractmethod
    def reply(self, asked: Asked) -> Reply:
        """To what we ask of it."""

    def check(self, at: datetime) -> tuple[Hook, bytes] | None:
        """How it asks whether our address is ours, and the answer that convinces it."""
        return None

    def receipt(self, sent: Sent, at: datetime) -> Hook | None:
        """That something arrived; None where it does not tell."""
        return None

    async def call(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes, most_bytes: int | None
    ) -> Answered:
        """As a line to it, without a line."""
        parts = urlsplit(url)
        asked = Asked(
            method=method,
            path=parts.path,
            query=dict(parse_qsl(parts.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in headers.items()},
            body=body,
        )
        return self.answer(asked)

    def answer(self, asked: Asked) -> Answered:
        self.asked += 1
        given = self.instead.pop(0) if self.instead else self.reply(asked)
        if isinstance(given, Exception):
            raise given
        raw = json.dumps(given.body, ensure_ascii=False).encode() if given.raw is None else given.raw
        return Answered(given.status, given.headers, raw)

    def keeps(self, sent: Sent) -> str:
        self.sent.append(sent)
        return sent.id or f"out-{len(self.sent)}"

    def lays(self, file: bytes) -> str:
        """A file of theirs, by the id under which we may fetch it."""
        id = f"file-{len(self.files) + 1}"
        self.files[id] = file
        return id
