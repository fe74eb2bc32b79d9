"""Rows of the authorisation matrix: transactions, theft, and the desks behind them."""

from typing import Final

from tests.support.matrix import Row
from tests.support.roles import DESK, EVERYBODY, ONE, OWNER, TALK

PUBLIC: Final = Row(may=EVERYBODY)
STOLEN: Final = "/stolen/{conversation}"
ADDRESS: Final = "0x52908400098527886e0f7030069857d2e4169ee7"

TRANSACTIONS: Final[dict[str, Row]] = {
    "GET /stolen": PUBLIC,
    "POST /stolen": Row(may=EVERYBODY, form={"text": "hi", "once": "{once}"}),
    f"GET {STOLEN}": Row(may=OWNER, portal=True),
    f"GET {STOLEN}/pack": Row(may=OWNER, portal=True),
    f"POST {STOLEN}/steps": Row(may=OWNER, portal=True, form={"step": "stop"}),
    f"POST {STOLEN}/addresses": Row(may=OWNER, portal=True, form={"text": ADDRESS}),
    f"GET {ONE}/containment": Row(may=OWNER),
    f"GET {ONE}/containment/pack": Row(may=OWNER),
    f"POST {ONE}/containment/steps": Row(may=OWNER, body={"step": "stop"}),
    f"POST {ONE}/containment/addresses": Row(may=OWNER, body={"text": ADDRESS}),
    f"POST {ONE}/containment/addresses/remove": Row(may=OWNER, body={"address": ADDRESS}),
    f"POST {ONE}/containment/look": Row(may=OWNER, body={}),
    f"GET {TALK}/containment": Row(may=DESK),
    f"GET {TALK}/containment/pack": Row(may=DESK),
}
