"""What a provider's webhook may hold and no sane one sends: nothing of it ends in a fault of ours."""

import pytest

from walletdesk.channels.messaging.model import Hook
from walletdesk.channels.messaging.providers.common import is_now, piece
from walletdesk.kernel.clock import utc_now


@pytest.mark.parametrize("told", ["999999999999999", "", "-1", "1e9", "9" * 40])
def test_a_moment_that_is_none_is_not_now(told: str) -> None:
    assert not is_now(told, Hook(method="POST", at=utc_now()))


def test_half_a_character_is_kept_as_a_question_mark() -> None:
    assert piece({"text": "\ud83d"}, "1").raw == b'{"text":"?"}'
