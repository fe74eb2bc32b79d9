"""What a look asks the chains for, beside the id."""

from collections.abc import Sequence

import pytest

from walletdesk.chains import Diagnosed, Known
from walletdesk.chains import Question as Asked
from walletdesk.dossiers.ports import Question
from walletdesk.dossiers.reading import Looking

pytestmark = pytest.mark.anyio

SENDER = "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8"


class Chains:
    def __init__(self) -> None:
        self.asked: list[Asked] = []

    async def diagnose_all(self, questions: Sequence[Asked]) -> Sequence[Diagnosed]:
        self.asked += questions
        return []


@pytest.mark.parametrize(
    ("sender", "nonce", "known"),
    [
        (SENDER, 7, Known(sender=SENDER, nonce=7)),
        (SENDER, None, Known(sender=SENDER)),  # TRON: whose keys decide
        ("", 7, None),
    ],
)
async def test_what_was_told_of_a_sender_is_asked_along(
    sender: str, nonce: int | None, known: Known | None
) -> None:
    chains = Chains()
    await Looking(chains)([Question(tx="ab" * 32, chains=("tron",), sender=sender, nonce=nonce)])  # type: ignore[arg-type]
    assert [one.known for one in chains.asked] == [known]
