"""Rows of the authorisation matrix: a contact's own pages, transactions, theft, and the desks behind them."""

from typing import Final

from tests.support.matrix import Row
from tests.support.roles import CONTACTS, DESK, EVERYBODY, ONE, OWNER, TALK, TICKET

PUBLIC: Final = Row(may=EVERYBODY)
OWN: Final = "/portal/{conversation}"
STOLEN: Final = "/stolen/{conversation}"
ADDRESS: Final = "0x52908400098527886e0f7030069857d2e4169ee7"

TRANSACTIONS: Final[dict[str, Row]] = {
    f"GET {OWN}": Row(may=OWNER, portal=True),
    f"GET {OWN}/files/{{attachment}}": Row(may=OWNER, portal=True),
    f"POST {OWN}/messages": Row(may=OWNER, portal=True, form={"text": "hi"}),
    f"GET {OWN}/transcript": Row(may=OWNER, portal=True),
    f"GET {TICKET}": Row(may=DESK),
    f"PATCH {TICKET}": Row(may=DESK, body={"priority": "high"}),
    f"POST {TICKET}/links": Row(may=DESK, body={"conversation": "{conversation}"}),
    f"DELETE {TICKET}/links/{{conversation}}": Row(may=DESK),
    f"POST {TICKET}/notes": Row(may=DESK, body={"text": "seen"}),
    "GET /portal": PUBLIC,
    "POST /portal/end": Row(may=EVERYBODY, form={}),
    "GET /portal/open": Row(may=EVERYBODY, query={"t": "{access}"}),
    "POST /portal/session": Row(may=CONTACTS),
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
