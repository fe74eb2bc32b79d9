"""Reading what was done, by whom."""

from typing import Annotated, Any

from litestar import Request, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import QueryParameter

from walletdesk.platform.http import Access, access, agent_of
from walletdesk.staff.http.services import StaffServices
from walletdesk.staff.http.views import AuditRows, audit_row
from walletdesk.staff.service.audit import NEWEST, PAGE


def audit_routes(staff: StaffServices) -> list[HTTPRouteHandler]:
    @get("/api/audit", opt=access(Access.LEAD))
    async def list_audit(
        request: Request[Any, Any, Any],
        before: Annotated[int, QueryParameter(ge=1, le=NEWEST)] = NEWEST,
        limit: Annotated[int, QueryParameter(ge=1, le=PAGE)] = 50,
        about: Annotated[str, QueryParameter(max_length=40)] = "",
    ) -> AuditRows:
        found = await staff.auditing.list(agent_of(request), before=before, limit=limit, about=about)
        following = found[-1].number if len(found) == limit else None
        return AuditRows([audit_row(record) for record in found], following)

    return [list_audit]
