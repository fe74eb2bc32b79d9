"""Browser files as they travel: a page's modules as one, its styles as one, nothing for authors only.

Sources stay readable and need no build step; it is done when a file is first asked for (docs/decisions/0007).
"""

from walletdesk.platform.packing.markup import without_preloads
from walletdesk.platform.packing.packer import Packer, makers
from walletdesk.platform.packing.tokens import PackError

__all__ = ["PackError", "Packer", "makers", "without_preloads"]
