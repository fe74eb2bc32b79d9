"""What answers by itself: the library of articles, and the bot that speaks from it."""

import asyncio
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import Heart, holds_secret_asked, secret_in, shown_in
from walletdesk.app.wiring.pictures import illustrating
from walletdesk.app.wiring.reaching import BotWays, ways_to_people
from walletdesk.app.wiring.registry import OfficialChannels
from walletdesk.app.wiring.retrieval import ranker_of
from walletdesk.app.wiring.searches import LeadsArticles, gaps_of, searches_of
from walletdesk.app.wiring.spelling import WordsOfTheHouse, synonyms_of
from walletdesk.app.wiring.waiting import Prospect
from walletdesk.app.wiring.wording import ArticlePassages, asking_log
from walletdesk.app.wiring.work import Work
from walletdesk.assistant import Article as Quoted
from walletdesk.assistant import Assistant, Basis, Found, Inquiry, Likelihood, Promise, World, may_be_danger
from walletdesk.assistant import store as assistant_store
from walletdesk.assistant.ports import Transactions
from walletdesk.assistant.wording import Aiding, Careful, Wording
from walletdesk.callbacks import Booking
from walletdesk.conversations import Outgoing
from walletdesk.help_center import APP_TOPICS, HelpCenter, ReachesPeople, stolen_with
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge import Drafting, Editing, Exchange, Library, Match, Opinions, Presenting, custody_of
from walletdesk.knowledge import store as knowledge_store
from walletdesk.knowledge.drafts.store import SqlDraftArchive
from walletdesk.knowledge.opinions import store as opinion_store
from walletdesk.knowledge.pictures import Illustrating
from walletdesk.knowledge.pictures.store import SqlPictures
from walletdesk.knowledge.rendering import html
from walletdesk.knowledge.respelling import SpelledRanker
from walletdesk.knowledge.searches import Gaps, Searches
from walletdesk.knowledge.synonyms import Synonyms
from walletdesk.platform.http import Pages
from walletdesk.platform.i18n import Locale, translate, when
from walletdesk.platform.limits import Limiter
from walletdesk.platform.settings import Settings
from walletdesk.registry import Registry
from walletdesk.safety import without_digits

_LEAST = 0.05  # of the third: below this it only stands in the way


OWN_PAGES = {  # what every installation has of itself, until the registry names another
    "portal": "/portal",
    "verify": "/verify",
    "report": "/report",
    "complaint": "/message?category=other",
}


class OfficialLinks:
    """What the signed list names, else this installation's own pages."""

    def __init__(self, public_url: str, registry: Registry) -> None:
        self._public_url = public_url
        self._registry = registry

    def official(self, name: str, locale: str) -> str | None:
        if listed := self._registry.named(name):
            return listed.url or None
        return self._own(OWN_PAGES[name], locale) if name in OWN_PAGES else None

    def _own(self, path: str, locale: str) -> str:
        return f"{self._public_url}{path}{'&' if '?' in path else '?'}locale={shown_in(locale)}"

    def article(self, id: ArticleId, locale: str) -> str:
        return f"{self._public_url}/help/{shown_in(locale)}/{id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    library: Library
    opinions: Opinions
    searches: Searches
    gaps: Gaps
    synonyms: Synonyms
    words: WordsOfTheHouse
    editing: Editing
    drafting: Drafting
    exchange: Exchange
    illustrating: Illustrating
    assistant: Assistant
    aiding: Aiding
    links: OfficialLinks


class BotLibrary:
    """The library as the bot asks it: one sure answer, or up to three that are close."""

    def __init__(
        self, library: Library, outgoing: Outgoing, *, enough: float | None = None, public_url: str = ""
    ) -> None:
        self._library = library
        self._public_url = public_url
        self._outgoing = outgoing
        self._enough = enough

    async def best_answer(self, question: str, locale: str) -> Found:
        matches = await self._library.find(question, locale, limit=3)
        lines = await self._library.thresholds()
        enough = lines.answer if self._enough is None else self._enough
        sure = bool(matches) and matches[0].score >= enough
        offered = [match for match in matches[1:] if self._library.offers(match.article)]
        close = _close([*matches[:1], *offered], lines.offer) or (matches[:1] if sure else [])
        said = [await self._quoted(m.article.id, locale) for m in close]
        likely = tuple(Likelihood(m.article.id, m.score) for m in matches)
        basis = await self._basis(enough, lines.offer)
        if sure and await self._is_sayable(said[0]):
            return Found(answer=said[0], candidates=tuple(said[1:]), likely=likely, basis=basis)
        sayable = tuple([one for one in said if await self._is_sayable(one)])
        return Found(candidates=sayable, likely=likely, basis=basis)

    async def _basis(self, answer_from: float, offer_from: float) -> Basis:
        by = await self._library.versions()
        return Basis(
            answer_from=answer_from,
            offer_from=offer_from,
            knowledge=by.knowledge,
            model=by.model,
            version=by.learned,
        )

    async def article(self, topic: str, locale: str) -> Quoted | None:
        try:
            found = await self._quoted(ArticleId(topic), locale)
        except NotFound:
            return None
        return found if await self._is_sayable(found) else None

    async def _is_sayable(self, article: Quoted) -> bool:
        """An article that was kept before a rule came is not quoted against it."""
        return not await self._outgoing.objections(f"# {article.title}\n{article.text}")

    async def _quoted(self, id: ArticleId, locale: str) -> Quoted:
        article = await self._library.get(id, locale)
        digest = await self._library.digest(id, locale)
        text = digest.text + (self._way_on(shown_in(locale)) if id in APP_TOPICS else "")
        return Quoted(id=digest.id, title=digest.title, url=digest.address, text=text, route=article.route)

    def _way_on(self, locale: Locale) -> str:
        """To the steps for one version of the app, where the article can only tell those for all."""
        if not self._public_url:
            return ""
        link = f"{self._public_url}/app-problem?locale={locale}"
        return "\n\n" + translate(locale, "The steps that fit your version: {link}", link=link)


def _close(matches: Sequence[Match], offer: float) -> Sequence[Match]:
    """What a choice may be between. A danger that fits best is told of, however weak: its words decide."""
    if sum(match.score for match in matches) >= offer:
        return [*matches[:2], *(match for match in matches[2:] if match.score >= _LEAST)]
    return [match for match in matches[:1] if match.article.is_priority]


class Prospects:
    """When somebody who asks now is answered, in the bot's words."""

    def __init__(self, work: Work, clock: Clock, zone: str) -> None:
        self._seen = Prospect(work, clock)
        self._zone = zone

    async def prospect(self, inquiry: Inquiry) -> Promise:
        seen = await self._seen.of(
            priority=inquiry.priority.value,
            channel=inquiry.channel,
            conversation=inquiry.conversation,
            locale=inquiry.locale,
        )
        return Promise(
            is_open=seen.open,
            by=seen.promised,
            next_open=seen.next_open,
            zone=self._zone,
            is_there=seen.there,
            is_guess=seen.by is None,
        )


class BotTickets:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def open(self, inquiry: Inquiry) -> str:
        ticket = await self._work.automatic.open_for_conversation(
            inquiry.conversation,
            reason="after_hours",
            subject=inquiry.subject,
            contact=inquiry.contact,
            priority=inquiry.priority,
        )
        return ticket.name


def answers(
    engine: Engine,
    heart: Heart,
    around: tuple[Work, OfficialChannels, Transactions, Booking],
    limiter: Limiter,
    guards: tuple[Outgoing, Outgoing],
    careful: Careful | None = None,
) -> Answers:
    """``guards``: of what is sent, and of articles. ``careful``: the model, where the operator named one."""
    sent, outgoing = guards
    settings, (work, channels, transactions, booking) = engine.settings, around
    links = OfficialLinks(settings.public_url, channels.registry)
    articles = knowledge_store.SqlArticles(engine.db)
    presenting = Presenting(
        html=html,
        links=links,
        app_name={str(locale): name for locale, name in settings.app_name.items()},
    )
    synonyms = synonyms_of(engine, articles, lambda: library)
    inner = ranker_of(Path(settings.data_dir), ready=lambda: library.refresh())  # noqa: PLW0108 - born here
    ranker = SpelledRanker(inner, synonyms.spelling)
    library = Library(
        articles=articles,
        ranker=ranker,
        presenting=presenting,
        custody_mode=settings.custody_mode,
        new_turn=asyncio.Lock,
    )
    passages = ArticlePassages(library, outgoing)
    editing = Editing(
        articles=articles,
        open_work=knowledge_store.open_work(engine.db),
        changed=library.refresh,
        clock=engine.clock,
        pictures=SqlPictures(engine.db),
        holds_secret=holds_secret_asked,
        outgoing=outgoing,
    )
    world = World(
        app=settings.name_of_app("en"),
        library=BotLibrary(library, sent, public_url=settings.public_url),
        conversing=heart.conversing,
        heads=heart.reading,
        prospects=Prospects(work, engine.clock, settings.time_zone),
        tickets=BotTickets(work),
        say=Sayer(settings),
        when=_when,
        dialogues=assistant_store.SqlDialogues(engine.db),
        open_work=assistant_store.open_work(engine.db),
        clock=engine.clock,
        wording=Wording(careful, passages) if careful else None,
        transactions=transactions,
        guide=partial(stolen_with, settings.public_url),
        ways=BotWays(ways_to_people(engine, work, channels.registry, booking), settings),
    )
    opinions = Opinions(
        open_work=opinion_store.open_work(engine.db),
        tallies=opinion_store.SqlTallies(engine.db),
        articles=library,
        limiter=limiter,
        seal=partial(sealed, engine.key),
        holds_secret=holds_secret_asked,
        clock=engine.clock,
    )
    drafting = drafting_of(engine, editing, presenting)
    pictures = illustrating(engine, library, heart.eyes)
    return Answers(
        library=library,
        opinions=opinions,
        searches=searches_of(engine, library, limiter),
        synonyms=synonyms,
        words=WordsOfTheHouse(ranker, library),
        gaps=gaps_of(engine, library, LeadsArticles(editing, drafting, engine.clock)),
        editing=editing,
        drafting=drafting,
        exchange=exchange_of(engine, editing, pictures),
        illustrating=pictures,
        assistant=Assistant(world),
        aiding=Aiding(careful, passages, heart.reading, asking_log(engine)),
        links=links,
    )


def exchange_of(engine: Engine, editing: Editing, gallery: Illustrating) -> Exchange:
    return Exchange(
        editing=editing,
        articles=editing.articles,
        gallery=gallery,
        open_work=editing.open_work,
        changed=editing.changed,
        clock=engine.clock,
    )


def drafting_of(engine: Engine, editing: Editing, presenting: Presenting) -> Drafting:
    return Drafting(
        editing=editing,
        articles=editing.articles,
        drafts=SqlDraftArchive(engine.db),
        open_work=knowledge_store.open_work(engine.db),
        presenting=presenting,
        custody=custody_of(engine.settings.custody_mode),
        changed=editing.changed,
        clock=engine.clock,
    )


def sealed(key: bytes, text: str) -> str:
    """Only this installation can make it of this text, and nobody can make the text of it."""
    return hmac.digest(hmac.digest(key, b"walletdesk readers", "sha256"), text.encode(), "sha256").hex()


def help_center(
    engine: Engine, answers: Answers, reaching: ReachesPeople, limiter: Limiter, pages: Pages
) -> HelpCenter:
    settings = engine.settings
    return HelpCenter(
        articles=answers.library,
        opinions=answers.opinions,
        searches=answers.searches,
        reaching=reaching,
        limiter=limiter,
        holds_secret=holds_secret,
        without_digits=unnamed,
        may_be_danger=may_be_danger,
        pages=pages,
        public_url=settings.public_url,
        time_zone=settings.time_zone,
        inbox=settings.inboxes[0].id if settings.inboxes else "",
        own_keys=settings.custody_mode != "custodial",
    )


def unnamed(text: str, locale: Locale) -> str | None:
    """A text with bare digits as it may be shown again: words that would name them stand in their place."""
    return without_digits(text, translate(locale, "transaction ID: "))


def holds_secret(text: str) -> bool:
    return secret_in(text) is not None


class Sayer:
    """The bot's words; it knows the app by the name it has in the reader's language."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self, locale: str, sentence: str, /, **values: str) -> str:
        language = shown_in(locale)
        if "app" in values:
            values["app"] = self._settings.name_of_app(language)
        return translate(language, sentence, **values)


def _when(locale: str, at: datetime, zone: str) -> str:
    return when(shown_in(locale), at, zone)


SUGGESTED = ("incoming-not-received", "tx-pending", "forgot-password", "scam-fake-support")


async def suggested(library: Library, locale: str) -> Sequence[tuple[str, str]]:
    """Ids and titles of the articles that most people look for; empty where there are none yet."""
    known = {article.id: article.title for article in await library.list(locale)}
    chosen = [(id, known[ArticleId(id)]) for id in SUGGESTED if id in known]
    return chosen or [(str(id), title) for id, title in known.items()][:3]
