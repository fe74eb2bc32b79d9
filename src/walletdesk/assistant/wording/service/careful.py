"""All that stands between a model and a person: what it is told, how often, and what of it is let go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from walletdesk.assistant.wording.model import (
    Answer,
    Breaker,
    Fault,
    Mask,
    Prompt,
    Sentence,
    UnreadableError,
    faults_of,
    for_answer,
    read,
)
from walletdesk.assistant.wording.ports import Model, Names, NoAnswer, Note, Outgoing, Shield, Told, Worded
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.ids import ContactId

MOST_SOURCES = 24  # paragraphs that leave with one question
LONGEST_QUESTION = 1_500  # characters
_OUR_BOUNDS = {"busy", "budget", "cut_off"}  # we asked too much of a model that is well


class Refusal(Exception):  # noqa: N818 - reads better in a raise
    """Nothing of the model is used; ``why`` in one fixed word."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Careful:
    model: Model
    outgoing: Outgoing
    shield: Shield
    names: Names
    note: Note
    clock: Clock
    breaker: Breaker = field(default_factory=Breaker)

    async def asked(self, prompt: Prompt, **bounds: int) -> Answer:
        """Raises Refusal. A model that fails again and again is left alone for a while."""
        if self.breaker.is_resting(self.clock()):
            raise Refusal("resting")
        try:
            answer = read(await self.model.ask(prompt), **bounds)
        except NoAnswer as failure:
            if failure.why not in _OUR_BOUNDS:
                self.breaker.failed(self.clock())
            raise Refusal(failure.why) from None
        except UnreadableError:
            self.breaker.failed(self.clock())
            raise Refusal("unreadable") from None
        self.breaker.worked()
        return answer

    async def mask(self, contact: ContactId) -> Mask:
        return Mask(self.shield, await self.names(contact))

    async def let_go(self, text: str) -> None:
        """The last look at the whole text, as at everything that we say."""
        if self.shield(text) != text:
            raise Refusal("secret")
        if await self.outgoing.objections(text):
            raise Refusal("objected")

    async def grounded(
        self, question: str, told: Sequence[Told], *, locale: str, contact: ContactId
    ) -> Worded:
        """An answer that rests on these articles, sentence by sentence. Raises Refusal."""
        sources = [source for one in told for source in one.sources][:MOST_SOURCES]
        masked = (await self.mask(contact))(question[:LONGEST_QUESTION])
        answer = await self.asked(for_answer(masked, sources, locale))
        if not answer.can_answer:
            return Worded(model=self.model.name, can_answer=False)
        for sentence in answer.sentences:
            refuse(faults_of(sentence, sources, masked))
        text = joined(answer.sentences)
        await self.let_go(text)
        cites = cited(answer.sentences)
        used = tuple(one for one in told if any(cite.startswith(f"{one.id}#") for cite in cites))
        return Worded(text=text, model=self.model.name, articles=used, cites=cites)


def refuse(faults: Iterable[Fault]) -> None:
    """One fault is enough: who lies once is not quoted."""
    for fault in faults:
        raise Refusal(fault.value)


def joined(sentences: Sequence[Sentence]) -> str:
    """A sentence a line. Raises Refusal where nothing was said."""
    if not sentences:
        raise Refusal("empty")
    return "\n".join(sentence.text for sentence in sentences)


def cited(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cite for sentence in sentences for cite in sentence.cites))
