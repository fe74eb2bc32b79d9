"""The two pictures of docs/flows/answer.md: how far confidence can be believed, and what a promise costs.

    INTENTS=FOLDER python -m scripts.answer_plots

``INTENTS``: as for ``make bench-answers``; without it the pictures hold our own questions alone.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from walletdesk.app.answering import evaluate
from walletdesk.assistant.evaluation import Evaluation

ROOT = Path(__file__).parents[1]
INTO = ROOT / "docs" / "flows"
OWN = ROOT / "tests" / "data" / "answers"

Points = Sequence[tuple[float, float]]
Sure = Sequence[tuple[float, bool]]  # how sure, and whether it was right

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 64, 190, 56, 64
STYLES = """
  svg { background: #ffffff; font: 14px system-ui, sans-serif; }
  text { fill: #43524c; } .title { fill: #13201c; font-size: 16px; font-weight: 600; }
  .grid { stroke: #dbe2de; } .even { stroke: #798882; stroke-dasharray: 4 4; fill: none; }
  .c0 { stroke: #0b6b5d; } .c1 { stroke: #2a5f9e; } .c2 { stroke: #8a5a00; } .c3 { stroke: #13201c; }
  .curve { fill: none; stroke-width: 2.5; stroke-linejoin: round; } .dot { fill: #ffffff; stroke-width: 2.5; }
  text.c0 { fill: #0b6b5d; } text.c1 { fill: #2a5f9e; } text.c2 { fill: #8a5a00; } text.c3 { fill: #13201c; }
  text.c0, text.c1, text.c2, text.c3 { stroke: none; }
  @media (prefers-color-scheme: dark) {
    svg { background: #141d1a; } text { fill: #b3c0ba; } .title { fill: #e7edea; }
    .grid { stroke: #26322d; } .even { stroke: #8f9e97; } .dot { fill: #141d1a; }
    .c0 { stroke: #4dbaa4; } .c1 { stroke: #7eb0ea; } .c2 { stroke: #e3b25c; } .c3 { stroke: #e7edea; }
    text.c0 { fill: #4dbaa4; } text.c1 { fill: #7eb0ea; }
    text.c2 { fill: #e3b25c; } text.c3 { fill: #e7edea; }
  }
"""
NEAR = 17  # between two names beside the curves
BINS, LEAST = 10, 10  # of a bin of fewer nothing can be said
FIRST = 0.05  # of the questions: before that a share is chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    name: str
    points: Points
    dots: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """``y``: from where to where the upright axis goes; the other goes from 0 to 1."""

    title: str
    across: str
    upright: str
    y: tuple[float, float]
    curves: Sequence[Curve]
    even: bool = False  # the line where both are the same

    def svg(self) -> str:
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
            f"<title>{escape(self.title)}</title><style>{STYLES}</style>",
            _text(LEFT, 30, self.title, "title"),
            *self._grid(),
            *(part for at, curve in enumerate(self.curves) for part in self._curve(at, curve)),
            *self._names(),
            "</svg>",
        ]
        return "\n".join(parts) + "\n"

    def _grid(self) -> list[str]:
        low, high = self.y
        lines: list[str] = []
        for step in range(6):
            x, y = step / 5, low + (high - low) * step / 5
            lines.append(_line(self._at(0, y), self._at(1, y), "grid"))
            lines.append(_text(LEFT - 8, self._at(0, y)[1] + 5, f"{y:.0%}", "", "end"))
            lines.append(_text(self._at(x, low)[0], HEIGHT - BOTTOM + 22, f"{x:.0%}", "", "middle"))
        middle = (LEFT + WIDTH - RIGHT) / 2
        lines.append(_text(middle, HEIGHT - 16, self.across, "", "middle"))
        lines.append(_text(LEFT - 48, TOP - 10, self.upright))
        if self.even:
            lines.append(_line(self._at(low, low), self._at(high, high), "even"))
        return lines

    def _curve(self, at: int, curve: Curve) -> list[str]:
        shown = [self._at(x, y) for x, y in curve.points if y >= self.y[0]]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in shown)
        dots = [f'<circle class="dot c{at}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in shown]
        return [f'<polyline class="curve c{at}" points="{path}"/>', *(dots if curve.dots else [])]

    def _names(self) -> list[str]:
        """Beside the end of each curve, none upon another."""
        ends = sorted((self._at(*curve.points[-1])[1], at) for at, curve in enumerate(self.curves))
        said, lowest = [], 0.0
        for y, at in ends:
            lowest = max(y, lowest + NEAR)
            said.append(_text(WIDTH - RIGHT + 10, lowest + 5, self.curves[at].name, f"c{at}"))
        return said

    def _at(self, x: float, y: float) -> tuple[float, float]:
        low, high = self.y
        share = (min(max(y, low), high) - low) / (high - low)
        return LEFT + x * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def reliability(sure: Sure) -> Points:
    """Of ten bins of confidence: the middle one of it, and how often it was right."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for p, is_right in sure:
        bins[min(int(p * BINS), BINS - 1)].append((p, is_right))
    return [
        (sum(p for p, _ in each) / len(each), sum(right for _, right in each) / len(each))
        for each in bins
        if len(each) >= LEAST
    ]


def coverage(sure: Sure) -> Points:
    """Answering the surest first: the share that is answered, and how much of it is right."""
    points, right = [], 0
    ordered = sorted(sure, key=lambda one: -one[0])
    for n, (_, is_right) in enumerate(ordered, 1):
        right += is_right
        if n >= FIRST * len(ordered) and (n % max(len(ordered) // 150, 1) == 0 or n == len(ordered)):
            points.append((n / len(ordered), right / n))
    return points


def of_ours(judged: Evaluation) -> Sure:
    """Strangers are in it: whatever is found for them is wrong."""
    return [(one.seen.confidence, one.within(1)) for one in judged.results]


def _line(start: tuple[float, float], end: tuple[float, float], kind: str) -> str:
    return (
        f'<line class="{kind}" x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"/>'
    )


def _text(x: float, y: float, said: str, kind: str = "", anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(said)}</text>'


def _public(folder: Path | None) -> list[Curve]:
    if folder is None:
        sys.stdout.write("INTENTS is not set: the public sets are not drawn\n")
        return []
    from walletdesk.app.bench.public.command import judged_set  # noqa: PLC0415 - needs an extra

    wanted = (("banking77", "full", "BANKING77, all"), ("banking77", "10", "BANKING77, 10 each"))
    return [Curve(name=name, points=coverage(judged_set(at, folder, n).sure)) for at, n, name in wanted]


def main() -> None:
    ours = {name: of_ours(evaluate(OWN / f"{name}.jsonl")) for name in ("second", "third")}
    named = {"second": "own, second set", "third": "own, third set"}
    believed = Plot(
        title="When it is so sure, how often is it right?",
        across="P(right) that the engine gives",
        upright="right",
        y=(0.0, 1.0),
        even=True,
        curves=[Curve(name=named[name], points=reliability(sure), dots=True) for name, sure in ours.items()],
    )
    folder = os.environ.get("INTENTS")
    costs = Plot(
        title="Answering the surest first: how much of it is right?",
        across="share of questions that is answered",
        upright="right",
        y=(0.5, 1.0),
        curves=[
            *(Curve(name=named[name], points=coverage(sure)) for name, sure in ours.items()),
            *_public(Path(folder) if folder else None),
        ],
    )
    (INTO / "answer-reliability.svg").write_text(believed.svg(), "utf-8")
    (INTO / "answer-coverage.svg").write_text(costs.svg(), "utf-8")


if __name__ == "__main__":
    main()
