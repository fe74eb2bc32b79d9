"""From what was heard to what is said and done. Reads articles and promises; changes no conversation."""

from dataclasses import dataclass, replace

from walletdesk.assistant.model import (
    TX,
    Alarm,
    Answered,
    Article,
    Danger,
    Dialogue,
    Found,
    Intent,
    Offered,
    Promise,
    Reply,
    Understood,
    alarm,
    facts_in,
    ids_in,
    is_brief,
    is_general,
    leaves_open,
    likely,
    replies,
    safety_topic,
    saying,
    sentences,
    speaks_of_danger,
    tells_of_late_money,
    understand,
)
from walletdesk.assistant.ports import Counsel, Inquiry, Reworded
from walletdesk.conversations import Conversation, Priority
from walletdesk.kernel.ids import ContactId, ConversationId, MessageId

_TELLING = 25  # characters: who asks for a person in more words than that also says why
_FEWEST_CHOICES = 2  # one is no question
_GRAVEST = "stolen-funds"
_ON_ITS_WAY = 0.8  # what somebody sent and waits for is harmless until more is told
_NOTHING, _A_QUESTION = Found(), Understood(Intent.QUESTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One message of a contact."""

    conversation: ConversationId
    message: MessageId
    seq: int
    text: str
    has_files: bool
    contact: ContactId
    channel: str
    locale: str


@dataclass(frozen=True, slots=True)
class Judged:
    answered: Answered
    helped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What comes next: say ``reply``; then ask for a person (``reason``) or be content (``settles``).

    ``found``: what the search gave, where one was made; ``meant``: what the message was taken for.
    """

    dialogue: Dialogue
    reply: Reply
    zone: str = "UTC"
    reason: str = ""
    priority: Priority | None = None
    settles: bool = False
    judged: Judged | None = None
    found: Found = _NOTHING
    meant: Understood = _A_QUESTION


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """All that a decision looks at. ``known`` holds the message already."""

    meant: Understood
    known: Dialogue
    heard: Heard
    head: Conversation

    def inquiry(self, priority: Priority | None = None) -> Inquiry:
        return Inquiry(
            conversation=self.heard.conversation,
            contact=self.heard.contact,
            subject=self.head.subject,
            channel=self.heard.channel,
            priority=priority or self.head.priority,
        )


class Deciding:
    def __init__(self, world: Counsel) -> None:
        self._world = world
        self._by_intent = {
            Intent.LIFE: self._life,
            Intent.DANGER: self._danger,
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
        scene = _Scene(meant=meant, known=known, heard=heard, head=head)
        takes = (
            self._noted if _only_tells(heard.text, meant, before=dialogue) else self._by_intent[meant.intent]
        )
        turn = await takes(scene)
        reply = turn.reply
        if not dialogue.greeted and meant.intent is not Intent.GREETING:
            reply = replies.introduced(reply, self._world.app)
        remembered = replace(turn.dialogue, greeted=True, heard=heard.seq)
        return replace(turn, reply=reply, meant=meant, dialogue=remembered)

    async def _question(self, scene: _Scene) -> Turn:
        text, known = scene.heard.text, scene.known
        found = await self._world.library.best_answer(text, scene.heard.locale)
        is_nothing = not found.answer and len(found.candidates) < _FEWEST_CHOICES
        if is_nothing and known.question_before and not known.misses and is_brief(text):
            text = f"{known.question_before} {text}"  # a second, short cry speaks of the same
            found = await self._world.library.best_answer(text, scene.heard.locale)
        close = tuple(one.id for one in (*filter(None, [found.answer]), *found.candidates))
        scene = replace(scene, known=replace(known, others=close))
        return replace(await self._of_found(text, found, scene), found=found)

    async def _of_found(self, text: str, found: Found, scene: _Scene) -> Turn:
        best = found.answer or next(iter(found.candidates), None)
        if best and best.is_risk and speaks_of_danger(text):
            return await self._risk(best, scene)
        if alarmed := alarm(text, _harmless(text, found, best)):
            return await self._alarmed(alarmed, found, best, scene)
        if found.answer and _is_plain(found.answer, text):
            return await self._worded(text, found.answer, found, scene)
        return await self._choice(text, found, scene)

    async def _alarmed(self, alarmed: Alarm, found: Found, best: Article | None, scene: _Scene) -> Turn:
        """Nobody named a danger, but whoever is in one writes like this."""
        if alarmed is Alarm.LOUD:
            grave = best if best and best.is_risk else None
            grave = grave or await self._world.library.article(_GRAVEST, scene.heard.locale)
            return await self._risk(grave, scene)
        close = next((one for one in (found.answer, *found.candidates) if one and not one.is_risk), None)
        promise, ticket = await self._prospect(scene.inquiry(Priority.HIGH))
        return Turn(
            dialogue=scene.known,
            reply=replies.careful(promise, ticket, close),
            zone=promise.zone,
            reason="risk",
            priority=Priority.HIGH,
        )

    async def _worded(self, text: str, article: Article, found: Found, scene: _Scene) -> Turn:
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

    async def _choice(self, text: str, found: Found, scene: _Scene) -> Turn:
        """Between at least two."""
        articles = await self._close(text, found, scene)
        if len(articles) < _FEWEST_CHOICES:
            return await self._missed(sentences.NO_ANSWER, scene)
        offered = replace(scene.known, others=tuple(one.id for one in articles))
        return Turn(dialogue=offered, reply=replies.choices(articles))

    async def _close(self, text: str, found: Found, scene: _Scene) -> list[Article]:
        """What a choice may be between. A danger that nobody named is none but the last of them."""
        known = {one.id: one for one in (*filter(None, [found.answer]), *found.candidates)}
        weak = [id for id, one in known.items() if one.is_risk]
        topics = likely(text, tuple(known), weak=weak)
        find = self._world.library.article
        named = [known.get(topic) or await find(topic, scene.heard.locale) for topic in topics]
        return [one for one in named if one is not None]

    async def _article(self, article: Article, scene: _Scene) -> Turn:
        if article.is_risk:
            return await self._risk(article, scene)
        return _answered(article, scene)

    async def _tapped(self, scene: _Scene) -> Turn:
        button = scene.meant.button
        if button.startswith(saying.TOPIC):
            return await self._topic(button.removeprefix(saying.TOPIC), scene)
        if button == saying.SOLVED:
            return self._solved(scene)
        if button == saying.NOT_SOLVED:
            return await self._not_solved(scene)
        if button == saying.MESSAGE:
            return await self._message(scene)
        if button == saying.OTHER_WORDS:
            return Turn(dialogue=scene.known, reply=replies.asking(sentences.OTHER_WORDS))
        return await self._missed(sentences.NO_ANSWER, scene)

    def _solved(self, scene: _Scene) -> Turn:
        content = replace(scene.known, misses=0, unjudged=None)
        judged = _judged(scene, helped=True)
        return Turn(dialogue=content, reply=replies.plainly(sentences.GLAD), settles=True, judged=judged)

    async def _not_solved(self, scene: _Scene) -> Turn:
        judged, left = _judged(scene, helped=False), replace(scene.known, unjudged=None)
        turn = await self._other_than_shown(replace(scene, known=left))
        return replace(turn, judged=judged)

    async def _other_than_shown(self, scene: _Scene) -> Turn:
        """A fact that is missing first; then what else was close, each topic offered once; then a person."""
        known = replace(scene.known, others=())
        shown = {one.id for one in known.shown}
        close = [topic for topic in scene.known.others if topic not in shown]
        named = [await self._world.library.article(topic, scene.heard.locale) for topic in close]
        articles = [one for one in named if one]
        if known.wanted or not articles or known.missing().is_at_its_end:
            return await self._missed(sentences.NOT_ENOUGH, scene)
        return Turn(dialogue=known.missing(), reply=replies.another(articles))

    async def _noted(self, scene: _Scene) -> Turn:
        """What was asked for came, and nothing else: the next such thing, or the ways on."""
        if kind := scene.known.wanted:
            reply = replies.with_asked(replies.asking(sentences.NOTED_WITH_THE_REST), kind)
            return Turn(dialogue=scene.known.asking(kind), reply=reply)
        return Turn(dialogue=scene.known, reply=replies.noted())

    async def _topic(self, topic: str, scene: _Scene) -> Turn:
        article = await self._world.library.article(topic, scene.heard.locale)
        if article is None:
            return await self._missed(sentences.NO_ANSWER, scene)
        return await self._article(article, scene)

    async def _missed(self, opening: str, scene: _Scene) -> Turn:
        """Once: offer a person. Twice: bring one."""
        dialogue = scene.known.missing()
        if dialogue.is_at_its_end:
            return await self._to_person("misses", opening, replace(scene, known=dialogue))
        if kind := dialogue.wanted:
            asked = replies.with_asked(replies.missed(opening), kind)
            return Turn(dialogue=dialogue.asking(kind), reply=asked)
        return Turn(dialogue=dialogue, reply=replies.missed(opening))

    async def _wordless(self, scene: _Scene) -> Turn:
        dialogue = scene.known.missing()
        if dialogue.is_at_its_end:
            return await self._to_person("misses", "", replace(scene, known=dialogue))
        if scene.meant.intent is Intent.FILES_ONLY:
            return Turn(dialogue=dialogue, reply=replies.asking(sentences.NO_FILES))
        sentence = sentences.NOTED if dialogue.ids else sentences.WHAT_HAPPENED
        return Turn(dialogue=dialogue, reply=replies.asking(sentence))

    async def _secret_offered(self, scene: _Scene) -> Turn:
        return Turn(dialogue=scene.known, reply=replies.asking(sentences.DONT_SEND))

    async def _greeting(self, scene: _Scene) -> Turn:
        if scene.known.greeted:
            return Turn(dialogue=scene.known, reply=replies.asking(sentences.WHAT_HAPPENED))
        find = self._world.library.article
        topics = [topic for topic in sentences.MENU if await find(topic, scene.heard.locale)]
        return Turn(dialogue=scene.known, reply=replies.greeting(self._world.app, topics))

    async def _thanks(self, scene: _Scene) -> Turn:
        return Turn(dialogue=scene.known, reply=replies.plainly(sentences.GLAD))

    async def _life(self, scene: _Scene) -> Turn:
        reply = replies.plainly(sentences.YOUR_SAFETY)
        grave = replace(scene.known, route="risk")
        return Turn(dialogue=grave, reply=reply, reason="risk", priority=Priority.SECURITY)

    async def _danger(self, scene: _Scene) -> Turn:
        danger, find = scene.meant.danger or Danger.STOLEN, self._world.library.article
        article = await find(safety_topic(scene.heard.text, danger), scene.heard.locale)
        return await self._risk(article or await find(_GRAVEST, scene.heard.locale), scene)

    async def _risk(self, article: Article | None, scene: _Scene) -> Turn:
        """Safe steps first, a person at once, whatever the hour."""
        known = scene.known.showing(article) if article else scene.known
        promise, ticket = await self._prospect(scene.inquiry(Priority.SECURITY))
        return Turn(
            dialogue=replace(known, route="risk"),
            reply=replies.danger(article, promise, ticket),
            zone=promise.zone,
            reason="risk",
            priority=Priority.SECURITY,
        )

    async def _person(self, scene: _Scene) -> Turn:
        return await self._to_person("asked", "", scene)

    async def _to_person(self, reason: str, opening: str, scene: _Scene) -> Turn:
        promise, ticket = await self._prospect(scene.inquiry())
        reply = replies.handoff(opening, promise, ticket)
        return Turn(dialogue=scene.known, reply=reply, zone=promise.zone, reason=reason)

    async def _message(self, scene: _Scene) -> Turn:
        """A message has a number even while people are there: its asker may go."""
        inquiry = scene.inquiry()
        promise = await self._world.prospects.prospect(inquiry)
        reply = replies.message_left(promise, await self._world.tickets.open(inquiry))
        return Turn(dialogue=scene.known, reply=reply, zone=promise.zone, reason="message")

    async def _prospect(self, inquiry: Inquiry) -> tuple[Promise, str]:
        """When somebody answers; with a ticket when nobody is there."""
        promise = await self._world.prospects.prospect(inquiry)
        return promise, "" if promise.is_open else await self._world.tickets.open(inquiry)


def _harmless(text: str, found: Found, best: Article | None) -> float:
    """How sure it is that the message is about something else than danger."""
    sure = 0.0 if best and best.is_risk else next((one.p for one in found.likely), 0.0)
    return max(sure, _ON_ITS_WAY) if tells_of_late_money(text) else sure


def _is_plain(article: Article, text: str) -> bool:
    """Nothing is left open and nobody need be called: it can be shown as it is."""
    return is_general(text) if article.is_risk else not leaves_open(text, article.id)


def _answered(article: Article, scene: _Scene, worded: Reworded | None = None) -> Turn:
    shown = scene.known.showing(article)
    waits = replace(shown, unjudged=Answered(scene.heard.message, article.id))
    reply = replies.worded(article, worded.text, worded.model) if worded else replies.answer(article)
    return Turn(dialogue=waits, reply=reply)


def _judged(scene: _Scene, *, helped: bool) -> Judged | None:
    return Judged(scene.known.unjudged, helped) if scene.known.unjudged else None


_FEW_WORDS = 80  # letters of a message that gives a fact and asks nothing


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
