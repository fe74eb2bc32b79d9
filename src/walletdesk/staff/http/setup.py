"""Where whoever started a fresh installation becomes its first administrator. Afterwards it is not there."""

from typing import Annotated, Any, Final

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import QueryParameter, URLEncodedBody

from walletdesk.kernel.errors import Invalid, NotFound, Refused
from walletdesk.platform.http import Access, Face, Pages, access, answer_to, visit_of
from walletdesk.staff.http.services import StaffServices
from walletdesk.staff.http.views import Found
from walletdesk.staff.model.password import SHORTEST

PATH: Final = "/setup"
FORM: Final = "application/x-www-form-urlencoded"
Asked = Request[Any, Any, Any]


def setup_routes(staff: StaffServices, pages: Pages) -> list[HTTPRouteHandler]:
    @get(PATH, opt=access(Access.PUBLIC, face=Face.PAGES), include_in_schema=False)
    async def setup_page(
        request: Asked, t: Annotated[str, QueryParameter(max_length=100)] = ""
    ) -> Response[str]:
        if not await staff.founding.is_open(t, ip=visit_of(request.scope).address):
            raise NotFound
        return _page(pages, request, "ask", token=t)

    @post(
        PATH, opt=access(Access.PUBLIC, face=Face.PAGES, takes=FORM), include_in_schema=False, status_code=200
    )
    async def found(request: Asked, data: URLEncodedBody[Found]) -> Response[str]:
        visit = visit_of(request.scope)
        try:
            if data.password != data.again:
                raise Invalid("The two passwords are not the same.", code="passwords_differ")
            await staff.founding.found(
                data.t, login=data.login, name=data.name, password=data.password, ip=visit.address
            )
        except NotFound:
            raise
        except Refused as refusal:
            problem = answer_to(refusal, visit.locale).problem
            page = _page(pages, request, "ask", token=data.t, detail=problem.detail, given=data)
            page.status_code = problem.status
            return page
        return _page(pages, request, "done")

    return [setup_page, found]


def _page(
    pages: Pages, request: Asked, state: str, *, token: str = "", detail: str = "", given: Found | None = None
) -> Response[str]:
    kept = {"login": given.login, "name": given.name} if given else {"login": "", "name": ""}
    return pages.respond(
        request, "setup.html", state=state, token=token, detail=detail, least=SHORTEST, **kept
    )
