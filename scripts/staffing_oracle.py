"""Freezes what ``pyworkforce`` says of Erlang C, for ``tests/unit/insights/staffing/test_erlang.py``.

    python -m venv /tmp/oracle && /tmp/oracle/bin/pip install pyworkforce==0.5.1
    /tmp/oracle/bin/python scripts/staffing_oracle.py

Not a dependency of ours: it brings a solver of many megabytes, and its formula does not change.
"""

import json
from importlib.metadata import version
from pathlib import Path

INTO = Path(__file__).parents[1] / "tests" / "data" / "staffing" / "pyworkforce.json"
ASKED = (4, 12, 30, 75, 160)  # in half an hour
HANDLING = (180, 420)
TARGETS = ((0.8, 20, 0.85), (0.9, 60, 1.0))


def main() -> None:
    from pyworkforce.queuing import ErlangC  # type: ignore[import-not-found] # noqa: PLC0415 - see above

    rows = []
    for asked in ASKED:
        for handling in HANDLING:
            for share, seconds, busiest in TARGETS:
                one = ErlangC(
                    transactions=asked, aht=handling / 60, interval=30, asa=seconds / 60, shrinkage=0
                )
                said = one.required_positions(service_level=share, max_occupancy=busiest)
                agents = said["raw_positions"]
                rows.append(
                    {
                        "asked": asked,
                        "handling": handling,
                        "seconds": seconds,
                        "share": share,
                        "busiest": busiest,
                        "needed": agents,
                        "agents": agents,
                        "waiting": one.waiting_probability(positions=agents),
                        "within": one.service_level(positions=agents),
                    }
                )
    kept = {"by": f"pyworkforce {version('pyworkforce')}", "rows": rows}
    INTO.write_text(json.dumps(kept, indent=1) + "\n")
    print(f"{len(rows)} rows by {kept['by']}")


if __name__ == "__main__":
    main()
