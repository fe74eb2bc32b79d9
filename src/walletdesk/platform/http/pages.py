"""Pages that the server writes: Jinja templates of a capability, complete without JavaScript.

In a template: ``t("sentence", name=value)`` in the reader's language, ``asset("help/help.css")``, ``locale``,
``app_name``. Everything that is filled in is escaped.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from litestar.connection import Request
from litestar.handlers import HTTPRouteHandler, get
from litestar.response import Response

from walletdesk.platform.http.access import Access, access
from walletdesk.platform.http.assets import Assets
from walletdesk.platform.http.headers import Face
from walletdesk.platform.http.web import visit_of
from walletdesk.platform.i18n import Locale, Value, translate
from walletdesk.platform.settings import Settings

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.runtime import Context

HTML = "text/html"  # litestar adds the charset
# The address holds the token of a link: it travels nowhere, not even into our own logs. Without any referrer
# a browser would hide where the form of the page comes from, and the form would be refused.
UNTOLD = {"Referrer-Policy": "strict-origin"}


class Pages:
    """The templates of ``folders``; jinja2 is loaded with the first page."""

    def __init__(self, folders: Sequence[Path], *, settings: Settings, assets: Assets) -> None:
        self._folders = tuple(folders)
        self._settings = settings
        self._assets = assets
        self._environment: Environment | None = None

    def html(self, template: str, locale: Locale, /, **values: Any) -> str:
        app_name = self._settings.name_of_app(locale)
        return self._jinja().get_template(template).render(locale=locale, app_name=app_name, **values)

    def respond(self, request: Request[Any, Any, Any], template: str, /, **values: Any) -> Response[str]:
        """A page behind a link that one person got, in the language of the visit. Nobody may keep it."""
        locale = visit_of(request.scope).locale
        headers = {"Content-Language": locale, **UNTOLD}
        return Response(self.html(template, locale, **values), media_type=HTML, headers=headers)

    def _jinja(self) -> "Environment":
        if self._environment is None:
            from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - with the first page

            made = Environment(
                loader=FileSystemLoader(self._folders),
                autoescape=True,
                undefined=StrictUndefined,
                trim_blocks=True,
            )
            made.globals.update(t=_say(), asset=self._assets.url)
            self._environment = made
        return self._environment


def _say() -> Any:
    from jinja2 import pass_context  # noqa: PLC0415 - with the first page

    @pass_context
    def t(context: "Context", msgid: str, **values: Value) -> str:
        return translate(context["locale"], msgid, **values)

    return t


def ui_page(path: str, file: str, *, face: Face, assets: Assets) -> HTTPRouteHandler:
    """A route that answers with one HTML file of ``ui/``, whose scripts and styles may be kept."""

    @get(
        path,
        opt=access(Access.PUBLIC, face=face),
        media_type=HTML,
        include_in_schema=False,
        sync_to_thread=False,
    )
    def page() -> Response[bytes]:
        return Response(assets.page(file), media_type=HTML)

    return page
