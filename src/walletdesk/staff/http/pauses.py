"""The reasons of a pause: leads read them, administrators set them."""

from typing import Any

from litestar import Request, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from walletdesk.platform.http import Access, access, agent_of
from walletdesk.staff.http.services import StaffServices
from walletdesk.staff.http.views import PausesView, SetPauses, pauses_view
from walletdesk.staff.model import PauseReason

PATH = "/api/staff/pauses"


def pause_routes(staff: StaffServices) -> list[HTTPRouteHandler]:
    @get(PATH, opt=access(Access.LEAD))
    async def list_pauses() -> PausesView:
        return pauses_view(await staff.pauses.list())

    @put(PATH, opt=access(Access.ADMIN))
    async def set_pauses(request: Request[Any, Any, Any], data: JSONBody[SetPauses]) -> PausesView:
        """All of them anew, in their order; none: those that were there at first."""
        reasons = [PauseReason(code=one.code, en=one.en, zh=one.zh) for one in data.items]
        return pauses_view(await staff.pauses.set(agent_of(request), reasons))

    return [list_pauses, set_pauses]
