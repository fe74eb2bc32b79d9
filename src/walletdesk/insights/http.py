"""Alerts for leads: what is open, and "I have seen it"."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import Parameter

from walletdesk.insights.model import Alert, Severity
from walletdesk.insights.model import Kind as AlertKind
from walletdesk.insights.ports import Listing
from walletdesk.insights.service import Alerting
from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import AlertId
from walletdesk.platform.http import Access, access, agent_of, visit_of
from walletdesk.platform.i18n import Locale, translate


class Acknowledged(msgspec.Struct):
    """``by`` null: it settled by itself."""

    by: str | None
    at: int


class AlertView(msgspec.Struct):
    """``text`` in the reader's language. ``due_at``: of the promise it is about."""

    id: str
    kind: AlertKind
    severity: Severity
    at: int
    last_at: int
    text: str
    conversation: str | None
    count: int
    due_at: int | None
    acknowledged: Acknowledged | None


class Alerts(msgspec.Struct):
    """``next`` is the cursor of the following page; null at the end."""

    items: list[AlertView]
    next: str | None


def routes(alerting: Alerting) -> Sequence[HTTPRouteHandler]:
    @get("/api/workspace/alerts", opt=access(Access.LEAD))
    async def list_alerts(
        request: Request[Any, Any, Any],
        open: bool = True,
        cursor: Annotated[str, Parameter(max_length=80)] = "",
        limit: Annotated[int, Parameter(ge=1, le=100)] = 50,
    ) -> Alerts:
        listing = Listing(open=open, cursor=_seen(cursor), most=limit)
        found = await alerting.list(listing)
        locale = visit_of(request.scope).locale
        following = _cursor(found[-1]) if len(found) == limit else None
        return Alerts([_view(alert, locale) for alert in found], following)

    @post("/api/workspace/alerts/{alert:str}/acknowledge", opt=access(Access.LEAD), status_code=200)
    async def acknowledge(request: Request[Any, Any, Any], alert: str) -> AlertView:
        seen = await alerting.acknowledge(AlertId(alert), agent_of(request).agent)
        return _view(seen, visit_of(request.scope).locale)

    return [list_alerts, acknowledge]


def _view(alert: Alert, locale: Locale) -> AlertView:
    due = alert.values.get("due_at")
    at = alert.acknowledged_at
    return AlertView(
        id=alert.id,
        kind=alert.kind,
        severity=alert.severity,
        at=millis(alert.at),
        last_at=millis(alert.last_at),
        text=translate(locale, alert.message, **alert.shown_values),
        conversation=alert.conversation,
        count=alert.count,
        due_at=due if isinstance(due, int) else None,
        acknowledged=Acknowledged(alert.acknowledged_by, millis(at)) if at else None,
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
