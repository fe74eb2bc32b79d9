"""Feeds in this process: who listens to what, and the last frames for those who come back."""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable
from typing import Protocol

from walletdesk.platform.telemetry import counter, gauge

KEPT_FRAMES = 256  # per feed; who missed more looks afresh
KEPT_SECONDS = 120.0  # a feed nobody listens to is forgotten after this
SWEEP_EVERY = 30.0

_sent = counter("walletdesk_feed_frames_total", "Frames put on live lines.")
_dropped = counter("walletdesk_feed_dropped_total", "Listeners dropped because they read too slowly.")
_feeds = gauge("walletdesk_feeds", "Feeds that somebody listens to or left a moment ago.")


Body = str | Callable[[], str]
"""The inside of a JSON object without its braces, or what makes it if somebody turns out to need it."""


class Listener(Protocol):
    """One end of a live line. ``put`` never waits: a listener that cannot keep up drops itself."""

    def put(self, frame: str) -> None: ...
    def end(self, frame: str) -> None:
        """Say this last frame and close."""


class Feed:
    """Numbered frames for one contact or agent. ``epoch`` changes when numbering began anew."""

    __slots__ = ("_frames", "epoch", "idle_since", "listeners", "n")

    def __init__(self) -> None:
        self.epoch = secrets.token_hex(6)
        self.n = 0
        self.listeners: set[Listener] = set()
        self.idle_since: float | None = None
        self._frames: deque[tuple[int, Body]] | None = (
            None  # made with the first frame: most feeds are silent
        )

    def publish(self, body: Body, *, origin: Listener | None = None, answer: str = "") -> None:
        """Number and send ``{"n":…, body}``.

        The listener that caused it (``origin``) gets ``answer`` under the same number instead: its
        acknowledgement. Where nobody else listens ``body`` is kept as it came.
        """
        self.n += 1
        if self.listeners - {origin}:
            body = body if isinstance(body, str) else body()
        if self._frames is None:
            self._frames = deque(maxlen=KEPT_FRAMES)
        self._frames.append((self.n, body))
        for listener in self.listeners:
            listener.put(_frame(self.n, answer if listener is origin else body))
        _sent.add(len(self.listeners))

    def forget(self) -> None:
        """Keep no frame of before: whoever comes back looks afresh."""
        if self._frames:
            self._frames.clear()

    def since(self, epoch: str, n: int) -> list[str] | None:
        """Frames after ``n``, or None if they are no longer all here."""
        if (
            epoch != self.epoch
            or n > self.n
            or (n < self.n and (not self._frames or self._frames[0][0] > n + 1))
        ):
            return None
        return [_frame(number, body) for number, body in self._frames or () if number > n]


class Hub:
    """All feeds of this process."""

    def __init__(self, *, seconds: Callable[[], float] | None = None) -> None:
        self._seconds = seconds or asyncio.get_running_loop().time
        self._feeds: dict[str, Feed] = {}
        self._sweeping: asyncio.TimerHandle | None = None

    def join(self, key: str, listener: Listener) -> Feed:
        feed = self._feeds.get(key)
        if feed is None:
            feed = self._feeds[key] = Feed()
            _feeds.set(len(self._feeds))
        feed.listeners.add(listener)
        feed.idle_since = None
        return feed

    def leave(self, key: str, listener: Listener) -> None:
        feed = self._feeds.get(key)
        if feed is None:
            return
        feed.listeners.discard(listener)
        if not feed.listeners:
            feed.idle_since = self._seconds()
            if self._sweeping is None:
                self._sweeping = asyncio.get_running_loop().call_later(SWEEP_EVERY, self._sweep)

    def find(self, key: str) -> Feed | None:
        """The feed, if somebody listens or left a moment ago; a frame for nobody is not made."""
        return self._feeds.get(key)

    def publish(self, key: str, body: Body, *, origin: Listener | None = None, answer: str = "") -> None:
        if feed := self._feeds.get(key):
            feed.publish(body, origin=origin, answer=answer)

    def forget(self, key: str) -> None:
        if feed := self._feeds.get(key):
            feed.forget()

    def is_listening(self, key: str) -> bool:
        feed = self._feeds.get(key)
        return feed is not None and bool(feed.listeners)

    def keys(self, prefix: str) -> list[str]:
        return [key for key in self._feeds if key.startswith(prefix)]

    def end(self, key: str, frame: str) -> None:
        """Close every line of this feed: its owner was signed out."""
        if feed := self._feeds.get(key):
            for listener in [*feed.listeners]:
                listener.end(frame)

    def end_all(self, frame: str) -> None:
        for key in [*self._feeds]:
            self.end(key, frame)

    def _sweep(self) -> None:
        self._sweeping = None
        now = self._seconds()
        gone = [key for key, feed in self._feeds.items() if _is_over(feed, now)]
        for key in gone:
            del self._feeds[key]
        _feeds.set(len(self._feeds))
        if any(feed.idle_since is not None for feed in self._feeds.values()):
            self._sweeping = asyncio.get_running_loop().call_later(SWEEP_EVERY, self._sweep)


def _frame(n: int, body: Body) -> str:
    return f'{{"n":{n},{body if isinstance(body, str) else body()}}}'


def dropped() -> None:
    _dropped.add()


def _is_over(feed: Feed, now: float) -> bool:
    return feed.idle_since is not None and now - feed.idle_since > KEPT_SECONDS
