"""Public sets of intents: read as they are published, judged by thresholds that were set before the test."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from scripts.bench_answers import PUBLIC
from scripts.bench_answers import main as bench
from walletdesk.app.bench.public.judging import judge, texts_of
from walletdesk.app.bench.public.sets import OOS, Asked, Missing, PublicSet, read_set
from walletdesk.app.cli import main
from walletdesk.knowledge.retrieval.embedding import Vectors

WORDS = ("card", "fee", "rate", "top", "pin", "cash")  # a place of the made-up vectors for each
TOPICS = ("card_arrival", "Refund_fee", "exchange_rate?")


class ByWords:
    """Stands for the model: a text lies where its words are."""

    def of(self, texts: Sequence[str]) -> Vectors:
        counted = [[1.0 + 4 * text.count(word) for word in WORDS] for text in texts]
        return np.asarray([np.array(row) / np.linalg.norm(row) for row in counted], np.float32)


def asked(*pairs: tuple[str, str]) -> tuple[Asked, ...]:
    return tuple(Asked(text, topic) for text, topic in pairs)


TRAIN = asked(
    *((f"{start} card {end}", TOPICS[0]) for start in ("my", "the new", "a") for end in ("late", "lost")),
    *((f"{start} fee {end}", TOPICS[1]) for start in ("my", "the new", "a") for end in ("high", "back")),
    *((f"{start} rate {end}", TOPICS[2]) for start in ("my", "the new", "a") for end in ("today", "bad")),
)
STRANGERS = asked(("pin pin", OOS), ("cash cash", OOS), ("top pin", OOS))
OURS = asked(("where is the Card", TOPICS[0]), ("that FEE", TOPICS[1]), ("what  rate is it", TOPICS[2]))


def small(**changes: object) -> PublicSet:
    made: dict[str, object] = {
        "name": "small",
        "shots": "full",
        "train": TRAIN,
        "held": OURS + STRANGERS[:2],
        "test": OURS + STRANGERS,
        "parts": {OOS: STRANGERS},
    }
    return PublicSet(**(made | changes))  # type: ignore[arg-type]


def test_a_set_is_judged_on_its_test_questions_alone() -> None:
    judged = judge(small(), ByWords())

    assert judged.metrics["accuracy"] == 1.0
    assert (judged.metrics["in_scope_accuracy"], judged.metrics["oos_recall"]) == (1.0, 1.0)
    assert [row["ok"] for row in judged.rows] == [True, True, True, False, False, False]
    assert judged.report()["n"] == 6


def test_what_was_held_decides_the_threshold_and_the_test_shows_what_it_costs() -> None:
    """The same stranger: refused where such were held, let in where questions of ours looked like it."""
    near, odd_ones_of_ours = asked(("card pin", OOS)), asked(("pin card", TOPICS[0]))

    strict, loose = (
        judge(small(test=OURS + near, parts={OOS: near}, held=held), ByWords()).metrics["oos_recall"]
        for held in (OURS + near, OURS + odd_ones_of_ours + STRANGERS[:1])
    )

    assert (strict, loose) == (1.0, 0.0)


def test_too_few_training_questions_promise_nothing() -> None:
    """Eighteen right answers do not show that 95 of 100 are."""
    metrics = judge(small(), ByWords()).metrics

    assert metrics["cov_at_95"] == 0.0


def test_many_training_questions_promise_and_the_promise_is_checked_on_the_test() -> None:
    metrics = judge(small(train=TRAIN * 5), ByWords()).metrics

    assert metrics["cov_at_95"] > 0.0
    assert metrics["precision_at_95"] == 1.0


def test_all_that_is_compared_is_named_before() -> None:
    """Also names of topics and strangers: what was not named would have no vector."""
    texts = texts_of(small())

    assert {
        "pin pin",
        "where is the card",
        "that fee",
        "my card late",
        "card arrival",
        "exchange rate",
    } <= set(texts)


def test_files_are_read_with_their_traps(tmp_path: Path) -> None:
    """Line breaks inside a field, the topic first in one format and last in the other, odd spellings kept."""
    folder = tmp_path / "banking77"
    folder.mkdir()
    (folder / "train_10.tsv").write_text("Refund_fee\twhat is the fee\n", "utf-8")
    (folder / "test.csv").write_text(
        'text,category\r\n"two\r\nlines, one",exchange_rate?\r\n', "utf-8", newline=""
    )

    public = read_set("banking77", tmp_path, "10")

    assert public.train == asked(("what is the fee", "Refund_fee"))
    assert public.test == asked(("two\r\nlines, one", "exchange_rate?"))


def test_ten_are_drawn_the_same_way_each_time_where_the_authors_drew_none(tmp_path: Path) -> None:
    folder = tmp_path / "banking77_oos"
    folder.mkdir()
    (folder / "train.tsv").write_text("".join(f"fee\ttext {n}\n" for n in range(50)), "utf-8")
    for name in ("valid", "test", "id-oos_valid", "ood-oos_valid", "id-oos_test", "ood-oos_test"):
        (folder / f"{name}.tsv").write_text(f"oos\t{name}\n", "utf-8")

    one, two = (read_set("banking77_oos", tmp_path, "10") for _ in range(2))

    assert one.train == two.train
    assert len(set(one.train)) == 10
    assert one.parts == {"near": asked(("id-oos_test", OOS)), "far": asked(("ood-oos_test", OOS))}


def test_strangers_of_the_test_are_not_among_those_the_threshold_is_chosen_by(tmp_path: Path) -> None:
    folder = tmp_path / "clinc150"
    folder.mkdir()
    parts = ("train", "val", "test", "oos_train", "oos_val", "oos_test")
    whole = {part: [[f"{part} text", OOS if "oos" in part else "fee"]] for part in parts}
    (folder / "data_full.json").write_text(json.dumps(whole), "utf-8")

    public = read_set("clinc150", tmp_path, "full")

    assert [one.text for one in public.held] == ["val text", "oos_val text"]
    assert [one.text for one in public.test] == ["test text", "oos_test text"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "Say ROWS or --dataset"),
        (("--dataset", "banking77"), "Say with --data where"),
        (("--dataset", "banking77", "--data", "nowhere"), "nowhere/banking77/train_10.tsv is not there"),
    ],
    ids=["nothing", "no folder", "no file"],
)
def test_the_command_says_what_is_missing(given: tuple[str, ...], said: str) -> None:
    ran = CliRunner().invoke(main, ["eval", "answers", *given])

    assert ran.exit_code != 0
    assert said in ran.output


def test_a_set_that_is_not_there_is_named() -> None:
    with pytest.raises(Missing, match=r"data_full\.json is not there"):
        read_set("clinc150", Path("nowhere"), "full")


def test_what_cannot_run_is_said_and_counts_as_not_reached(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("INTENTS", raising=False)

    missed = bench(["public"])

    wanted = {f"{name}, {shots} a topic" for name, shots, *_ in PUBLIC}
    assert missed == len(wanted)
    said = capsys.readouterr().out
    assert [what for what in sorted(wanted) if f"NOT RUN: {what}" not in said] == []
