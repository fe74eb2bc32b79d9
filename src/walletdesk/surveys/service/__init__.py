"""Use cases about surveys."""

from walletdesk.surveys.service.asking import Surveying
from walletdesk.surveys.service.counting import Counting
from walletdesk.surveys.service.reviewing import Reviewing
from walletdesk.surveys.service.setting import Setting

__all__ = ["Counting", "Reviewing", "Setting", "Surveying"]
