"""What the bot remembers of a conversation, and the packet for a person, so that nothing is asked twice."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from walletdesk.assistant.model.hearing import Offered, ids_in
from walletdesk.assistant.model.saying import Article
from walletdesk.assistant.model.slots import TX, facts_in, wanted
from walletdesk.kernel.ids import MessageId

MOST_KEPT = 10  # of what was asked and shown: the transcript has the rest
LONGEST_KEPT = 300  # characters of one question
MOST_MISSES = 2  # then a person, without being asked
_SKILLS = {"funds", "account", "development", "risk"}  # routes that need more than the front line


@dataclass(frozen=True, slots=True)
class Shown:
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An article was shown for a message; nobody has said yet whether it helped."""

    message: MessageId
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """``heard`` is the number of the last message that was dealt with."""

    heard: int = 0
    greeted: bool = False
    misses: int = 0
    route: str = ""
    asked: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    shown: tuple[Shown, ...] = ()
    offered: tuple[Offered, ...] = ()
    unjudged: Answered | None = None
    others: tuple[str, ...] = ()  # topics that were close to the one that was answered
    told: tuple[tuple[str, str], ...] = ()  # facts by their kind
    asked_for: tuple[str, ...] = ()  # kinds of facts, each asked for once
    unchecked: str = ""  # what was written when we asked whether it is danger, and nobody has said
    untold: tuple[str, ...] = ()  # transactions of which a diagnosis came before anybody had said
    doubtful: bool = False  # it may be danger: said so before the diagnosis that answers it
    is_calm: bool = False  # nothing is happening, they said: we do not ask again

    def hearing(self, text: str, *, is_choice: bool) -> "Dialogue":
        """Keep what was said, for the packet."""
        short, known = text.strip()[:LONGEST_KEPT], self.knowing(text)
        if is_choice:
            return replace(known, chosen=(*self.chosen, short)[-MOST_KEPT:])
        return replace(known, asked=(*self.asked, short)[-MOST_KEPT:] if short else self.asked)

    def knowing(self, text: str) -> "Dialogue":
        """Keep the transaction IDs, addresses and other facts in it; what is said last holds."""
        ids = tuple(dict.fromkeys((*self.ids, *ids_in(text))))[:MOST_KEPT]
        return replace(self, ids=ids, told=tuple({**dict(self.told), **facts_in(text)}.items()))

    def filled(self, text: str) -> "Dialogue":
        """Keep what was filled into the field that was asked for last, as it is where it can't be read."""
        if not self.asked_for or self.asked_for[-1] in {TX, *dict(self.told)}:
            return self
        return replace(self, told=(*self.told, (self.asked_for[-1], text.strip()[:LONGEST_KEPT])))

    @property
    def wanted(self) -> str:
        """The kind of fact that an agent would ask for next, and nobody has."""
        topic = self.shown[-1].id if self.shown else ""
        known = {*dict(self.told), *self.asked_for, *((TX,) if self.ids else ())}
        return wanted(topic, self.route, known) if topic else ""

    def asking(self, kind: str) -> "Dialogue":
        return replace(self, asked_for=(*self.asked_for, kind))

    def showing(self, article: Article) -> "Dialogue":
        shown = dict.fromkeys((*self.shown, Shown(article.id, article.title)))
        return replace(self, shown=tuple(shown)[-MOST_KEPT:], route=article.route)

    def missing(self) -> "Dialogue":
        return replace(self, misses=self.misses + 1)

    @property
    def question_before(self) -> str:
        """What was asked before the message that is being dealt with."""
        return self.asked[-2] if len(self.asked) > 1 else ""

    @property
    def question_last(self) -> str:
        return self.asked[-1] if self.asked else ""

    @property
    def is_at_its_end(self) -> bool:
        return self.misses >= MOST_MISSES

    @property
    def skill(self) -> str | None:
        return self.route if self.route in _SKILLS else None


def packet(
    dialogue: Dialogue,
    *,
    reason: str,
    locale: str,
    category: str,
    answers: str | None = None,
    dossiers: Sequence[Mapping[str, str]] = (),
) -> str:
    """JSON for the agent's screen. Names are those that it shows with a word of their own.

    ``answers``: to what was asked before the conversation, as JSON; an agent reads them first. ``dossiers``:
    the transactions that were looked up.
    """
    facts = {**({"ids": list(dialogue.ids)} if dialogue.ids else {}), **dict(dialogue.told)}
    told = {"answers": json.loads(answers)} if answers else {}
    return json.dumps(
        {
            "version": 1,
            **told,
            "reason": reason,
            "summary": " / ".join(dialogue.asked)[:LONGEST_KEPT],
            "category": category,
            "locale": locale,
            "skill": dialogue.skill or "",
            "risk": dialogue.route == "risk",
            "said": list(dialogue.asked),
            "choices": list(dialogue.chosen),
            "articles": [{"id": shown.id, "title": shown.title} for shown in dialogue.shown],
            "facts": facts,
            "misses": dialogue.misses,
            **({"dossiers": [dict(one) for one in dossiers]} if dossiers else {}),
        },
        ensure_ascii=False,
    )
