"""The routes of the queues' plan and of the reasons of a pause in the authorisation matrix."""

from typing import Final

from tests.support.matrix import Row

ADMINS: Final = frozenset({"admin"})
LEADS: Final = ADMINS | {"lead"}
RULE: Final = {"category": "app", "priority": "high"}

ROWS: Final = {
    "GET /api/queues": Row(may=LEADS),
    "PUT /api/queues": Row(may=ADMINS, body={"version": 0, "weights": {"email": 50}, "overflow": []}),
    "PUT /api/queues/rules": Row(may=LEADS, body={"version": 1, "rules": [RULE]}),
    "POST /api/queues/try": Row(may=LEADS, body={"rules": [RULE], "facts": {"category": "app"}}),
    "GET /api/staff/pauses": Row(may=LEADS),
    "PUT /api/staff/pauses": Row(may=ADMINS, body={"items": [{"en": "Lunch", "zh": "午饭"}]}),
}
