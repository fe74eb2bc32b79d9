"""The bot's one activity: a contact wrote, and no person was asked for yet."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from walletdesk.assistant.model import (
    Article,
    Button,
    Dialogue,
    Phrase,
    Quote,
    Reply,
    joined,
    locale_of,
    packet,
    replies,
    sentences,
)
from walletdesk.assistant.ports import World
from walletdesk.assistant.service.deciding import Deciding, offered
from walletdesk.assistant.service.telling import told
from walletdesk.assistant.service.turns import Diagnosed, Heard, Turn
from walletdesk.conversations import Ask, Choice, Conversation, Form, Said, Source, Speaker, Status
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.objections import Objected

_WITH_BUTTONS = {"webchat"}
_GUIDE = "stolen"  # no article: the page that help_center calls so
_FEWEST_CHOICES = 2  # one is no choice


class Assistant:
    def __init__(self, world: World) -> None:
        self._world = world
        self._deciding = Deciding(world)

    async def consider(self, heard: Heard) -> None:
        """Answer from an article, ask back, or bring a person. The same message twice is answered once."""
        dialogue = await self._world.dialogues.find(heard.conversation) or Dialogue()
        head = await self._world.heads.find(heard.conversation)
        if head is None or head.status is not Status.OPEN:
            return
        dialogue = await self._caught_up(heard.conversation, dialogue)
        if heard.seq <= dialogue.heard:
            return
        question = _question(heard, head, dialogue)
        spoken = replace(heard, text=question, whole=heard.text, locale=locale_of(question, heard.locale))
        turn = await self._deciding.turn(dialogue.knowing(heard.text), spoken, head)
        turn = await self._with_untold(heard.conversation, dialogue, turn)
        if turn.waits:
            await self._keep(heard.conversation, turn.dialogue)
            await self._caught_up(heard.conversation, turn.dialogue)
            return
        wordings = [self._wording(button, spoken.locale) for button in turn.reply.buttons]
        try:
            await self._world.conversing.answer_as_bot(heard.conversation, self._said(turn, spoken, wordings))
        except Conflict:
            return  # a person was asked for while we were thinking: from here on the bot is silent
        except Objected:  # a rule forbids what it would say: better a person than a wrong answer
            await self._world.conversing.request_agent(heard.conversation, reason="misses")
            return
        if turn.reply.is_guided:
            await self._guide(spoken)
        await self._act(turn, spoken, head)
        await self._remember(turn, spoken, wordings)
        await self._caught_up(heard.conversation, turn.dialogue)

    async def _with_untold(self, conversation: ConversationId, before: Dialogue, turn: Turn) -> Turn:
        """What nobody heard goes along, it may have come in just now; whoever is called reads it anyway."""
        if not before.unchecked:
            return turn
        latest = await self._world.dialogues.find(conversation)
        is_called = turn.reason and not turn.dialogue.unchecked
        untold = latest.untold if latest and not is_called else ()
        return replace(turn, dialogue=replace(turn.dialogue, untold=untold))

    async def _caught_up(self, conversation: ConversationId, dialogue: Dialogue) -> Dialogue:
        """What nobody heard is told once it is kept that nobody is in danger, and forgotten only then."""
        if not dialogue.untold or dialogue.unchecked or self._world.transactions is None:
            return dialogue
        await self._world.transactions.told_again(conversation, dialogue.untold)
        latest = await self._world.dialogues.find(conversation) or dialogue
        after = replace(latest, untold=tuple(one for one in latest.untold if one not in dialogue.untold))
        await self._keep(conversation, after)
        return after

    async def tell(self, told: Diagnosed) -> None:
        """What became of a transaction: an answer where the bot speaks, news whoever speaks there."""
        dialogue = await self._world.dialogues.find(told.conversation) or Dialogue()
        if dialogue.unchecked and not told.is_news:
            dialogue = await self._held_back(told, dialogue)
        head = await self._world.heads.find(told.conversation)
        if head is None or head.status is Status.CLOSED or (dialogue.unchecked and not told.is_news):
            return  # whether somebody is in danger is to be said first
        speaks = head.status is Status.OPEN and not dialogue.unchecked
        article = await self._world.library.article(told.topic, told.locale)
        reply = replies.diagnosed(told, article, doubtful=dialogue.doubtful and speaks)
        reply = reply if speaks else replace(reply, buttons=())
        if not dialogue.greeted:
            reply = replies.introduced(reply, self._world.app)
        wordings = [self._wording(button, told.locale) for button in reply.buttons]
        said = self._said_of(reply, told, head.channel, wordings)
        try:
            await self._world.conversing.answer_as_bot(told.conversation, said, is_news=told.is_news)
        except Conflict:
            return  # a person was asked for meanwhile: the card tells it
        except Objected:  # a rule forbids our own advice: who waits for an answer gets a person
            if not told.is_news:
                await self._world.conversing.request_agent(told.conversation, reason="misses")
            return
        if speaks:
            known = dialogue.showing(article) if article else dialogue
            after = replace(known, greeted=True, doubtful=False, offered=offered(reply, wordings))
            await self._keep(told.conversation, after)

    async def _held_back(self, told: Diagnosed, dialogue: Dialogue) -> Dialogue:
        """As it is afterwards: whoever said meanwhile that nothing is wrong is told now."""
        untold = tuple(dict.fromkeys((*dialogue.untold, told.name)))
        await self._keep(told.conversation, replace(dialogue, untold=untold))
        return await self._world.dialogues.find(told.conversation) or Dialogue()

    async def _keep(self, conversation: ConversationId, dialogue: Dialogue) -> None:
        async with self._world.open_work() as work:
            await work.memory.keep(conversation, dialogue)

    def _said_of(self, reply: Reply, told: Diagnosed, channel: str, wordings: list[str]) -> Said:
        source = _source(reply.source, "") if reply.source else None
        buttons = zip(reply.buttons, wordings, strict=True)
        return Said(
            text=self._text(reply, told.locale, "UTC") + self._numbered(channel, told.locale, wordings),
            client_id=told.key,
            source=source,
            choices=tuple(Choice(id=button.id, text=wording) for button, wording in buttons),
        )

    async def _guide(self, heard: Heard) -> None:
        """A message leads to one page. Whatever is in its way, the steps were said and a person comes."""
        if self._world.guide is None or heard.channel not in _WITH_BUTTONS:
            return
        title = self._world.say(heard.locale, sentences.GUIDE)
        url = self._world.guide(heard.conversation, heard.locale)
        said = Said(
            text=self._world.say(heard.locale, sentences.GUIDED),
            client_id=f"bot-{heard.message}-guide",
            source=Source(id=_GUIDE, title=title, url=url),
        )
        with suppress(Conflict, Objected):
            await self._world.conversing.answer_as_bot(heard.conversation, said)

    async def _act(self, turn: Turn, heard: Heard, head: Conversation) -> None:
        if turn.priority is not None:
            await self._world.conversing.set_priority(heard.conversation, turn.priority)
        if turn.reason:
            known = packet(
                turn.dialogue,
                reason=turn.reason,
                locale=heard.locale,
                category=head.category,
                answers=head.answers,
                dossiers=await self._transactions(heard.conversation),
            )
            skill = turn.dialogue.skill
            await self._world.conversing.request_agent(
                heard.conversation, reason=turn.reason, skill=skill, packet=known
            )
        if turn.settles:
            await self._world.conversing.resolve(heard.conversation, by=Speaker.BOT)

    async def _remember(self, turn: Turn, heard: Heard, wordings: list[str]) -> None:
        dialogue = replace(turn.dialogue, offered=offered(turn.reply, wordings))
        async with self._world.open_work() as work:
            await work.memory.keep(heard.conversation, dialogue)
            work.emit(*told(turn, heard, self._world.clock()))

    def _said(self, turn: Turn, heard: Heard, wordings: list[str]) -> Said:
        reply, article = turn.reply, turn.reply.source
        source = _source(article, reply.worded_by) if article else None
        buttons = zip(reply.buttons, wordings, strict=True)
        return Said(
            text=self._text(reply, heard.locale, turn.zone)
            + self._numbered(heard.channel, heard.locale, wordings),
            client_id=f"bot-{heard.message}",
            source=source,
            choices=tuple(Choice(id=button.id, text=wording) for button, wording in buttons),
            form=Form(kind=Ask(reply.asks), name=self._field(reply.asks, heard)) if reply.asks else None,
        )

    async def _transactions(self, conversation: ConversationId) -> Sequence[Mapping[str, str]]:
        known = self._world.transactions
        return () if known is None else await known.named(conversation)

    def _numbered(self, channel: str, locale: str, wordings: list[str]) -> str:
        """Where nothing can be tapped, the choices stand in the text, and their numbers are understood."""
        if channel in _WITH_BUTTONS or len(wordings) < _FEWEST_CHOICES:
            return ""
        lines = [f"{number}. {wording}" for number, wording in enumerate(wordings, 1)]
        return "\n\n" + "\n".join([self._world.say(locale, sentences.WITH_A_NUMBER), *lines])

    def _field(self, kind: str, heard: Heard) -> str:
        return self._world.say(heard.locale, replies.FIELDS[kind])

    def _text(self, reply: Reply, locale: str, zone: str) -> str:
        quoted = [part.text for parts in reply.paragraphs for part in parts if isinstance(part, Quote)]

        def is_new(part: Phrase | Quote, text: str) -> bool:  # an article may say one of our sentences itself
            return isinstance(part, Quote) or not any(text in quote for quote in quoted)

        said = [[(part, self._part(part, locale, zone)) for part in parts] for parts in reply.paragraphs]
        return joined(locale, [[text for part, text in parts if is_new(part, text)] for parts in said])

    def _part(self, part: Phrase | Quote, locale: str, zone: str) -> str:
        if isinstance(part, Quote):
            return part.text
        times = {name: self._world.when(locale, at, zone) for name, at in part.times.items()}
        return self._world.say(locale, part.sentence, **part.values, **times)

    def _wording(self, button: Button, locale: str) -> str:
        return button.wording if button.is_title else self._world.say(locale, button.wording)


def _source(article: Article, worded_by: str) -> Source:
    return Source(id=article.id, title=article.title, url=article.url, worded_by=worded_by)


def _question(heard: Heard, head: Conversation, dialogue: Dialogue) -> str:
    """What was asked for in a form stands in the first message too, below what the contact wants to know."""
    is_first = dialogue.heard == 0 and head.answers is not None
    return heard.text.partition("\n")[0] if is_first else heard.text
