"""An article before it is published, exactly as its readers will see it: for those who write, in a frame."""

from typing import Protocol

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from walletdesk.help_center.http.center import HTML, PRIVATE, Anyone, HelpCenter, language
from walletdesk.help_center.http.reading import article_values
from walletdesk.help_center.model import address
from walletdesk.kernel.ids import ArticleId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.knowledge import Page
from walletdesk.platform.http import Access, Face, access, agent_of
from walletdesk.platform.i18n import LOCALES


class Previews(Protocol):
    async def page(self, viewer: AgentViewer, id: ArticleId, locale: str) -> Page:
        """Its newest text. NotFound where this viewer has none to see."""


def preview_routes(help_center: HelpCenter, previews: Previews) -> list[HTTPRouteHandler]:
    @get(
        "/workspace/knowledge/preview/{article:str}/{locale:str}",
        opt=access(Access.AGENT, face=Face.PREVIEW),
        media_type=HTML,
        include_in_schema=False,
    )
    async def preview_article(
        request: Anyone, article: FromPath[str], locale: FromPath[str]
    ) -> Response[str]:
        id = ArticleId(article)
        page = await previews.page(agent_of(request), id, locale)
        shown = language(locale) or LOCALES[0]
        values = article_values(help_center, shown, page, ())
        return help_center.answer("article", shown, address(page.locale, id), values, PRIVATE)

    return [preview_article]
