"""Replies put together: which sentences, which article, which buttons."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from walletdesk.assistant.model import sentences as s
from walletdesk.assistant.model.saying import (
    AT_RISK,
    MESSAGE,
    NONE,
    NOT_AT_RISK,
    NOT_SOLVED,
    OTHER_WORDS,
    PERSON,
    SOLVED,
    TOPIC,
    Article,
    Button,
    Paragraph,
    Part,
    Phrase,
    Promise,
    Quote,
    Reply,
)
from walletdesk.assistant.model.slots import CHAIN, TX, VERSION


class Told(Protocol):
    """What became of a transaction, in sentences of whoever looked it up."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def meaning(self) -> str: ...
    @property
    def step(self) -> str: ...
    @property
    def ask(self) -> str: ...
    @property
    def amount(self) -> str: ...
    @property
    def is_news(self) -> bool: ...


TO_PERSON = Button(PERSON, s.TALK_TO_A_PERSON)
MOST_CHOICES = 3
_ROBBED = ("stolen-funds", "multisig-hijack")  # what to do then is the same five steps
_WAYS_ON = (TO_PERSON, Button(MESSAGE, s.LEAVE_A_MESSAGE), Button(OTHER_WORDS, s.TRY_OTHER_WORDS))


def greeting(app: str, known: Sequence[str]) -> Reply:
    """``known``: the topics of the menu that have an article."""
    menu = [Button(TOPIC + topic, wording) for topic, wording in s.MENU.items() if topic in known]
    hello = (Phrase(s.GREETING, {"app": app}), Phrase(s.NO_SECRETS))
    return Reply(paragraphs=(hello,), buttons=(*menu, TO_PERSON))


def introduced(reply: Reply, app: str) -> Reply:
    """The first thing the bot says tells what it is, in danger too."""
    me: Paragraph = (Phrase(s.I_AM_A_BOT, {"app": app}),)
    return replace(reply, paragraphs=(me, *reply.paragraphs))


def answer(article: Article) -> Reply:
    return Reply(
        paragraphs=((Quote(article.text),), (Phrase(s.DID_THIS_HELP),)),
        buttons=(Button(SOLVED, s.SOLVED), Button(NOT_SOLVED, s.NOT_SOLVED), TO_PERSON),
        source=article,
    )


def worded(article: Article, text: str, model: str) -> Reply:
    """The same in a model's words, said to be that; the article stands beside it."""
    plainly_said = answer(article)
    says: tuple[Paragraph, ...] = ((Quote(text),), (Phrase(s.WORDED_BY_A_MODEL),))
    return replace(plainly_said, paragraphs=(*says, *plainly_said.paragraphs[1:]), worded_by=model)


def choices(candidates: Sequence[Article]) -> Reply:
    titles = [Button(TOPIC + one.id, one.title, is_title=True) for one in candidates[:MOST_CHOICES]]
    return Reply(
        paragraphs=((Phrase(s.WHICH_ONE),),),
        buttons=(*titles, Button(NONE, s.NONE_OF_THESE), TO_PERSON),
    )


def nothing() -> Reply:
    return Reply(paragraphs=())


def diagnosed(told: Told, article: Article | None, *, doubtful: bool = False) -> Reply:
    """What became of a transaction. Who may be in danger is told so first, one tap from the safe steps."""
    named = {"name": f"{told.name} ({told.amount})" if told.amount else told.name, "title": told.title}
    first: Paragraph = (Phrase(s.NEWS_OF if told.is_news else s.LOOKED_UP, named), Quote(told.meaning))
    more: Paragraph = (Quote(told.step), *((Quote(told.ask),) if told.ask else ()))
    reply = Reply(
        paragraphs=(first, more),
        buttons=(Button(PERSON, s.ASK_ABOUT_THIS), Button(SOLVED, s.THAT_HELPED)),
        source=article,
    )
    if doubtful:
        reply = replace(reply, paragraphs=((Phrase(s.SAY_SO_FIRST),), *reply.paragraphs))
    return _with_happening(reply) if doubtful or (article and article.is_risk) else reply


def reachable(told: Sequence[str], article: Article | None) -> Reply:
    """How people can be reached at this moment; the article says the rest."""
    return Reply(
        paragraphs=tuple((Quote(one),) for one in told),
        buttons=(TO_PERSON, Button(MESSAGE, s.LEAVE_A_MESSAGE)),
        source=article,
    )


def missed(opening: str, wait: str = "") -> Reply:
    """The first time: a person is offered, not forced on anybody. ``wait``: how long that takes."""
    return Reply(
        paragraphs=((Phrase(opening), Phrase(s.BRING_A_PERSON), _wait(wait)),),
        buttons=_WAYS_ON,
    )


ASKS = {TX: s.ADD_THE_ID, CHAIN: s.ADD_THE_CHAIN, VERSION: s.ADD_THE_VERSION}
FIELDS = {TX: s.TRANSACTION_ID, CHAIN: s.NETWORK, VERSION: s.APP_VERSION}


def with_asked(reply: Reply, kind: str) -> Reply:
    """An ID is copied, not typed; a field for it says so, and looks at its form at once.

    It asks one thing: who wants a person rather than that has the button for it.
    """
    said = [tuple(part for part in each if part != Phrase(s.BRING_A_PERSON)) for each in reply.paragraphs]
    return replace(reply, paragraphs=(*said, (Phrase(ASKS[kind]),)), asks=kind)


def noted(wait: str = "") -> Reply:
    """A fact came; the rest goes on as it stood."""
    offer = (Phrase(s.NOTED_WITH_THE_REST), Phrase(s.BRING_A_PERSON), _wait(wait))
    return Reply(paragraphs=(offer,), buttons=_WAYS_ON)


def another(candidates: Sequence[Article]) -> Reply:
    """The article was not enough: what else was close."""
    return replace(choices(candidates), paragraphs=((Phrase(s.NOT_ENOUGH), Phrase(s.ONE_OF_THESE)),))


def asking(sentence: str) -> Reply:
    return Reply(paragraphs=((Phrase(sentence),),), buttons=(TO_PERSON,))


def plainly(sentence: str) -> Reply:
    return Reply(paragraphs=((Phrase(sentence),),))


def handoff(opening: str, promise: Promise, ticket: str, wait: str = "") -> Reply:
    """``ticket`` is its number, or empty; there is one when nobody is there or a message is left."""
    first: Paragraph = (*((Phrase(opening),) if opening else ()), Phrase(s.HANDING_OVER))
    return Reply(paragraphs=(first, _prospect(promise, ticket, wait)))


def message_left(promise: Promise, ticket: str) -> Reply:
    return Reply(paragraphs=(_prospect(promise, ticket),))


def danger(article: Article | None, promise: Promise, ticket: str) -> Reply:
    """A person is on the way; until then the safe steps in their order. No rating, no "did this help?"."""
    steps: list[Paragraph] = [(Phrase(s.HANG_UP),)]
    steps += [(Quote(article.text),)] if article else [(Phrase(s.WE_NEVER_ASK),)]
    first: Paragraph = (Phrase(s.URGENT), *_prospect(promise, ticket), Phrase(s.MEANWHILE))
    return Reply(
        paragraphs=(first, *steps, (Phrase(s.SECOND_SCAM),)),
        source=article,
        is_guided=article is None or article.id in _ROBBED,
    )


def careful(promise: Promise, ticket: str, close: Article | None) -> Reply:
    """A person is on the way, and nothing is answered: what may fit stands below as a link alone."""
    first: Paragraph = (Phrase(s.MAYBE_AT_RISK), *_prospect(promise, ticket))
    return Reply(paragraphs=(first, (Phrase(s.UNTIL_THEN),)), source=close)


def checking() -> Reply:
    """It may be danger and may be none: whoever is in it is one tap from the safe steps and a person."""
    question: Paragraph = (Phrase(s.IS_IT_HAPPENING),)
    buttons = (Button(AT_RISK, s.YES_OR_UNSURE), Button(NOT_AT_RISK, s.NOTHING_LIKE_IT), TO_PERSON)
    return Reply(paragraphs=(question, (Phrase(s.UNTIL_SURE),)), buttons=buttons)


def with_check(choice: Reply) -> Reply:
    """The same question, beside a choice: who is in danger need not choose."""
    first: Paragraph = (Phrase(s.IS_IT_HAPPENING),)
    buttons = (Button(AT_RISK, s.YES_OR_UNSURE), *choice.buttons)
    return replace(choice, paragraphs=(first, (Phrase(s.IF_NOT),)), buttons=buttons)


def answer_with_check(article: Article) -> Reply:
    """An answer to what may be more than a question: what else it may be stands before it."""
    said = answer(article)
    return _with_happening(replace(said, paragraphs=((Phrase(s.SAY_SO_FIRST),), *said.paragraphs)))


def proving(article: Article | None) -> Reply:
    """How to see for oneself that it is us. Who means somebody else is one tap from the safe steps."""
    how: Paragraph = (Phrase(s.CHECK_US), Phrase(s.CHECK_OTHERS))
    paragraphs: tuple[Paragraph, ...] = (how, (Phrase(s.WE_NEVER_ASK),), (Phrase(s.IF_ELSEWHERE),))
    return _with_happening(Reply(paragraphs=paragraphs, buttons=(TO_PERSON,), source=article))


def explained(article: Article) -> Reply:
    """An article about a danger, for who asks about it in general: it never stands alone."""
    said = answer(article)
    return _with_happening(replace(said, paragraphs=(*said.paragraphs, (Phrase(s.OR_IS_IT_HAPPENING),))))


def _with_happening(reply: Reply) -> Reply:
    return replace(reply, buttons=(Button(AT_RISK, s.HAPPENING_TO_ME), *reply.buttons))


def _wait(told: str) -> Part:
    return Quote(told) if told else Phrase(s.WAIT_UNKNOWN)


def _prospect(promise: Promise, ticket: str, wait: str = "") -> Paragraph:
    """When somebody answers, as far as calendar, promise and line know; what they do not know is said."""
    parts: list[Part] = [] if promise.is_there else [Phrase(s.NOBODY_ONLINE)]
    if not promise.is_open:
        parts.append(_time(s.BACK_AT, "next_open", promise.next_open) or Phrase(s.BACK_UNKNOWN))
    if ticket:
        parts.append(Phrase(s.STORED_UNDER, {"ticket": ticket}))
    elif not promise.is_open:
        parts.append(Phrase(s.STORED))
    measured = promise.is_open and promise.is_there and bool(wait)
    if measured:
        parts.append(Quote(wait))
    if by := _time(s.REPLY_BY, "reply_by", None if measured and promise.is_guess else promise.by):
        parts.append(by)
    elif not measured:
        parts.append(Phrase(s.WAIT_UNKNOWN))
    if not (promise.is_open and promise.is_there):
        parts.append(Phrase(s.ADD_MORE))
    return tuple(parts)


def _time(sentence: str, name: str, at: datetime | None) -> Phrase | None:
    return None if at is None else Phrase(sentence, times={name: at})
