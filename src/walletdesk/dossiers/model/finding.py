"""What one check found, as it is kept: a code, and what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from walletdesk.dossiers.model.sorts import Sort, sort_of

# What moves with every block and changes nothing about what happened
_MOVING: Final = frozenset(
    {"confirmations", "base_fee", "balance", "next_nonce", "needed", "asked_nodes", "agreeing"}
)
UNKNOWN: Final = "unknown"
NO_ENDPOINT: Final = "no_endpoint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """``evidence``: as the chains tell it, numbers as decimal text: many readers of JSON hold none so large.

    ``chain`` is empty where no chain knows it. ``reason``: in a contract's own words, anybody's text.
    ``silent``: the chains that could not be asked, and why. ``trouble`` with ``unknown`` alone.
    """

    code: str
    chain: str = ""
    evidence: Mapping[str, str] = field(default_factory=dict)
    reason_kind: str = ""
    reason: str = field(default="", repr=False)
    trouble: str = ""
    asked: tuple[str, ...] = ()
    silent: Mapping[str, str] = field(default_factory=dict)

    def number(self, name: str) -> int | None:
        told = self.evidence.get(name, "")
        return int(told) if told.isascii() and told.isdecimal() else None

    @property
    def state(self) -> str:
        """Where it stands, of a code that alone does not tell."""
        return self.evidence.get("state", "")

    @property
    def sort(self) -> Sort:
        return sort_of(self.code, self.state)

    @property
    def cannot_be_asked(self) -> bool:
        """Nobody set up where to ask about any chain that it can belong to."""
        return self.code == UNKNOWN and self.trouble == NO_ENDPOINT

    def tells_the_same_as(self, other: "Finding | None") -> bool:
        """An outage is written down once, whatever it is called from minute to minute."""
        return other is not None and _essence(self) == _essence(other)


def _essence(finding: Finding) -> object:
    if finding.code == UNKNOWN:
        return UNKNOWN, finding.cannot_be_asked
    stays = {name: told for name, told in finding.evidence.items() if name not in _MOVING}
    return finding.code, finding.chain, finding.reason_kind, finding.reason, stays
