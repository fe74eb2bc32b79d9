"""Names that are made to be taken for ours: judged by how they read, never by opening them."""

from walletdesk.safety.lookalikes.hosts import Host, host_of
from walletdesk.safety.lookalikes.judging import lookalike
from walletdesk.safety.lookalikes.spelling import Part, marked, spelled, spelled_hosts
from walletdesk.safety.lookalikes.verdicts import Likeness, Reason, Trick, Verdict

__all__ = [
    "Host",
    "Likeness",
    "Part",
    "Reason",
    "Trick",
    "Verdict",
    "host_of",
    "lookalike",
    "marked",
    "spelled",
    "spelled_hosts",
]
