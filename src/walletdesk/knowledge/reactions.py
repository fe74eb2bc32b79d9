"""When an article changed in this process: what was read before is forgotten. Others look for themselves."""

from walletdesk.knowledge.events import ArticleChanged
from walletdesk.knowledge.service import Library


class KnowledgeReactions:
    def __init__(self, library: Library) -> None:
        self._library = library

    async def on_article_changed(self, event: ArticleChanged) -> None:
        self._library.refresh()
