"""The widget's own page; where the app around it cannot be ours, what to do about that comes first."""

from typing import Any

from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler

from walletdesk.help_center import HTML, EmergencyPage
from walletdesk.platform.http import Access, Assets, Face, access, visit_of

PATH = "/w"


def page_routes(emergency: EmergencyPage, assets: Assets) -> list[HTTPRouteHandler]:
    @get(PATH, opt=access(Access.PUBLIC, face=Face.WIDGET), media_type=HTML, include_in_schema=False)
    async def widget_page(request: Request[Any, Any, Any]) -> Response[Any]:
        urgent = await emergency.instead(request.query_params, visit_of(request.scope).locale, PATH)
        return urgent or Response(assets.page("widget/index.html"), media_type=HTML)

    return [widget_page]
