"""Rows of the matrix: what to do about the app, and the table of its versions."""

from typing import Final

from tests.support.matrix import COLUMNS, Row

BUILD: Final = {
    "standing": "known_bad",
    "version": "1.2",
    "digest": "ab" * 32,
    "reason": "Repacked",
    "source": "A reader",
    "date": "2026-02-03",
}
_EVERYBODY, _LEADS = frozenset(COLUMNS), frozenset({"lead", "admin"})
_TOLD = {"version": "2.4.1", "trouble": "crashes", "device": "Pixel", "network": "wifi"}
APP_PROBLEMS: Final[dict[str, Row]] = {
    "GET /app-problem": Row(may=_EVERYBODY),
    "POST /app-problem": Row(may=_EVERYBODY, form={**_TOLD, "platform": "android", "backed_up": "yes"}),
    "POST /api/app-problem": Row(may=_EVERYBODY, body=_TOLD),
    "GET /api/app-versions": Row(may=_LEADS),
    "POST /api/app-versions": Row(
        may=_LEADS,
        body={
            "version": "2.4.1",
            "state": "known_bad",
            "released": "2026-02-03",
            "problem_zh": "转账页会闪退。",
            "problem_en": "The transfer page closes.",
            "fixed_in": "2.4.2",
        },
    ),
    "DELETE /api/app-versions/{app_version}": Row(may=_LEADS),
}
