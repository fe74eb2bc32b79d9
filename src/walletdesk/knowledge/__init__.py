"""Articles in every language, and finding the one that answers a question."""

from walletdesk.knowledge.categories import Category, category_of, in_order
from walletdesk.knowledge.drafts import Draft, Drafting, Entry, Past, State
from walletdesk.knowledge.events import ArticleChanged
from walletdesk.knowledge.learned import (
    SHIPPED,
    Judged,
    Learned,
    Saying,
    Scorer,
    Thresholds,
    Versions,
    as_shipped,
)
from walletdesk.knowledge.model import Article, Custody, Fact, Mark, Match, Status, custody_of
from walletdesk.knowledge.opinions import Opinions, Reader, Tally
from walletdesk.knowledge.pages import Digest, Page, PageBranch, PageStep, Presenting
from walletdesk.knowledge.service import Done, Editing, Exchange, Library
from walletdesk.knowledge.topics import Topic, read_topic

__all__ = [
    "SHIPPED",
    "Article",
    "ArticleChanged",
    "Category",
    "Custody",
    "Digest",
    "Done",
    "Draft",
    "Drafting",
    "Editing",
    "Entry",
    "Exchange",
    "Fact",
    "Judged",
    "Learned",
    "Library",
    "Mark",
    "Match",
    "Opinions",
    "Page",
    "PageBranch",
    "PageStep",
    "Past",
    "Presenting",
    "Reader",
    "Saying",
    "Scorer",
    "State",
    "Status",
    "Tally",
    "Thresholds",
    "Topic",
    "Versions",
    "as_shipped",
    "category_of",
    "custody_of",
    "in_order",
    "read_topic",
]
