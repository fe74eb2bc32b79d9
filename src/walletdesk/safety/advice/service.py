"""Use cases about the rules: which are in force, switch one off or on, make a phrase of one's own."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped
from walletdesk.kernel.ids import new_id
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.safety.advice.catalogue import built_in, standard
from walletdesk.safety.advice.check import check
from walletdesk.safety.advice.force import may_change, own_rule
from walletdesk.safety.advice.model import RuleBook, RuleChange, Severity
from walletdesk.safety.advice.phrase import BadPhraseError
from walletdesk.safety.advice.ports import Changes, OpenWork

MOST = 200  # own rules: each text of ours is held against all of them


class AdviceRules:
    def __init__(
        self, *, changes: Changes, open_work: OpenWork, holds_secret: Callable[[str], bool], clock: Clock
    ) -> None:
        self._changes = changes
        self._open_work = open_work
        self._holds_secret = holds_secret
        self._clock = clock

    async def changes_kept(self) -> tuple[RuleChange, ...]:
        """For whoever judges a text; ``in_force`` makes the rules of it."""
        return tuple(await self._changes.all())

    async def changes(self, viewer: AgentViewer) -> Sequence[RuleChange]:
        _require_lead(viewer)
        return await self._changes.all()

    async def change(
        self, viewer: AgentViewer, id: str, *, version: int, off: bool, severity: Severity
    ) -> RuleChange:
        """Switch it, or say who may let go what it finds. Rules about secrets are nobody's to change."""
        _require_lead(viewer)
        rule = next((rule for rule in built_in() if rule.id == id), None)
        if rule is not None and not may_change(rule):
            raise Conflict("Rules about secrets stay as they are.", code="secret_rule")
        known = RuleChange(id=id) if rule else await self._own(id)
        change = replace(known, off=off, severity=severity, version=version + 1)
        return await self._put(viewer, change)

    async def keep(self, viewer: AgentViewer, rule: RuleChange) -> RuleChange:
        """A new own rule (no id), or a change to the version that it carries."""
        _require_lead(viewer)
        if rule.id:
            await self._own(rule.id)
            return await self._put(viewer, self._tested(replace(rule, version=rule.version + 1)))
        if len([one for one in await self._changes.all() if one.is_own]) >= MOST:
            raise Conflict("There are too many rules of your own. Remove one first.", code="set_full")
        return await self._put(viewer, self._tested(replace(rule, id=new_id("own"), version=1)))

    async def remove(self, viewer: AgentViewer, id: str) -> None:
        """An own rule, or what was changed of one of the package."""
        _require_lead(viewer)
        async with self._open_work() as work:
            if not await work.changes.remove(id):
                raise NotFound
            await work.audit.note(self._clock(), viewer.agent, "advice_rule_removed", id)

    async def _own(self, id: str) -> RuleChange:
        found = next((one for one in await self._changes.all() if one.is_own and one.id == id), None)
        if found is None:
            raise NotFound
        return found

    async def _put(self, viewer: AgentViewer, change: RuleChange) -> RuleChange:
        now = self._clock()
        async with self._open_work() as work:
            if not await work.changes.put(change, now):
                raise Conflict(
                    "Somebody else changed this meanwhile. Load it again.", code="changed_meanwhile"
                )
            await work.audit.note(now, viewer.agent, "advice_rule_changed", change.id)
        return change

    def _tested(self, rule: RuleChange) -> RuleChange:
        """It must do what its two sentences say, so that nobody stops half of what the house says."""
        words = (rule.phrase, rule.matches, rule.passes, rule.why, rule.instead)
        if any(self._holds_secret(text) for text in words):
            raise SecretStopped
        try:
            book = RuleBook((own_rule(rule),), standard().context)
        except BadPhraseError:
            raise Invalid(
                "A phrase needs words of at least two signs; ... stands for what may lie between.",
                code="bad_phrase",
            ) from None
        if not check(rule.matches, book):
            raise Invalid("The rule does not find the sentence that it must find.", code="does_not_match")
        if check(rule.passes, book):
            raise Invalid("The rule stops the sentence that it must let through.", code="stops_too_much")
        return rule


def _require_lead(viewer: AgentViewer) -> None:
    if not viewer.at_least(Role.LEAD):
        raise NotFound
