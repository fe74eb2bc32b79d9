"""The rules of the advice guard for those who lead: read, switch, own phrases."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.platform.http import Access, access, agent_of, visit_of
from walletdesk.safety.advice.catalogue import built_in
from walletdesk.safety.advice.force import may_change
from walletdesk.safety.advice.model import Rule, RuleChange, Severity
from walletdesk.safety.advice.service import AdviceRules

PATH = "/api/advice/rules"
Sentence = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
Version = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class RuleView(msgspec.Struct):
    """``own``: made here. ``fixed``: nobody may change it. ``version`` 0: as it came."""

    id: str
    family: str
    severity: Severity
    off: bool
    own: bool
    fixed: bool
    why: str
    instead: str
    version: int
    phrase: str = ""
    matches: str = ""
    passes: str = ""


class Rules(msgspec.Struct):
    items: list[RuleView]


class ChangedRule(msgspec.Struct, forbid_unknown_fields=True):
    version: Version
    off: bool
    severity: Severity


class OwnRule(msgspec.Struct, forbid_unknown_fields=True):
    """``phrase``: words, ``...`` between those that may stand apart, ``/`` between those that mean one."""

    phrase: Sentence
    matches: Sentence
    passes: Sentence
    why: Sentence
    instead: Sentence
    severity: Severity = Severity.BLOCK
    off: bool = False
    version: Version = 0


def routes(rules: AdviceRules) -> Sequence[HTTPRouteHandler]:
    @get(PATH, opt=access(Access.LEAD))
    async def list_rules(request: Request[Any, Any, Any]) -> Rules:
        changes = await rules.changes(agent_of(request))
        changed, locale = {change.id: change for change in changes}, visit_of(request.scope).locale
        shown = [_view(rule, changed.get(rule.id), locale) for rule in built_in()]
        return Rules([*shown, *(_own_view(change) for change in changes if change.is_own)])

    @put(f"{PATH}/{{rule:str}}", opt=access(Access.LEAD), status_code=204)
    async def change_rule(
        request: Request[Any, Any, Any], rule: FromPath[str], data: JSONBody[ChangedRule]
    ) -> None:
        await rules.change(
            agent_of(request), rule, version=data.version, off=data.off, severity=data.severity
        )

    return [list_rules, change_rule, *_own(rules)]


def _own(rules: AdviceRules) -> list[HTTPRouteHandler]:
    @post(PATH, opt=access(Access.LEAD))
    async def add_rule(request: Request[Any, Any, Any], data: JSONBody[OwnRule]) -> RuleView:
        return _own_view(await rules.keep(agent_of(request), _change("", data)))

    @put(f"{PATH}/{{rule:str}}/phrase", opt=access(Access.LEAD))
    async def change_own_rule(
        request: Request[Any, Any, Any], rule: FromPath[str], data: JSONBody[OwnRule]
    ) -> RuleView:
        return _own_view(await rules.keep(agent_of(request), _change(rule, data)))

    @delete(f"{PATH}/{{rule:str}}", opt=access(Access.LEAD))
    async def remove_rule(request: Request[Any, Any, Any], rule: FromPath[str]) -> None:
        await rules.remove(agent_of(request), rule)

    return [add_rule, change_own_rule, remove_rule]


def _change(id: str, data: OwnRule) -> RuleChange:
    return RuleChange(
        id=id,
        off=data.off,
        severity=data.severity,
        phrase=data.phrase,
        matches=data.matches,
        passes=data.passes,
        why=data.why,
        instead=data.instead,
        version=data.version,
    )


def _view(rule: Rule, change: RuleChange | None, locale: str) -> RuleView:
    reason = rule.reasons[locale]
    return RuleView(
        id=rule.id,
        family=rule.family.value,
        severity=change.severity if change else rule.severity,
        off=change.off if change else False,
        own=False,
        fixed=not may_change(rule),
        why=reason.why,
        instead=reason.instead,
        version=change.version if change else 0,
    )


def _own_view(change: RuleChange) -> RuleView:
    return RuleView(
        id=change.id,
        family="own",
        severity=change.severity,
        off=change.off,
        own=True,
        fixed=False,
        why=change.why,
        instead=change.instead,
        version=change.version,
        phrase=change.phrase,
        matches=change.matches,
        passes=change.passes,
    )
