"""Browser files as they travel: a page's modules as one, its styles as one, nothing for authors only.

Sources stay readable and need no build step; it is done when a file is first asked for (docs/decisions/0007).
What a page says and draws by itself is sent first: a ``later.css`` beside ``page.css`` gets the rules that
only its parts can meet, as ``scripts.catalogues`` and ``scripts.widget_icons`` part words and icons. A part
that few readers need has a sheet under its own name, and so words and icons of its own.
"""

from walletdesk.platform.packing.markup import without_preloads
from walletdesk.platform.packing.packer import Packer, makers
from walletdesk.platform.packing.tokens import PackError

__all__ = ["PackError", "Packer", "makers", "without_preloads"]
