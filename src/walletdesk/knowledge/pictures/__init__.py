"""Pictures of articles: put in by those who write, shown to whoever may read the article."""

from walletdesk.knowledge.pictures.model import Picture
from walletdesk.knowledge.pictures.service import Illustrating

__all__ = ["Illustrating", "Picture"]
