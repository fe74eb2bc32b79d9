"""Pages that anybody can read: articles, and how people can be reached now. They need no JavaScript."""

from pathlib import Path
from typing import Final

from walletdesk.help_center.http import HelpCenter, routes
from walletdesk.help_center.model import Reach

TEMPLATES: Final = Path(__file__).parent / "templates"

__all__ = ["TEMPLATES", "HelpCenter", "Reach", "routes"]
