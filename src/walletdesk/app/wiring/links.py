"""What a link in a contact's message is: asked of the registry, of block lists, known fakes and the judge."""

from walletdesk.app.wiring.checking import ConfirmedFakes, block_lists
from walletdesk.app.wiring.parts import Parts
from walletdesk.help_center.checking import Thing, What
from walletdesk.registry import Kind, Registry
from walletdesk.safety import BlockLists, lookalike
from walletdesk.workspace.http import Verdict


class LinkJudge:
    def __init__(self, registry: Registry, lists: BlockLists, fakes: ConfirmedFakes) -> None:
        self._registry = registry
        self._lists = lists
        self._fakes = fakes

    async def __call__(self, value: str) -> Verdict:
        if self._registry.official(Kind.SITE, value) is not None:
            return "official"
        found = [one for one in self._registry.foreign(value) if one.kind is Kind.SITE]
        if not found:
            return "none"
        link = found[0].value
        if await self._lists.about(link) or await self._fakes.about(Thing(What.SITE, link)):
            return "known_bad"
        ours = [one.value.removeprefix("*.") for one in self._registry.entries() if one.kind is Kind.SITE]
        likeness = lookalike(link, ours)
        return "lookalike" if likeness.verdict.value == "lookalike" else "not_ours"


def link_judge(parts: Parts) -> LinkJudge:
    lists = block_lists(parts.engine.db, parts.engine.clock)
    return LinkJudge(parts.channels.registry, lists, ConfirmedFakes(parts.impersonation))
