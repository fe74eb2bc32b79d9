"""Where evidence is hashed: what is large never holds up whoever else waits for the server."""

import hashlib
import threading

import pytest

from walletdesk.app.wiring import evidence
from walletdesk.app.wiring.evidence import AT_A_TURN, hashed

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(("size", "is_beside"), [(AT_A_TURN, False), (AT_A_TURN + 1, True)])
async def test_what_is_large_is_hashed_beside_the_loop(
    size: int, is_beside: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    where: list[bool] = []

    def digest(content: bytes) -> str:
        where.append(threading.current_thread() is not threading.main_thread())
        return hashlib.sha256(content).hexdigest()

    monkeypatch.setattr(evidence, "digest", digest)
    assert await hashed(bytes(size)) == hashlib.sha256(bytes(size)).hexdigest()
    assert where == [is_beside]
