"""Rows of the matrix: proving that an address is theirs."""

from typing import Final

from tests.support.matrix import COLUMNS, Row

_OWNER, _DESK = frozenset({"contact"}), frozenset({"agent", "lead", "admin"})
_ONE, _PAGE = "/api/conversations/{conversation}/ownership", "/portal/{conversation}/ownership"
_ADDRESS = {"address": "TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC"}
_SIGNED = {"signature": "0x" + "1b" * 65}
SIGNING: Final = (f"POST {_ONE}/signature", f"POST {_PAGE}/signature")
OWN_ADDRESSES: Final[dict[str, Row]] = {
    f"GET {_ONE}": Row(may=_OWNER),
    f"POST {_ONE}": Row(may=_OWNER, body=_ADDRESS),
    f"POST {_ONE}/signature": Row(may=_OWNER, body=_SIGNED),
    "GET /api/workspace/conversations/{conversation}/ownership": Row(may=_DESK),
    "GET /ownership": Row(may=frozenset(COLUMNS)),
    f"GET {_PAGE}": Row(may=_OWNER, portal=True),
    f"POST {_PAGE}": Row(may=_OWNER, portal=True, form=_ADDRESS),
    f"POST {_PAGE}/signature": Row(may=_OWNER, portal=True, form=_SIGNED),
}
