"""What a link in a contact's message is: asked of the registry, the block lists and the judge of names."""

from walletdesk.app.wiring.checking import block_lists
from walletdesk.app.wiring.parts import Parts
from walletdesk.registry import Kind, Registry
from walletdesk.safety import BlockLists, lookalike
from walletdesk.workspace.http import Verdict


class LinkJudge:
    def __init__(self, registry: Registry, lists: BlockLists) -> None:
        self._registry = registry
        self._lists = lists

    async def __call__(self, value: str) -> Verdict:
        if self._registry.official(Kind.SITE, value) is not None:
            return "official"
        found = [one for one in self._registry.foreign(value) if one.kind is Kind.SITE]
        if not found:
            return "none"
        if await self._lists.about(found[0].value):
            return "known_bad"
        ours = [one.value.removeprefix("*.") for one in self._registry.entries() if one.kind is Kind.SITE]
        likeness = lookalike(found[0].value, ours)
        return "lookalike" if likeness.verdict.value == "lookalike" else "not_ours"


def link_judge(parts: Parts) -> LinkJudge:
    return LinkJudge(parts.channels.registry, block_lists(parts.engine.db, parts.engine.clock))
