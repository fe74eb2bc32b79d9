"""How often somebody may do something. One node counts in memory; several share a store."""

from walletdesk.platform.limits.memory import MemoryLimiter
from walletdesk.platform.limits.ports import Limiter

__all__ = ["Limiter", "MemoryLimiter"]
