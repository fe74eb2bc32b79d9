"""Alerts for leads: what is open, and "I have seen it"."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, QueryParameter

from walletdesk.insights.model import Alert, Kind, Severity
from walletdesk.insights.ports import Listing
from walletdesk.insights.service import Alerting
from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import AlertId
from walletdesk.platform.http import Access, access, agent_of, visit_of
from walletdesk.platform.i18n import Locale, translate


class AlertView(msgspec.Struct):
    """``text`` says it in the reader's language; ``detail`` holds what it is filled with.

    ``acknowledged_by`` null with a time: it settled by itself.
    """

    id: str
    what: Kind
    severity: Severity
    at: int
    last_at: int
    text: str
    conversation: str | None
    detail: dict[str, str | int]
    acknowledged_by: str | None
    acknowledged_at: int | None


class Alerts(msgspec.Struct):
    """``next`` is the cursor of the following page; null at the end."""

    items: list[AlertView]
    next: str | None


def routes(alerting: Alerting) -> Sequence[HTTPRouteHandler]:
    @get("/api/workspace/alerts", opt=access(Access.LEAD))
    async def list_alerts(
        request: Request[Any, Any, Any],
        open: FromQuery[bool] = True,
        cursor: Annotated[str, QueryParameter(max_length=80)] = "",
        limit: Annotated[int, QueryParameter(ge=1, le=100)] = 50,
    ) -> Alerts:
        listing = Listing(open=open, cursor=_seen(cursor), most=limit)
        found = await alerting.list(listing)
        locale = visit_of(request.scope).locale
        following = _cursor(found[-1]) if len(found) == limit else None
        return Alerts([alert_view(alert, locale) for alert in found], following)

    @post("/api/workspace/alerts/{alert:str}/acknowledge", opt=access(Access.LEAD), status_code=200)
    async def acknowledge(request: Request[Any, Any, Any], alert: FromPath[str]) -> AlertView:
        seen = await alerting.acknowledge(AlertId(alert), agent_of(request).agent)
        return alert_view(seen, visit_of(request.scope).locale)

    return [list_alerts, acknowledge]


def alert_view(alert: Alert, locale: Locale) -> AlertView:
    seen = alert.acknowledged_at
    return AlertView(
        id=alert.id,
        what=alert.kind,
        severity=alert.severity,
        at=millis(alert.at),
        last_at=millis(alert.last_at),
        text=translate(locale, alert.message, **alert.shown_values),
        conversation=alert.conversation,
        detail=alert.shown_values,
        acknowledged_by=alert.acknowledged_by,
        acknowledged_at=None if seen is None else millis(seen),
    )


def _cursor(alert: Alert) -> str:
    return f"{millis(alert.at)}.{alert.id}"


def _seen(cursor: str) -> tuple[int, str] | None:
    if not cursor:
        return None
    at, _, id = cursor.partition(".")
    if not (at.isdecimal() and at.isascii() and len(at) <= 15 and id):
        raise Invalid("This is not a cursor of ours.")
    return int(at), id
