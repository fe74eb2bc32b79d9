"""What ``walletdesk eval answers`` asks: the bot's own decision over articles in memory, nobody on duty."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import process_time_ns

from walletdesk.app.wiring.answers import BotLibrary, OfficialLinks
from walletdesk.app.wiring.retrieval import ranker_of
from walletdesk.assistant import Inquiry, Promise
from walletdesk.assistant.evaluation import (
    Deciding,
    Deed,
    Evaluation,
    Heard,
    Question,
    Seen,
    cross_validated,
    deed_of,
    fresh,
    question_of,
    scored,
)
from walletdesk.conversations import Conversation
from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import ArticleId, ContactId, ConversationId, InboxId, MessageId
from walletdesk.kernel.objections import Objection
from walletdesk.knowledge import Article, Library, Presenting, Topic, read_topic
from walletdesk.knowledge.rendering import html
from walletdesk.knowledge.starter import starter_topics
from walletdesk.registry import Registry

_APP, _SITE = "Sample Wallet", "https://support.invalid"
_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_LOCALES = {"zh": "zh-CN", "en": "en"}  # what articles are written in, by the language of a question
_MILLION = 1_000_000


class _Shelf:
    """Articles that live as long as the evaluation."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._articles = [one.article(locale, at=_NOW) for one in topics for locale in one.locales]

    async def find(self, id: ArticleId, locale: str) -> Article | None:
        return next((one for one in self._articles if (one.id, one.locale) == (id, locale)), None)

    async def list(self) -> Sequence[Article]:
        return self._articles

    async def changes(self) -> int:
        return 0


class _NoObjection:
    async def objections(self, text: str) -> Sequence[Objection]:
        return ()


class _Nobody:
    """A person would be asked for; there is none, and no ticket."""

    async def prospect(self, inquiry: Inquiry) -> Promise:
        return Promise(is_open=True)

    async def open(self, inquiry: Inquiry) -> str:
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _World:
    library: BotLibrary
    app: str = _APP
    prospects: _Nobody = field(default_factory=_Nobody)
    tickets: _Nobody = field(default_factory=_Nobody)
    wording: None = None
    transactions: None = None
    ways: None = None


class Bot:
    """A first message in, what was done with it out."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        presenting = Presenting(
            html=html, links=OfficialLinks(_SITE, Registry()), app_name=dict.fromkeys(_LOCALES.values(), _APP)
        )
        self._library = Library(
            articles=_Shelf(topics),
            ranker=ranker_of(None),
            presenting=presenting,
            custody_mode="hybrid",
            new_turn=asyncio.Lock,
        )
        self._as_shipped = self._deciding(None)
        self._if_sure = self._deciding(0.0)

    def _deciding(self, enough: float | None) -> Deciding:
        return Deciding(_World(library=BotLibrary(self._library, _NoObjection(), enough=enough)))

    async def warm(self) -> None:
        """Read the articles: the first question would wait for it."""
        await self._library.find("?", "en", limit=1)

    async def sees(self, question: Question) -> Seen:
        locale = _LOCALES.get(question.lang[:2], "en")
        begun = process_time_ns()
        deed, topic = await _deed(self._as_shipped, question, locale)
        spent = process_time_ns() - begun
        if_sure, sure_topic = await _deed(self._if_sure, question, locale)
        found = await self._library.find(question.text, locale)
        return Seen(
            deed=deed,
            topic=topic,
            topics=tuple((str(match.article.id), match.score) for match in found),
            cpu_ms=spent / _MILLION,
            if_surer=sure_topic if if_sure in {Deed.ANSWER, Deed.ANSWER_AND_CHECK} else "",
        )


async def _deed(deciding: Deciding, question: Question, locale: str) -> tuple[Deed, str]:
    head = Conversation(
        id=ConversationId("cnv_eval"),
        contact=ContactId("con_eval"),
        inbox=InboxId("inb_eval"),
        channel="webchat",
        locale=locale,
        created_at=_NOW,
        last_at=_NOW,
    )
    heard = Heard(
        conversation=head.id,
        message=MessageId("msg_eval"),
        seq=1,
        text=question.text,
        has_files=False,
        contact=head.contact,
        channel=head.channel,
        locale=locale,
    )
    return deed_of(await deciding.turn(fresh(), heard, head))


def evaluate(rows: Path, knowledge: Path | None = None, *, cv: bool = False) -> Evaluation:
    """``knowledge``: a folder of topics in files; without one, what every installation begins with."""
    topics = starter_topics() if knowledge is None else _topics_in(knowledge)
    questions = [_question(number, line) for number, line in enumerate(_lines(rows), 1) if line.strip()]
    evaluation = asyncio.run(_evaluate(questions, topics))
    return cross_validated(evaluation) if cv else evaluation


async def _evaluate(questions: Sequence[Question], topics: Sequence[Topic]) -> Evaluation:
    bot = Bot(topics)
    await bot.warm()
    seen = [await bot.sees(question) for question in questions]
    return scored(questions, seen, {str(topic.id): topic.route for topic in topics})


def _question(number: int, line: str) -> Question:
    try:
        row = json.loads(line)
        if not isinstance(row, Mapping):
            raise TypeError("a row is an object")  # noqa: TRY301 - told like every other unfit row
        return question_of(row)
    except (TypeError, ValueError) as unfit:
        raise Invalid("Line {line} cannot be used: {why}", line=number, why=str(unfit)) from unfit


def _topics_in(folder: Path) -> list[Topic]:
    files = sorted(folder.glob("*.md"))
    if not files:
        raise Invalid("There is no article (*.md) in {folder}.", folder=str(folder))
    return [read_topic(file.read_text("utf-8")) for file in files]


def _lines(rows: Path) -> list[str]:
    return rows.read_text("utf-8").splitlines()
