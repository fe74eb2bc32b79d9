"""How often somebody may do something: counted in memory, or in the database where nodes must agree."""

from walletdesk.platform.limits.memory import MemoryLimiter
from walletdesk.platform.limits.ports import Limiter
from walletdesk.platform.limits.shared import SharedLimiter

__all__ = ["Limiter", "MemoryLimiter", "SharedLimiter"]
