"""When an article changed, also in another process: what was read before is forgotten."""

from walletdesk.knowledge.events import ArticleChanged
from walletdesk.knowledge.service import Library


class KnowledgeReactions:
    def __init__(self, library: Library) -> None:
        self._library = library

    async def on_article_changed(self, event: ArticleChanged) -> None:
        self._library.refresh()
