"""How much of a sentence stands in the paragraph that it cites: by words, or by pairs of Chinese signs."""

import re

from walletdesk.assistant.wording.model.plain import HAN

_HAN_RUN = re.compile(f"[{HAN}]+")
_WORD = re.compile(r"[a-z0-9]{3,}")
_STEM = 5
_IDLE_WORDS = """
    the and for you your that this with can cannot will not are was has have had been from
    its than then into also just only may might should could would there they them their
    what when where which who how why does did doing please because since until while here
    very more most some any all each other
"""
_IDLE = frozenset(_IDLE_WORDS.split())
FLOOR = 0.25  # of sentences of our articles about something else 95 of 100 lie below it


def likeness(sentence: str, paragraph: str) -> float:
    """From 0 to 1; texts are plain."""
    parts = _parts(sentence)
    return len(parts & _parts(paragraph)) / len(parts) if parts else 0.0


def _parts(text: str) -> set[str]:
    low = text.casefold()
    pairs = {run[i : i + 2] for run in _HAN_RUN.findall(low) for i in range(len(run) - 1)}
    return pairs | {word[:_STEM] for word in _WORD.findall(low) if word not in _IDLE}
