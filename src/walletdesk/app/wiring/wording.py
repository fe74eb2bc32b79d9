"""The optional model, built only where the operator named one; and the articles that it words."""

from collections.abc import Sequence
from functools import partial

from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import shown_in
from walletdesk.app.wiring.people import Contacts, Staff
from walletdesk.assistant.wording import Careful, Log, Source, Task, Told
from walletdesk.assistant.wording.endpoint import Endpoint
from walletdesk.conversations import Outgoing
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import AgentId, ArticleId, ContactId, ConversationId
from walletdesk.knowledge import Article, Library
from walletdesk.platform.connector import Connector
from walletdesk.platform.limits import Limiter, SharedLimiter
from walletdesk.platform.settings import secret_from
from walletdesk.platform.telemetry import counter
from walletdesk.safety import redact
from walletdesk.staff.store import audit_in

DAY = 86_400  # seconds
ARTICLES_OF_A_DRAFT = 3
ASKED_PER_MINUTE = 20  # by one agent

_ENDED = counter(
    "walletdesk_model_total", "Requests to the language model, by how they ended.", ("task", "outcome")
)


def careful(engine: Engine, outgoing: Outgoing, people: tuple[Contacts, Staff]) -> Careful | None:
    """None where no model is set up: then nothing of it is built, and no key is read."""
    settings = engine.settings.bot
    if not settings.model_url:
        return None
    spend = partial(SharedLimiter(engine.db, engine.clock).hit, "model", settings.model_calls_per_day, DAY)
    model = Endpoint(
        Connector(engine.settings.connector),
        url=settings.model_url,
        name=settings.model,
        key=secret_from(settings.model_key_file) if settings.model_key_file else "",
        seconds=settings.model_seconds,
        spend=spend,
    )
    return Careful(
        model=model,
        outgoing=outgoing,
        shield=redact,
        names=Names(*people),
        note=_note,
        clock=engine.clock,
    )


def _note(task: Task, outcome: str) -> None:
    _ENDED.add(1, task.value, outcome)


def asking_log(engine: Engine) -> Log:
    audit = audit_in(engine.key)

    async def log(agent: AgentId, task: Task, conversation: ConversationId, /) -> None:
        async with engine.db.write() as tx:
            await audit(tx).note(engine.clock(), agent, f"model_asked_for_{task.value}", conversation)

    return log


async def may_ask(limiter: Limiter, agent: AgentId) -> None:
    await limiter.hit(f"model:{agent}", ASKED_PER_MINUTE, 60)


class Names:
    """The contact's own and those of the agents: none of them leaves the house."""

    def __init__(self, contacts: Contacts, staff: Staff) -> None:
        self._contacts = contacts
        self._staff = staff

    async def __call__(self, contact: ContactId, /) -> Sequence[str]:
        found = (await self._contacts.book.many([contact])).get(contact)
        own = [found.name, *found.name.split()] if found and found.name else []
        return [*own, *self._staff.directory.names()]


class ArticlePassages:
    """``outgoing``: an article that a rule speaks against is not worded either."""

    def __init__(self, library: Library, outgoing: Outgoing) -> None:
        self._library = library
        self._outgoing = outgoing

    async def of(self, topic: str, locale: str) -> Told | None:
        try:
            article = await self._library.get(ArticleId(topic), shown_in(locale))
        except NotFound:
            return None
        return await self._told(article)

    async def about(self, question: str, locale: str) -> Sequence[Told]:
        matches = await self._library.find(question, shown_in(locale), limit=ARTICLES_OF_A_DRAFT)
        return [told for match in matches if (told := await self._told(match.article)) is not None]

    async def _told(self, article: Article) -> Told | None:
        digest = await self._library.digest(article.id, article.locale)
        passages = await self._library.passages(article.id, article.locale)
        if await self._outgoing.objections("\n".join(one.text for one in passages)):
            return None
        return Told(
            id=article.id,
            title=digest.title,
            url=digest.address,
            sources=tuple(Source(id=one.id, text=one.text, forbids=one.forbids) for one in passages),
        )
