"""Questions without an answer, for leads: read matter by matter, and made into a phrasing or an article."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from walletdesk.assistant.learning.service import MOST_OF_ONE, OpenQuestion, Reviewing
from walletdesk.kernel.ids import MessageId
from walletdesk.platform.http import Access, access, agent_of, visit_of

PATH = "/api/answers/questions"
Word = Annotated[str, msgspec.Meta(max_length=200)]
Line = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
Messages = Annotated[list[Word], msgspec.Meta(min_length=1, max_length=MOST_OF_ONE)]
Language = Literal["zh-CN", "en"]


class OpenQuestionView(msgspec.Struct):
    """``text`` is masked. ``topic``: the likeliest, empty where there is none."""

    message: str
    conversation: str
    text: str
    locale: str
    outcome: str
    topic: str


class MatterView(msgspec.Struct):
    """Questions about the same; the first says best what it is about."""

    questions: list[OpenQuestionView]


class ChoiceView(msgspec.Struct):
    id: str
    title: str


class Matters(msgspec.Struct):
    """``topics``: what a phrasing can be added to, by title."""

    items: list[MatterView]
    topics: list[ChoiceView]


class NewPhrasing(msgspec.Struct, forbid_unknown_fields=True):
    messages: Messages
    topic: Word
    locale: Language
    text: Line


class NewDraft(msgspec.Struct, forbid_unknown_fields=True):
    messages: Messages
    locale: Language
    title: Line


class Dismissed(msgspec.Struct, forbid_unknown_fields=True):
    messages: Messages


class DraftMade(msgspec.Struct):
    article: str


def question_routes(reviewing: Reviewing) -> Sequence[HTTPRouteHandler]:
    lead = access(Access.LEAD)

    @get(PATH, opt=lead)
    async def open_questions(request: Request[Any, Any, Any]) -> Matters:
        """Of the last ninety days, what most asked about first."""
        found = await reviewing.matters(agent_of(request))
        titles = await reviewing.topics.titles(visit_of(request.scope).locale)
        return Matters(
            items=[MatterView(questions=[_view(one) for one in each]) for each in found],
            topics=[ChoiceView(id, title) for id, title in sorted(titles.items(), key=lambda each: each[1])],
        )

    @post(f"{PATH}/phrasing", opt=lead, status_code=200)
    async def teach_phrasing(request: Request[Any, Any, Any], data: JSONBody[NewPhrasing]) -> None:
        """A new phrasing of a topic. It counts from the next question on."""
        messages = [MessageId(one) for one in data.messages]
        await reviewing.teach(
            agent_of(request), messages, topic=data.topic, locale=data.locale, text=data.text
        )

    @post(f"{PATH}/draft", opt=lead, status_code=200)
    async def draft_article(request: Request[Any, Any, Any], data: JSONBody[NewDraft]) -> DraftMade:
        """A draft with these questions as its phrasings. Nobody outside reads it yet."""
        messages = [MessageId(one) for one in data.messages]
        made = await reviewing.draft(agent_of(request), messages, locale=data.locale, title=data.title)
        return DraftMade(made)

    @post(f"{PATH}/dismiss", opt=lead, status_code=200)
    async def dismiss_questions(request: Request[Any, Any, Any], data: JSONBody[Dismissed]) -> None:
        """Nothing is made of these: they are not shown again."""
        await reviewing.dismiss(agent_of(request), [MessageId(one) for one in data.messages])

    return [open_questions, teach_phrasing, draft_article, dismiss_questions]


def _view(one: OpenQuestion) -> OpenQuestionView:
    return OpenQuestionView(
        message=one.message,
        conversation=one.conversation,
        text=one.text,
        locale=one.locale,
        outcome=one.outcome,
        topic=one.guesses[0].topic if one.guesses else "",
    )
