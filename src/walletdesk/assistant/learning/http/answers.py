"""Topics that agents confirm, and versions: how they do, which answers, and the way back."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.assistant.learning.http.prompting import Prompting
from walletdesk.assistant.learning.model import ENOUGH_JUDGED, PROMISED, Entry, Outcome, Trial
from walletdesk.assistant.learning.service import (
    Confirming,
    Overseeing,
    Overview,
    Questions,
    Refitting,
)
from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import ConversationId, MessageId
from walletdesk.platform.http import Access, access, agent_of, visit_of

PATH = "/api/answers"
TOPIC = "/api/workspace/conversations/{conversation:str}/topic"
Word = Annotated[str, msgspec.Meta(max_length=200)]


class Guessed(msgspec.Struct):
    topic: str
    title: str
    p: float


class QuestionView(msgspec.Struct):
    """``topic``: confirmed, or else the likeliest; empty: no article answers it. ``text`` is masked."""

    message: str
    text: str
    topic: str
    confirmed: bool
    likely: list[Guessed]


class TopicView(msgspec.Struct):
    id: str
    title: str


class QuestionsView(msgspec.Struct):
    """What the bot was asked in this conversation, the last first, and every topic there is, by title."""

    items: list[QuestionView]
    topics: list[TopicView]


class Confirmed(msgspec.Struct, forbid_unknown_fields=True):
    """``topic`` empty: no article answers it."""

    message: Word
    topic: Word


class CountsView(msgspec.Struct):
    """Questions of the last thirty days by what was done with them, and what contacts said of the answers."""

    answered: int
    offered: int
    missed: int
    handed_over: int
    risk: int
    helped: int
    not_helped: int


class AuditView(msgspec.Struct):
    """Of answers given by the version in force and judged. ``low`` to ``high``: the 95 % interval."""

    judged: int
    right: int
    low: float
    high: float
    enough: bool


class TrialView(msgspec.Struct):
    """Shares, of judged questions that the version had not learnt."""

    n: int
    first: float
    three: float
    answered: float
    right: float
    right_low: float
    strangers_answered: float


class VersionView(msgspec.Struct):
    """``answer_from``: null where the shipped threshold holds; above one: it answers nothing by itself."""

    id: str
    at: int
    by: str
    in_force: bool
    answer_from: float | None
    judged: int
    lessons: int
    strangers: float
    before: TrialView
    after: TrialView


class BinView(msgspec.Struct):
    sure: float
    right: float
    low: float
    high: float
    n: int


class PointView(msgspec.Struct):
    threshold: float
    coverage: float
    risk: float


class Answers(msgspec.Struct):
    """``cautious``: with fewer than ``enough`` judged questions the shipped threshold holds."""

    counts: CountsView
    audit: AuditView
    promised: float
    answer_from: float
    cautious: bool
    judged: int
    enough: int
    in_force: str
    versions: list[VersionView]
    reliability: list[BinView]
    curve: list[PointView]


class Refit(msgspec.Struct):
    """``version`` empty: there was nothing new to learn. ``in_force`` false: it is worse, and waits.

    ``running``: it takes longer than anybody should wait for; its version stands in the list when it is done.
    """

    version: str
    in_force: bool
    running: bool


def topic_routes(confirming: Confirming) -> Sequence[HTTPRouteHandler]:
    @get(TOPIC, opt=access(Access.AGENT))
    async def questions_of_conversation(
        request: Request[Any, Any, Any], conversation: FromPath[str]
    ) -> QuestionsView:
        locale = visit_of(request.scope).locale
        found = await confirming.questions(agent_of(request), ConversationId(conversation), locale)
        return _questions(found)

    @post(TOPIC, opt=access(Access.AGENT), status_code=200)
    async def confirm_topic(
        request: Request[Any, Any, Any], conversation: FromPath[str], data: JSONBody[Confirmed]
    ) -> QuestionsView:
        """Confirm or correct what a question was about."""
        viewer, id = agent_of(request), ConversationId(conversation)
        await confirming.confirm(viewer, id, MessageId(data.message), data.topic)
        return _questions(await confirming.questions(viewer, id, visit_of(request.scope).locale))

    return [questions_of_conversation, confirm_topic]


def version_routes(
    overseeing: Overseeing, refitting: Refitting, prompting: Prompting
) -> Sequence[HTTPRouteHandler]:
    lead = access(Access.LEAD)

    @get(PATH, opt=lead)
    async def look_at_answers(request: Request[Any, Any, Any]) -> Answers:
        return _answers(await overseeing.overview(agent_of(request)))

    @post(f"{PATH}/refit", opt=lead, status_code=200)
    async def refit_answers(request: Request[Any, Any, Any]) -> Refit:
        """What happens every night, now."""
        made = await prompting.refit(agent_of(request))
        return Refit(
            version=made.version.id if made.version else "",
            in_force=made.is_in_force,
            running=made.is_running,
        )

    @post(f"{PATH}/versions/{{learnt:str}}", opt=lead, status_code=200)
    async def use_version(request: Request[Any, Any, Any], learnt: FromPath[str]) -> Answers:
        """Put a version in force: an earlier one, a later one, or ``shipped``."""
        await refitting.use(agent_of(request), learnt)
        return _answers(await overseeing.overview(agent_of(request)))

    return [look_at_answers, refit_answers, use_version]


def _questions(found: Questions) -> QuestionsView:
    return QuestionsView(
        items=[
            QuestionView(
                message=one.message,
                text=one.text,
                topic=one.topic,
                confirmed=one.is_confirmed,
                likely=[
                    Guessed(topic=guess.topic, title=found.titles.get(guess.topic, guess.topic), p=guess.p)
                    for guess in one.guesses
                ],
            )
            for one in found.items
        ],
        topics=[
            TopicView(id=id, title=title)
            for id, title in sorted(found.titles.items(), key=lambda pair: pair[1])
        ],
    )


def _answers(seen: Overview) -> Answers:
    counts, audit = seen.counts, seen.audit
    its_own = [outcome.value for outcome in Outcome if outcome is not Outcome.UNASKED]
    of = {outcome: counts.by_outcome.get(outcome, 0) for outcome in its_own}
    return Answers(
        counts=CountsView(**of, helped=counts.helped, not_helped=counts.not_helped),
        audit=AuditView(
            judged=audit.n,
            right=audit.right,
            low=audit.low,
            high=audit.high,
            enough=audit.means_something,
        ),
        promised=PROMISED,
        answer_from=seen.answer_from,
        cautious=seen.in_force.answer is None,
        judged=seen.judged,
        enough=ENOUGH_JUDGED,
        in_force=seen.in_force.id,
        versions=[_version(one, seen.in_force.id) for one in seen.versions],
        reliability=[BinView(one.sure, one.right, one.low, one.high, one.n) for one in seen.bins],
        curve=[PointView(one.threshold, one.coverage, one.risk) for one in seen.curve],
    )


def _version(one: Entry, in_force: str) -> VersionView:
    return VersionView(
        id=one.id,
        at=millis(one.at),
        by=one.by,
        in_force=one.id == in_force,
        answer_from=one.answer,
        judged=one.judged,
        lessons=one.lessons,
        strangers=one.strangers,
        before=_trial(one.before),
        after=_trial(one.after),
    )


def _trial(one: Trial) -> TrialView:
    return TrialView(
        n=one.n,
        first=one.first,
        three=one.three,
        answered=one.answered,
        right=one.right,
        right_low=one.right_low,
        strangers_answered=one.strangers_answered,
    )
