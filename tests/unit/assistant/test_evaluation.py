"""The figures of ``walletdesk eval answers``: what is counted, what may be promised from it."""

import math

import pytest

from walletdesk.assistant.evaluation import (
    Deed,
    Evaluation,
    Seen,
    cross_validated,
    error_bound,
    interval,
    question_of,
    scored,
    stays_below,
    threshold,
)

ROUTES = {"fees": "front", "swap": "funds", "stolen": "risk"}


def row(id: str, topic: str = "", **more: object) -> dict[str, object]:
    return {"id": id, "text": "?", "lang": "en", "topic": topic, "also": [], "oos": not topic, **more}


def seen(deed: Deed, topic: str = "", sure: float = 0.5, *others: str, if_surer: str = "") -> Seen:
    topics = tuple((one, sure / (at + 1)) for at, one in enumerate((topic, *others)) if one)
    return Seen(deed, topic if deed is Deed.ANSWER else "", topics, cpu_ms=1.0, if_surer=if_surer)


def judged(*pairs: tuple[dict[str, object], Seen]) -> Evaluation:
    return scored([question_of(one) for one, _ in pairs], [one for _, one in pairs], ROUTES)


def test_each_figure_counts_what_its_name_says() -> None:
    figures = judged(
        (row("right", "fees"), seen(Deed.ANSWER, "fees", 0.9)),
        (row("as right", "fees", also=["swap"]), seen(Deed.ANSWER, "swap", 0.9)),
        (row("third", "fees"), seen(Deed.CHOICE, "swap", 0.3, "stolen", "fees")),
        (row("risk", "stolen"), seen(Deed.DANGER, "stolen", 0.4)),
        (row("risk missed", "stolen"), seen(Deed.ANSWER, "fees", 0.8)),
        (row("nobody's"), seen(Deed.NOTHING)),
        (row("nobody's answered"), seen(Deed.ANSWER, "fees", 0.7)),
    ).metrics
    assert figures["r_at_1"] == 0.6
    assert figures["r_at_3"] == 0.8
    assert figures["route_accuracy"] == 0.4  # the route is that of the row's own topic
    assert figures["coverage"] == 0.6
    assert figures["precision_answered"] == 0.5
    assert figures["oos_answered"] == 0.5
    assert figures["risk_recall"] == 0.5
    assert figures["precision_low"] < 0.1
    assert figures["precision_high"] > 0.9


def test_rows_keep_their_order_and_say_what_was_got() -> None:
    result = judged(
        (row("b", "fees"), seen(Deed.ANSWER, "fees")),
        (row("a"), seen(Deed.NOTHING)),
        (row("c", "stolen"), seen(Deed.ANSWER, "stolen")),
    )
    assert result.report()["rows"] == [
        {"id": "b", "expected": "fees", "got": "answer:fees", "ok": True},
        {"id": "a", "expected": "oos", "got": "nothing", "ok": True},
        {"id": "c", "expected": "stolen", "got": "answer:stolen", "ok": False},  # no person came
    ]


@pytest.mark.parametrize("lacking", ["id", "text", "lang"])
def test_an_unfit_row_is_named(lacking: str) -> None:
    with pytest.raises(ValueError, match=lacking):
        question_of({**row("q1", "fees"), lacking: None})


@pytest.mark.parametrize(
    ("errors", "n", "bound"),
    [(0, 59, 0.0383), (1, 59, 0.0644), (5, 100, 0.0908), (3, 3, 1.0)],  # quantiles of the beta law
)
def test_the_bound_is_that_of_clopper_and_pearson(errors: int, n: int, bound: float) -> None:
    assert error_bound(errors, n, delta=0.1) == pytest.approx(bound, abs=5e-4)


@pytest.mark.parametrize("share", [0.04, 0.3])
@pytest.mark.parametrize("n", [1, 7, 60, 300])
def test_whether_it_stays_below_is_what_the_bound_says(n: int, share: float) -> None:
    for errors in range(n + 1):
        assert stays_below(errors, n, share) == (error_bound(errors, n) <= share)


def test_an_interval_holds_its_share_and_narrows() -> None:
    narrow, wide = interval(95, 100), interval(19, 20)
    assert narrow == pytest.approx((0.887, 0.984), abs=1e-3)
    assert wide[0] < narrow[0] < 0.95 < narrow[1] < wide[1]
    assert interval(0, 0) == (0, 1)


def test_a_threshold_is_as_low_as_the_promise_allows() -> None:
    sure = [(0.9 - at / 1000, True) for at in range(100)]
    assert threshold(sure, precision=0.95) == sure[-1][0]
    with_wrong = [*sure, *((0.5, False) for _ in range(20))]
    assert threshold(with_wrong, precision=0.95) == sure[-1][0]
    assert threshold(sure[:10], precision=0.95) == math.inf  # ten right ones promise nothing
    assert threshold([(0.5, True)] * 100 + [(0.5, False)] * 20, precision=0.95) == math.inf  # equally sure


def test_folds_answer_at_the_threshold_of_the_others() -> None:
    right = [(row(f"r{at}", "fees"), seen(Deed.CHOICE, "fees", 0.8, if_surer="fees")) for at in range(200)]
    wrong = [(row(f"w{at}", "fees"), seen(Deed.ANSWER, "swap", 0.4, if_surer="swap")) for at in range(100)]
    barred = [(row(f"b{at}", "fees"), seen(Deed.PERSON, "fees", 0.99)) for at in range(5)]
    figures = cross_validated(judged(*right, *wrong, *barred)).metrics
    assert figures["precision_answered"] == 1.0
    assert figures["coverage"] == pytest.approx(200 / 305, abs=1e-3)
