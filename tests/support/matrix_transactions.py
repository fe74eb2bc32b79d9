"""Rows of the authorisation matrix: a contact's own pages, transactions, theft, and the desks behind them."""

from typing import Final

from tests.support.matrix import Row
from tests.support.roles import DESK, EVERYBODY, ONE, OWNER, TALK

PUBLIC: Final = Row(may=EVERYBODY)
OWN: Final = "/portal/{conversation}"
STOLEN: Final = "/stolen/{conversation}"
ADDRESS: Final = "0x52908400098527886e0f7030069857d2e4169ee7"

TRANSACTIONS: Final[dict[str, Row]] = {
    f"GET {ONE}/ownership": Row(may=OWNER),
    f"POST {ONE}/ownership": Row(may=OWNER, body={"address": ADDRESS}),
    f"POST {ONE}/ownership/signature": Row(may=OWNER, body={"signature": "0x" + "1b" * 65}),
    f"GET {TALK}/ownership": Row(may=DESK),
    "GET /ownership": PUBLIC,
    f"GET {OWN}/ownership": Row(may=OWNER, portal=True),
    f"POST {OWN}/ownership": Row(may=OWNER, portal=True, form={"address": ADDRESS}),
    f"POST {OWN}/ownership/signature": Row(may=OWNER, portal=True, form={"signature": "0x" + "1b" * 65}),
    f"GET {OWN}": Row(may=OWNER, portal=True),
    f"GET {OWN}/files/{{attachment}}": Row(may=OWNER, portal=True),
    f"POST {OWN}/messages": Row(may=OWNER, portal=True, form={"text": "hi"}),
    f"GET {OWN}/transcript": Row(may=OWNER, portal=True),
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
