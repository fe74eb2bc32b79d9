"""When a run of tests may call itself complete. Importing this does nothing else."""

from collections import Counter

ENGINES = ("sqlite", "postgresql")


def complaints(by_engine: Counter[str], left_out: int) -> list[str]:
    """What a run that claims to be complete must not have."""
    counts = [by_engine[name] for name in ENGINES]
    found = {
        "no test ran on an engine": 0 in counts,
        "the engines did not run the same number of tests": len(set(counts)) > 1,
        f"{left_out} tests were left out": left_out > 0,
    }
    return [words for words, holds in found.items() if holds]
