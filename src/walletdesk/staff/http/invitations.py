"""The page on which an invited agent sets a password: looking changes nothing, the form does, once."""

from typing import Annotated, Any, Final

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import QueryParameter, URLEncodedBody

from walletdesk.kernel.errors import Invalid, NotFound, Refused
from walletdesk.platform.http import Access, Face, Pages, access, answer_to, visit_of
from walletdesk.staff.http.services import StaffServices
from walletdesk.staff.http.views import AcceptInvitation
from walletdesk.staff.model.password import SHORTEST

PAGE: Final = "/invitation"
FORM: Final = "application/x-www-form-urlencoded"
TEMPLATE: Final = "invitation.html"
Asked = Request[Any, Any, Any]


def invitation_routes(staff: StaffServices, pages: Pages) -> list[HTTPRouteHandler]:
    @get(PAGE, opt=access(Access.PUBLIC, face=Face.PAGES), include_in_schema=False)
    async def invitation_page(
        request: Asked, t: Annotated[str, QueryParameter(max_length=100)] = ""
    ) -> Response[str]:
        state = "ask" if await staff.inviting.is_open(t) else "spent"
        return _page(pages, request, state, token=t)

    @post(
        PAGE,
        opt=access(Access.PUBLIC, face=Face.PAGES, takes=FORM),
        include_in_schema=False,
        status_code=200,
    )
    async def accept(request: Asked, data: URLEncodedBody[AcceptInvitation]) -> Response[str]:
        try:
            if data.password != data.again:
                raise Invalid("The two passwords are not the same.", code="passwords_differ")
            await staff.inviting.accept(data.t, data.password, ip=visit_of(request.scope).address)
        except Refused as refusal:
            return _refused(pages, request, refusal, data.t)
        return _page(pages, request, "done")

    return [invitation_page, accept]


def _refused(pages: Pages, request: Asked, refusal: Refused, token: str) -> Response[str]:
    """The form again, unless the invitation itself is spent."""
    problem = answer_to(refusal, visit_of(request.scope).locale).problem
    state = "spent" if isinstance(refusal, NotFound) else "ask"
    page = _page(pages, request, state, token=token, detail=problem.detail)
    page.status_code = problem.status
    return page


def _page(pages: Pages, request: Asked, state: str, *, token: str = "", detail: str = "") -> Response[str]:
    return pages.respond(request, TEMPLATE, state=state, token=token, detail=detail, least=SHORTEST)
