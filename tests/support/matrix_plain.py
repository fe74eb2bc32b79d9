"""Rows of the authorisation matrix that say the same of everybody: pages for all to read."""

from typing import Final

from tests.support.matrix import Row
from tests.support.roles import EVERYBODY

PUBLIC: Final = Row(may=EVERYBODY)

PLAIN: Final[dict[str, Row]] = {
    "GET /help": PUBLIC,
    "GET /help/{locale}": PUBLIC,
    "GET /help/{locale}/{article}": PUBLIC,
    "GET /help/{locale}/{article}/opinion": PUBLIC,
    "GET /help/{locale}/feed.xml": PUBLIC,
    "GET /help/{locale}/guides/{guide}": PUBLIC,
    "GET /help/guides/{guide}": PUBLIC,
    "GET /help/{locale}/topics/{category}": PUBLIC,
    "GET /help/topics/{category}": PUBLIC,
    "GET /metrics": PUBLIC,
    "GET /fakes": PUBLIC,
    "GET /readyz": PUBLIC,
    "GET /robots.txt": PUBLIC,
    "GET /sitemap.xml": PUBLIC,
    "GET /styleguide": PUBLIC,
    "GET /workspace/tickets": PUBLIC,
    "GET /workspace/answers": PUBLIC,
    "GET /workspace/searches": PUBLIC,
    "GET /workspace/staffing": PUBLIC,
    "GET /workspace/reports": PUBLIC,
    "GET /workspace/outgoing": PUBLIC,
    "GET /workspace/board": PUBLIC,
    "GET /workspace/settings": PUBLIC,
    "GET /workspace/settings/{page}": PUBLIC,
    "GET /api/session": PUBLIC,
}
