"""Names that are made to be taken for ours: judged by how they read, never by opening them."""

from walletdesk.safety.lookalikes.hosts import Host, host_of
from walletdesk.safety.lookalikes.judging import lookalike
from walletdesk.safety.lookalikes.verdicts import Likeness, Reason, Trick, Verdict

__all__ = ["Host", "Likeness", "Reason", "Trick", "Verdict", "host_of", "lookalike"]
