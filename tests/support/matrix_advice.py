"""Rows of the authorisation matrix: the rules of the advice guard."""

from typing import Final

from tests.support.matrix import Row
from tests.support.roles import LEADS

_RULES: Final = "/api/advice/rules"
_OWN: Final = {
    "phrase": "moon ... soon",
    "matches": "To the moon very soon",
    "passes": "Good evening.",
    "why": "We say nothing of prices.",
    "instead": "Leave it out.",
}
ADVICE: Final[dict[str, Row]] = {
    f"GET {_RULES}": Row(may=LEADS),
    f"POST {_RULES}": Row(may=LEADS, body=_OWN),
    f"PUT {_RULES}/{{rule}}": Row(may=LEADS, body={"version": 1, "off": True, "severity": "block"}),
    f"PUT {_RULES}/{{rule}}/phrase": Row(may=LEADS, body={**_OWN, "version": 1}),
    f"DELETE {_RULES}/{{rule}}": Row(may=LEADS),
}
