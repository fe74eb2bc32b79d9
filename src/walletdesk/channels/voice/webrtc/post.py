"""What two pages say to each other before they hear each other: in memory, bounded, gone with the call.

It holds addresses of both in the network, so it is neither stored nor logged. In this process, as the live
feed is; whoever asks after a restart sees another epoch, and begins anew.
"""

import secrets
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from walletdesk.channels.voice.webrtc.model import Side
from walletdesk.channels.voice.webrtc.ports import Got, Sent
from walletdesk.kernel.errors import TooMany
from walletdesk.kernel.ids import CallId

MOST: Final[Mapping[str, int]] = MappingProxyType(
    {"sdp": 60, "ice": 300, "hold": 200, "joined": 60}
)  # to one side in one call, all its pages together
MOST_KEPT: Final = 256_000  # characters for one page; many times what a call needs
MOST_CALLS: Final = 5_000


class _Box:
    """All for one side of one call."""

    __slots__ = ("bodies", "counts", "first", "size")

    def __init__(self) -> None:
        self.bodies: list[str] = []
        self.first = 0  # how many were dropped before the first of them
        self.counts: dict[str, int] = {}
        self.size = 0

    def put(self, sent: Sequence[Sent]) -> None:
        counts = dict(self.counts)
        for one in sent:
            counts[one.kind] = counts.get(one.kind, 0) + 1
        size = self.size + sum(len(one.body) for one in sent)
        if any(counts[kind] > most for kind, most in MOST.items() if kind in counts) or size > MOST_KEPT:
            raise TooMany(retry_after=60, code="too_many_signals")
        self.counts, self.size = counts, size
        self.bodies += [one.body for one in sent]

    def drop(self) -> None:
        self.first += len(self.bodies)
        self.bodies, self.size = [], 0


class MemoryPost:
    def __init__(self) -> None:
        self.epoch = secrets.token_hex(6)
        self._boxes: dict[CallId, dict[Side, _Box]] = {}

    def put(self, call: CallId, to: Side, sent: Sequence[Sent]) -> None:
        self._box(call, to).put(sent)

    def since(self, call: CallId, to: Side, epoch: str, n: int) -> Got:
        box = self._box(call, to)
        skip = max(0, n - box.first) if epoch == self.epoch else 0
        return Got(self.epoch, box.first + len(box.bodies), box.bodies[skip:])

    def begin(self, call: CallId, side: Side) -> Got:
        box = self._box(call, side)
        box.drop()
        return Got(self.epoch, box.first, [])

    def forget(self, call: CallId) -> None:
        self._boxes.pop(call, None)

    def __len__(self) -> int:
        return len(self._boxes)

    def _box(self, call: CallId, side: Side) -> _Box:
        if call not in self._boxes and len(self._boxes) >= MOST_CALLS:
            self._boxes.pop(next(iter(self._boxes)))  # the oldest: it is long over, or may begin anew
        return self._boxes.setdefault(call, {each: _Box() for each in Side})[side]
