"""Rows of the authorisation matrix: reports of what happened, and how busy one was oneself."""

from typing import Final

from tests.support.matrix import Row
from tests.support.roles import AGENTS, LEADS

_LIST: Final = "/api/insights/reports"
REPORTS: Final[dict[str, Row]] = {
    f"GET {_LIST}": Row(may=LEADS),
    f"GET {_LIST}/{{metric}}": Row(may=LEADS),
    f"GET {_LIST}/{{metric}}/table.csv": Row(may=LEADS),
    f"GET {_LIST}/{{metric}}/conversations": Row(may=LEADS, query={"key": "1", "column": "began"}),
    "GET /api/insights/own-load": Row(may=AGENTS),
}
