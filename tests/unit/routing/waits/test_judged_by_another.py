"""Three histories by somebody who never saw the estimator, frozen: tests/data/waits/README.md tells how.

They differ from our own in what we did not think of: lunches, priority, people who come again, agents who
step away, helpers called for an outage. Nobody tunes on them; whoever changes the estimator makes others with
other seeds, and looks at these at the end.
"""

from pathlib import Path

import pytest

from walletdesk.app.wait_evaluation import read
from walletdesk.routing.waits import Estimator, Wait
from walletdesk.routing.waits.evaluation import Constant, Verdict, replay
from walletdesk.routing.waits.evaluation.judging import JUDGED, LEAST, MOST, PLACES

DATA = Path(__file__).parents[3] / "data" / "waits"
NAMES = ["midsize", "peaks", "small"]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def histories() -> dict[str, list[Wait]]:
    return {name: read(DATA / f"{name}.jsonl.gz") for name in NAMES}


def test_eight_in_ten_hold_by_the_judgement_of_another_wherever_they_stood(
    histories: dict[str, list[Wait]],
) -> None:
    verdicts = [replay(name, of, Estimator(lambda at: at)) for name, of in histories.items()]
    assert {verdict.name: verdict.wrong + _outside(verdict) for verdict in verdicts} == {
        name: [] for name in NAMES
    }
    assert [len(verdict.rows) for verdict in verdicts] == [JUDGED] * 3


def test_whoever_tells_everybody_the_same_is_found_out_on_each(histories: dict[str, list[Wait]]) -> None:
    """Made from all the waits, those that are judged among them."""
    assert all(_outside(replay(name, of, Constant(of))) for name, of in histories.items())


def _outside(verdict: Verdict) -> list[str]:
    """At each place as many as of all: a constant is right on the whole where few stand far back."""
    shares = {places: verdict.held_at(*places) for places in PLACES}
    return [
        f"{share:.3f} held of {places}"
        for places, share in shares.items()
        if share is not None and not LEAST <= share <= MOST
    ]
