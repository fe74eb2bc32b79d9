"""From what was heard to what is said and done. Reads articles and promises; changes no conversation."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from walletdesk.assistant.model import (
    ABOUT_IT,
    TX,
    Alarm,
    Answered,
    Article,
    Dialogue,
    Found,
    Intent,
    Offered,
    Reply,
    Understood,
    alarm,
    asks_when_we_answer,
    asks_who_we_are,
    facts_in,
    ids_in,
    is_brief,
    is_general,
    leaves_open,
    likely,
    replies,
    saying,
    sentences,
    speaks_of_danger,
    tells_of_late_money,
    understand,
)
from walletdesk.assistant.ports import Counsel, Reworded
from walletdesk.assistant.service.safeguarding import Safeguarding, prospect
from walletdesk.assistant.service.turns import Heard, Judged, Scene, Turn
from walletdesk.conversations import Conversation

_TELLING = 25  # characters: who asks for a person in more words than that also says why
_FEWEST_CHOICES = 2  # one is no question
_RISK = "risk"
_FAKES = "scam-fake-support"  # the article about those who say they are us
_ON_ITS_WAY = 0.8  # what somebody sent and waits for is harmless until more is told
_POLITE = {Intent.GREETING, Intent.THANKS}
_GRAVE = {Intent.LIFE, Intent.DANGER, Intent.PERSON}
_YES_OR_NO = {saying.AT_RISK, saying.NOT_AT_RISK, saying.PERSON}


class Deciding:
    def __init__(self, world: Counsel) -> None:
        self._world = world
        self._safe = Safeguarding(world)
        self._by_button = {
            saying.SOLVED: self._solved,
            saying.NOT_SOLVED: self._not_solved,
            saying.PERSON: self._person,
            saying.MESSAGE: self._message,
            saying.OTHER_WORDS: self._other_words,
            saying.AT_RISK: self._safe.confirmed,
            saying.NOT_AT_RISK: self._calm,
        }
        self._by_intent = {
            Intent.LIFE: self._safe.life,
            Intent.DANGER: self._safe.danger,
            Intent.PERSON: self._person,
            Intent.BUTTON: self._tapped,
            Intent.SECRET_OFFERED: self._secret_offered,
            Intent.GREETING: self._greeting,
            Intent.THANKS: self._thanks,
            Intent.FILES_ONLY: self._wordless,
            Intent.WORDLESS: self._wordless,
            Intent.QUESTION: self._question,
        }

    async def turn(self, dialogue: Dialogue, heard: Heard, head: Conversation) -> Turn:
        meant = understand(heard.text, dialogue.offered, has_files=heard.has_files)
        known = _told(dialogue, meant.intent, heard.text)
        scene = Scene(meant=meant, known=known, heard=heard, head=head)
        turn = await self._takes(dialogue, scene)(scene)
        if turn.waits:
            return replace(turn, dialogue=replace(turn.dialogue, heard=heard.seq), meant=meant)
        reply = turn.reply
        if not dialogue.greeted and meant.intent is not Intent.GREETING:
            reply = replies.introduced(reply, self._world.app)
        remembered = replace(turn.dialogue, greeted=True, heard=heard.seq)
        return replace(turn, reply=reply, meant=meant, dialogue=remembered)

    def _takes(self, before: Dialogue, scene: Scene) -> Callable[[Scene], Awaitable[Turn]]:
        """What decides this message."""
        if before.unchecked and scene.meant.intent in _POLITE:
            return self._safe.again
        if before.unchecked and not _says_which(scene.meant):
            return self._safe.unclear
        if scene.heard.fills and scene.meant.intent not in _GRAVE:
            return self._filled
        if _only_tells(scene.heard.text, scene.meant, before=before):
            return self._noted
        if asks_who_we_are(scene.heard.text):
            return self._who
        return self._by_intent[scene.meant.intent]

    async def _question(self, scene: Scene) -> Turn:
        text, known = scene.heard.text, scene.known
        found = await self._world.library.best_answer(text, scene.heard.locale)
        is_nothing = not found.answer and len(found.candidates) < _FEWEST_CHOICES
        if is_nothing and known.question_before and not known.misses and is_brief(text):
            text = f"{known.question_before} {text}"  # a second, short cry speaks of the same
            found = await self._world.library.best_answer(text, scene.heard.locale)
        scene = replace(scene, known=replace(known, others=_close_to(found)))
        return replace(await self._of_found(text, found, scene), found=found)

    async def _of_found(self, text: str, found: Found, scene: Scene) -> Turn:
        best = found.answer or next(iter(found.candidates), None)
        if best and best.is_risk and speaks_of_danger(text):
            return await self._safe.found(best, scene)
        alarmed = alarm(text, _harmless(text, found, best))
        if alarmed is Alarm.ASK:
            return await self._checked(text, found, best, scene)
        if alarmed:
            return await self._safe.alarmed(alarmed, found, best, scene)
        return await self._settled(text, found, scene)

    async def _settled(self, text: str, found: Found, scene: Scene) -> Turn:
        if await self._is_looked_up(scene):
            return _waiting(scene)
        if told := await self._ways(text, found, scene):
            return told
        if found.answer and _is_plain(found.answer, text):
            return await self._worded(text, found.answer, found, scene)
        return await self._choice(text, found, scene)

    async def _ways(self, text: str, found: Found, scene: Scene) -> Turn | None:
        """How people can be reached is true only now: no article knows it."""
        ways, best = self._world.ways, found.answer
        about = best if best is not None and best.id in ABOUT_IT else None
        if ways is None or not (about or asks_when_we_answer(text)):
            return None
        told = await ways.told(scene.heard.locale)
        return Turn(dialogue=replace(scene.known, misses=0), reply=replies.reachable(told, about))

    async def _wait(self, scene: Scene) -> str:
        return await self._world.ways.wait(scene.heard.locale) if self._world.ways else ""

    async def _checked(self, text: str, found: Found, best: Article | None, scene: Scene) -> Turn:
        """Whether it is danger stands before what else would be said, and alone where that is nothing."""
        if scene.known.is_calm:
            return await self._settled(text, found, scene)
        if await self._is_looked_up(scene):
            return _waiting(scene, doubtful=True)
        if found.answer and _is_plain(found.answer, text) and not found.answer.is_risk:
            return replace(_answered(found.answer, scene), reply=replies.answer_with_check(found.answer))
        if len(await self._close(text, found, scene)) >= _FEWEST_CHOICES:
            turn = await self._choice(text, found, scene)
            return replace(turn, reply=replies.with_check(turn.reply))
        if scene.known.missing().is_at_its_end:
            return await self._safe.unclear(scene)
        return await self._safe.alarmed(Alarm.ASK, found, best, scene)

    async def _calm(self, scene: Scene) -> Turn:
        """None of it is happening: back to what they asked."""
        text = scene.known.unchecked
        heard = replace(scene.heard, whole=text)  # what may name a transaction is what was asked
        scene = replace(scene, heard=heard, known=replace(scene.known, unchecked="", is_calm=True))
        if not text:
            return Turn(dialogue=scene.known, reply=replies.asking(sentences.WHAT_HAPPENED))
        found = await self._world.library.best_answer(text, scene.heard.locale)
        scene = replace(scene, known=replace(scene.known, others=_close_to(found)))
        return replace(await self._settled(text, found, scene), found=found)

    async def _worded(self, text: str, article: Article, found: Found, scene: Scene) -> Turn:
        """In a model's words, where there is one. It may make us less sure of an article, never more."""
        wording, heard = self._world.wording, scene.heard
        if wording is None or article.is_risk:
            return _answered(article, scene)
        worded = await wording.answer(text, article.id, heard.locale, heard.contact)
        if worded is None or worded.can_answer:
            return _answered(article, scene, worded)
        close = await self._close(text, found, scene)
        if len(close) < _FEWEST_CHOICES:
            return _answered(article, scene)
        return Turn(dialogue=scene.known, reply=replies.choices(close))

    async def _choice(self, text: str, found: Found, scene: Scene) -> Turn:
        """Between at least two."""
        articles = await self._close(text, found, scene)
        if len(articles) < _FEWEST_CHOICES:
            return await self._missed(sentences.NO_ANSWER, scene)
        offered = replace(scene.known, others=tuple(one.id for one in articles))
        return Turn(dialogue=offered, reply=replies.choices(articles))

    async def _close(self, text: str, found: Found, scene: Scene) -> list[Article]:
        """What a choice may be between. A danger that nobody named is none but the last of them."""
        known = {one.id: one for one in (*filter(None, [found.answer]), *found.candidates)}
        weak = [id for id, one in known.items() if one.is_risk]
        topics = likely(text, tuple(known), weak=weak)
        find = self._world.library.article
        named = [known.get(topic) or await find(topic, scene.heard.locale) for topic in topics]
        return [one for one in named if one is not None]

    async def _article(self, article: Article, scene: Scene) -> Turn:
        if article.is_risk:
            return await self._safe.risk(article, scene)
        return _answered(article, scene)

    async def _who(self, scene: Scene) -> Turn:
        article = await self._world.library.article(_FAKES, scene.heard.locale)
        return Turn(dialogue=replace(scene.known, misses=0), reply=replies.proving(article))

    async def _tapped(self, scene: Scene) -> Turn:
        button = scene.meant.button
        if button.startswith(saying.TOPIC):
            return await self._topic(button.removeprefix(saying.TOPIC), scene)
        if takes := self._by_button.get(button):
            return await takes(scene)
        return await self._missed(sentences.NO_ANSWER, scene)

    async def _other_words(self, scene: Scene) -> Turn:
        return Turn(dialogue=scene.known, reply=replies.asking(sentences.OTHER_WORDS))

    async def _solved(self, scene: Scene) -> Turn:
        content = replace(scene.known, misses=0, unjudged=None)
        judged = _judged(scene, helped=True)
        return Turn(dialogue=content, reply=replies.plainly(sentences.GLAD), settles=True, judged=judged)

    async def _not_solved(self, scene: Scene) -> Turn:
        judged, left = _judged(scene, helped=False), replace(scene.known, unjudged=None)
        rest = replace(scene, known=left)
        if left.route == _RISK:  # nobody who read about a danger is sent to the next article
            turn = await self._to_person("misses", sentences.NOT_ENOUGH, rest)
        else:
            turn = await self._other_than_shown(rest)
        return replace(turn, judged=judged)

    async def _other_than_shown(self, scene: Scene) -> Turn:
        """A fact that is missing first; then what else was close, each topic offered once; then a person."""
        known = replace(scene.known, others=())
        shown = {one.id for one in known.shown}
        close = [topic for topic in scene.known.others if topic not in shown]
        named = [await self._world.library.article(topic, scene.heard.locale) for topic in close]
        articles = [one for one in named if one]
        if known.wanted or not articles or known.missing().is_at_its_end:
            return await self._missed(sentences.NOT_ENOUGH, scene)
        return Turn(dialogue=known.missing(), reply=replies.another(articles))

    async def _is_looked_up(self, scene: Scene) -> bool:
        known, heard = self._world.transactions, scene.heard
        return known is not None and await known.takes(
            heard.conversation, heard.seq, heard.whole or heard.text
        )

    async def _noted(self, scene: Scene) -> Turn:
        """What was asked for came, and nothing else: the next such thing, or the ways on."""
        if await self._is_looked_up(scene):
            return _waiting(scene)
        if kind := scene.known.wanted:
            reply = replies.with_asked(replies.asking(sentences.NOTED_WITH_THE_REST), kind)
            return Turn(dialogue=scene.known.asking(kind), reply=reply)
        return Turn(dialogue=scene.known, reply=replies.noted(await self._wait(scene)))

    async def _filled(self, scene: Scene) -> Turn:
        """A filled form is no question, whatever its words may mean elsewhere."""
        return await self._noted(replace(scene, known=scene.known.filled(scene.heard.text)))

    async def _topic(self, topic: str, scene: Scene) -> Turn:
        article = await self._world.library.article(topic, scene.heard.locale)
        if article is None:
            return await self._missed(sentences.NO_ANSWER, scene)
        return await self._article(article, scene)

    async def _missed(self, opening: str, scene: Scene) -> Turn:
        """Once: offer a person. Twice: bring one."""
        dialogue = scene.known.missing()
        if dialogue.is_at_its_end:
            return await self._to_person("misses", opening, replace(scene, known=dialogue))
        if kind := dialogue.wanted:
            asked = replies.with_asked(replies.missed(opening, await self._wait(scene)), kind)
            return Turn(dialogue=dialogue.asking(kind), reply=asked)
        return Turn(dialogue=dialogue, reply=replies.missed(opening, await self._wait(scene)))

    async def _wordless(self, scene: Scene) -> Turn:
        if await self._is_looked_up(scene):
            return _waiting(scene)
        dialogue = scene.known.missing()
        if dialogue.is_at_its_end:
            return await self._to_person("misses", "", replace(scene, known=dialogue))
        if scene.meant.intent is Intent.FILES_ONLY:
            return Turn(dialogue=dialogue, reply=replies.asking(sentences.NO_FILES))
        sentence = sentences.NOTED if dialogue.ids else sentences.WHAT_HAPPENED
        return Turn(dialogue=dialogue, reply=replies.asking(sentence))

    async def _secret_offered(self, scene: Scene) -> Turn:
        return Turn(dialogue=scene.known, reply=replies.asking(sentences.DONT_SEND))

    async def _greeting(self, scene: Scene) -> Turn:
        if scene.known.greeted:
            return Turn(dialogue=scene.known, reply=replies.asking(sentences.WHAT_HAPPENED))
        find = self._world.library.article
        topics = [topic for topic in sentences.MENU if await find(topic, scene.heard.locale)]
        return Turn(dialogue=scene.known, reply=replies.greeting(self._world.app, topics))

    async def _thanks(self, scene: Scene) -> Turn:
        return Turn(dialogue=scene.known, reply=replies.plainly(sentences.GLAD))

    async def _person(self, scene: Scene) -> Turn:
        return await self._to_person("asked", "", scene)

    async def _to_person(self, reason: str, opening: str, scene: Scene) -> Turn:
        promise, ticket = await prospect(self._world, scene.inquiry())
        reply = replies.handoff(opening, promise, ticket, await self._wait(scene))
        return Turn(dialogue=scene.known, reply=reply, zone=promise.zone, reason=reason)

    async def _message(self, scene: Scene) -> Turn:
        """A message has a number even while people are there: its asker may go."""
        inquiry = scene.inquiry()
        promise = await self._world.prospects.prospect(inquiry)
        reply = replies.message_left(promise, await self._world.tickets.open(inquiry))
        return Turn(dialogue=scene.known, reply=reply, zone=promise.zone, reason="message")


def _waiting(scene: Scene, *, doubtful: bool = False) -> Turn:
    """What becomes of the transaction is the answer; the buttons that stand there stay good until then."""
    known = replace(scene.known, misses=0, doubtful=doubtful or scene.known.doubtful)
    return Turn(dialogue=known, reply=replies.nothing(), waits=True)


def _close_to(found: Found) -> tuple[str, ...]:
    return tuple(one.id for one in (*filter(None, [found.answer]), *found.candidates))


def _harmless(text: str, found: Found, best: Article | None) -> float:
    """How sure it is that the message is about something else than danger."""
    sure = 0.0 if best and best.is_risk else next((one.p for one in found.likely), 0.0)
    return max(sure, _ON_ITS_WAY) if tells_of_late_money(text) else sure


def _is_plain(article: Article, text: str) -> bool:
    """Nothing is left open and nobody need be called: it can be shown as it is."""
    return is_general(text) if article.is_risk else not leaves_open(text, article.id)


def _answered(article: Article, scene: Scene, worded: Reworded | None = None) -> Turn:
    shown = scene.known.showing(article)
    waits = replace(shown, unjudged=Answered(scene.heard.message, article.id))
    if article.is_risk:
        reply = replies.explained(article)
    else:
        reply = replies.worded(article, worded.text, worded.model) if worded else replies.answer(article)
    return Turn(dialogue=waits, reply=reply)


def _judged(scene: Scene, *, helped: bool) -> Judged | None:
    return Judged(scene.known.unjudged, helped) if scene.known.unjudged else None


_FEW_WORDS = 80  # letters of a message that gives a fact and asks nothing


def _says_which(meant: Understood) -> bool:
    """Whether this answers the question if it is danger; "solved" and "I'll leave a message" do not."""
    return meant.intent in _GRAVE or (meant.intent is Intent.BUTTON and meant.button in _YES_OR_NO)


def _only_tells(text: str, meant: Understood, *, before: Dialogue) -> bool:
    """Whether this gives what was asked for last, and is no question."""
    if not before.asked_for or meant.intent not in {Intent.WORDLESS, Intent.QUESTION}:
        return False
    kind, told = before.asked_for[-1], dict(facts_in(text))
    came = bool(ids_in(text)) if kind == TX else kind in told
    return came and (len(text) <= _FEW_WORDS or meant.intent is Intent.WORDLESS)


def _told(dialogue: Dialogue, intent: Intent, text: str) -> Dialogue:
    """Keep what tells something: a hello, a thank-you or a bare "human" only fills the packet."""
    if intent in {Intent.GREETING, Intent.THANKS} or (intent is Intent.PERSON and len(text) < _TELLING):
        return dialogue
    return dialogue.hearing(text, is_choice=intent is Intent.BUTTON)


def offered(reply: Reply, wordings: list[str]) -> tuple[Offered, ...]:
    """The buttons as the contact sees them, to understand what is tapped next."""
    return tuple(Offered(button.id, wording) for button, wording in zip(reply.buttons, wordings, strict=True))
