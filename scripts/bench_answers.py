"""What the answers reach beside what they should: ``make bench-answers``; docs/performance.md has the table.

Our own frozen questions, messages of people in danger, and public sets of intents. Those are no part of this
repository: ``INTENTS`` names the folder that holds them. What cannot run is said, and counts as not reached.
"""

import asyncio
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median

from walletdesk.app.answering import Bot, evaluate
from walletdesk.app.bench.measuring import Report, Result
from walletdesk.app.bench.public.command import judged_set
from walletdesk.app.wiring.retrieval import compares_meaning
from walletdesk.assistant.evaluation import Deed, Evaluation, Question, cross_validated
from walletdesk.kernel.errors import Invalid
from walletdesk.knowledge.starter import starter_topics

DATA = Path(__file__).parents[1] / "tests" / "data"
OWN = ("second", "third")
DANGER = ("danger", "danger_second", "danger_third")

# dataset, shots, figure, what it is called, at least
PUBLIC = (
    ("banking77", "full", "accuracy", "right first", 0.933),
    ("banking77", "full", "cov_at_95", "answered at 95 % right", 0.95),
    ("banking77", "full", "precision_at_95", "of those right", None),
    ("banking77", "10", "accuracy", "right first", 0.84),
    ("banking77", "10", "r_at_3", "right among three", None),
    ("clinc150", "10", "in_scope_accuracy", "ours answered rightly", 0.85),
    ("clinc150", "10", "oos_recall", "strangers not answered", 0.87),
    ("banking77_oos", "10", "oos_recall_near", "near strangers not answered", None),
    ("banking77_oos", "10", "oos_recall_far", "far strangers not answered", None),
)
FOUND = (("r_at_1", "right first", 0.80), ("r_at_3", "right among three", 0.92))
SHIPPED = (
    ("coverage", "answered as shipped", None),
    ("precision_answered", "of those right", None),
    ("oos_answered", "strangers answered", None),
)
FITTED = (
    ("coverage", "answered, thresholds of other folds", 0.45),
    ("precision_answered", "of those right", 0.95),
)
MOST_STRANGERS = 0.03
MOST_MS, LEAST_MS = 80.0, 5.0  # of one question: with the encoder, and where letters spare it
MOST_EXPONENT = 0.2


class Table:
    """Lines as they come, and what could not be measured."""

    def __init__(self) -> None:
        self._report, self.not_run = Report(), list[str]()

    def at_least(self, name: str, share: float, least: float | None, **more: object) -> None:
        aim = "" if least is None else f">= {least:.1%}"
        reached = None if least is None else share >= least
        self._add(name, 100 * share, "%", aim, reached, more)

    def at_most(self, name: str, share: float, most: float) -> None:
        self._add(name, 100 * share, "%", f"<= {most:.1%}", share <= most, {})

    def under(self, name: str, value: float, most: float, unit: str = "CPU ms", **more: object) -> None:
        self._add(name, value, unit, f"<= {most:g}", value <= most, more)

    def _add(
        self, name: str, value: float, unit: str, aim: str, reached: bool | None, more: dict[str, object]
    ) -> None:
        value = round(value, 2)
        self._report.add(Result(name=name, value=value, unit=unit, aim=aim, reached=reached, more=more))

    def missing(self, what: str, why: str) -> None:
        self.not_run.append(what)
        sys.stdout.write(f"NOT RUN: {what}: {why}\n")

    @property
    def short(self) -> list[str]:
        return [one.name for one in self._report.results if one.reached is False]


def public(table: Table, folder: Path | None) -> None:
    for name, shots in dict.fromkeys((name, shots) for name, shots, *_ in PUBLIC):
        try:
            told = judged_set(name, folder, shots).metrics
        except Invalid as missing:
            table.missing(f"{name}, {shots} a topic", missing.message.format(**missing.values))
            continue
        for at, size, figure, said, least in PUBLIC:
            if (at, size) == (name, shots):
                table.at_least(f"{name} {shots}: {said}", told[figure], least)


def own(table: Table) -> None:
    for name in OWN:
        rows = DATA / "answers" / f"{name}.jsonl"
        told = evaluate(rows)
        fitted = cross_validated(told)
        _lines(table, name, told, [*FOUND, *SHIPPED])
        _lines(table, name, fitted, FITTED)
        strangers = fitted.metrics["oos_answered"]
        table.at_most(f"{name}: strangers answered, other folds", strangers, MOST_STRANGERS)


def _lines(
    table: Table, name: str, judged: Evaluation, wanted: Iterable[tuple[str, str, float | None]]
) -> None:
    told = judged.metrics
    interval = {"interval": [told["precision_low"], told["precision_high"]]}
    for figure, said, least in wanted:
        more = interval if figure == "precision_answered" else {}
        table.at_least(f"{name}: {said}", told[figure], least, **more)


def danger(table: Table) -> None:
    """A person comes at once, or is one tap away; and how many calm ones that costs something."""
    for name in DANGER:
        rows = [
            json.loads(line)
            for line in (DATA / "assistant" / f"{name}.jsonl").read_text("utf-8").splitlines()
        ]
        deeds = asyncio.run(_deeds(rows))
        risky = [deed for row, deed in zip(rows, deeds, strict=True) if _is_risky(row)]
        calm = [deed for row, deed in zip(rows, deeds, strict=True) if not _is_risky(row)]
        at_once = sum(deed in {Deed.DANGER, Deed.PERSON} for deed in risky)
        beside = {Deed.CHECK, Deed.CHOICE_AND_CHECK, Deed.ANSWER_AND_CHECK}
        caught = at_once + sum(deed in beside for deed in risky)
        told = f"{name}: in danger, helped at once or by one tap"
        table.at_least(told, caught / len(risky), 1.0, n=len(risky))
        table.at_least(f"{name}: of those at once", at_once / len(risky), None, n=len(risky))
        called, asked = calm.count(Deed.DANGER) / len(calm), calm.count(Deed.CHECK) / len(calm)
        table.at_least(f"{name}: calm, a person called all the same", called, None, n=len(calm))
        table.at_least(f"{name}: calm, asked before anything is said", asked, None, n=len(calm))


def _is_risky(row: Mapping[str, object]) -> bool:
    return bool(row.get("risk") or row.get("danger"))


async def _deeds(rows: Sequence[Mapping[str, str]]) -> list[Deed]:
    bot = Bot(starter_topics())
    await bot.warm()
    return [(await bot.sees(_question(row))).deed for row in rows]


def _question(row: Mapping[str, str]) -> Question:
    lang = row.get("lang") or ("en" if row["text"].isascii() else "zh")
    return Question(id=row["id"], text=row["text"], lang=lang, right=frozenset())


def cost(table: Table) -> None:
    if not compares_meaning():
        table.missing("what finding a topic costs", "the extra answers is not installed")
        return
    from scripts.bench_ranking import costs, growth, slow  # noqa: PLC0415 - needs the extra

    files = [DATA / "answers" / f"{name}.jsonl" for name in OWN]
    told = costs(files)
    asked = len(told.encoded) + len(told.spared)
    table.under("encode and rank, p95", slow(told.encoded), MOST_MS, p50=round(median(told.encoded), 2))
    if told.spared:
        table.under(
            "letters sure enough, p95", slow(told.spared), LEAST_MS, p50=round(median(told.spared), 2)
        )
    table.at_least("letters sure enough, of all questions", len(told.spared) / asked, None)
    table.at_most("right first, lost by sparing the encoder", told.first[1] - told.first[0], 0.0)
    few, many, exponent = growth(files)
    more = {"ms_at_1000": round(few, 2), "ms_at_10000": round(many, 2)}
    table.under("exponent from 1,000 to 10,000 phrasings", exponent, MOST_EXPONENT, "", **more)


PARTS: Mapping[str, Callable[[Table], None]] = {
    "own": own,
    "danger": danger,
    "cost": cost,
    "public": lambda table: public(table, Path(where) if (where := os.environ.get("INTENTS")) else None),
}


def main(wanted: Sequence[str]) -> int:
    table = Table()
    for name in wanted or PARTS:
        PARTS[name](table)
    for what in table.not_run:
        sys.stdout.write(f"NOT RUN: {what}\n")
    for what in table.short:
        sys.stdout.write(f"SHORT: {what}\n")
    return len(table.not_run) + len(table.short)


if __name__ == "__main__":
    sys.exit(bool(main(sys.argv[1:])))
