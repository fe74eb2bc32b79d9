"""For agents: a reply drafted, a conversation summed up, a message translated. A proposal each time."""

from collections.abc import Awaitable, Mapping, Sequence

from walletdesk.assistant.wording.model import (
    Mask,
    for_summary,
    for_translation,
    hard_faults,
    plain,
    translation_faults,
    untrusted,
)
from walletdesk.assistant.wording.ports import Log, Passages, Task, Worded
from walletdesk.assistant.wording.service.careful import Careful, Refusal, cited, joined, refuse
from walletdesk.conversations import Conversation, Item, Kind, Page, Reading, Speaker
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import AgentViewer

MOST_MESSAGES, LONGEST_MESSAGE = 30, 600  # of a summary: the latest, cut
LONGEST_TEXT, MOST_PARTS = 4_000, 80  # of a translation
_END = 2**62
OFF = "No language model is set up here."
NOTHING = "The language model wrote nothing that could be checked, so nothing of it is shown."


class Aiding:
    """``careful`` is None where no model is set up."""

    def __init__(self, careful: Careful | None, passages: Passages, reading: Reading, log: Log) -> None:
        self._careful = careful
        self._passages = passages
        self._reading = reading
        self._log = log

    @property
    def model(self) -> str:
        """Its name; empty where none is set up."""
        return self._careful.model.name if self._careful else ""

    async def draft(self, viewer: AgentViewer, id: ConversationId, locale: str) -> Worded:
        """A reply from our articles to what the contact wrote since an agent last answered."""
        careful, talk = await self._begun(viewer, id, Task.DRAFT)
        question = _unanswered(await self._said(viewer, id))

        async def made() -> Worded:
            told = await self._passages.about(question, locale) if question else ()
            if not told:
                raise Refusal("no_passages")
            worded = await careful.grounded(question, told, locale=locale, contact=talk.contact)
            if not worded.can_answer:
                raise Refusal("declined")
            return worded

        return await _noted(careful, Task.DRAFT, made())

    async def summary(self, viewer: AgentViewer, id: ConversationId, locale: str) -> Worded:
        """What contact, bot and agents said to each other; notes stay in the house."""
        careful, talk = await self._begun(viewer, id, Task.SUMMARY)
        said = await self._said(viewer, id)
        mask = await careful.mask(talk.contact)
        return await _noted(careful, Task.SUMMARY, _summed_up(careful, mask, said, locale))

    async def translation(self, viewer: AgentViewer, id: ConversationId, seq: int, locale: str) -> Worded:
        """One message that both sides can see."""
        careful, talk = await self._begun(viewer, id, Task.TRANSLATION)
        page = await self._reading.items(viewer, id, Page(before=seq + 1, most=1, public=False))
        item = next((one for one in page if one.seq == seq and _is_said(one)), None)
        if item is None:
            raise NotFound
        mask = await careful.mask(talk.contact)
        return await _noted(careful, Task.TRANSLATION, _translated(careful, mask, item.text, locale))

    async def _begun(
        self, viewer: AgentViewer, id: ConversationId, task: Task
    ) -> tuple[Careful, Conversation]:
        """Written down before anything leaves."""
        if self._careful is None:
            raise Conflict(OFF, code="model_off")
        talk = await self._reading.seen_by(viewer, id)
        await self._log(viewer.agent, task, id)
        return self._careful, talk

    async def _said(self, viewer: AgentViewer, id: ConversationId) -> list[Item]:
        page = Page(before=_END, most=2 * MOST_MESSAGES, public=False)
        items = await self._reading.items(viewer, id, page)
        return [item for item in items if _is_said(item)][-MOST_MESSAGES:]


async def _noted(careful: Careful, task: Task, making: Awaitable[Worded]) -> Worded:
    try:
        worded = await making
    except Refusal as refusal:
        careful.note(task, refusal.why)
        raise Conflict(NOTHING, code="model_unsure") from None
    careful.note(task, "worded")
    return worded


async def _summed_up(careful: Careful, mask: Mask, said: Sequence[Item], locale: str) -> Worded:
    mask.meet(item.text for item in said)
    masked = {f"m{item.seq}": mask(item.text[:LONGEST_MESSAGE]) for item in said}
    if not masked:
        raise Refusal("no_passages")
    rows = [
        {"id": f"m{item.seq}", "from": item.author.kind.value, "text": masked[f"m{item.seq}"]}
        for item in said
    ]
    answer = await careful.asked(for_summary(rows, locale))
    for sentence in answer.sentences:
        refuse(
            [*untrusted(sentence.text), *hard_faults(plain(sentence.text), _cited(sentence.cites, masked))]
        )
    shown = mask.restored(joined(answer.sentences))
    _look(careful, shown)
    return Worded(text=shown, model=careful.model.name, cites=cited(answer.sentences))


async def _translated(careful: Careful, mask: Mask, text: str, locale: str) -> Worded:
    if len(text) > LONGEST_TEXT:
        raise Refusal("length")
    masked = mask(text)
    answer = await careful.asked(for_translation(masked, locale), most=MOST_PARTS)
    for sentence in answer.sentences:
        refuse(untrusted(sentence.text, longest=LONGEST_TEXT))
    said = joined(answer.sentences)
    refuse(translation_faults(plain(said), plain(masked)))
    shown = mask.restored(said)
    _look(careful, shown)
    return Worded(text=shown, model=careful.model.name)


def _look(careful: Careful, text: str) -> None:
    """An agent reads it, no contact: advice in it is somebody's own words. A secret is not shown."""
    if careful.shield(text) != text:
        raise Refusal("secret")


def _cited(cites: Sequence[str], masked: Mapping[str, str]) -> str:
    if not cites or not set(cites) <= set(masked):
        raise Refusal("no_source")
    return plain(" ".join(masked[cite] for cite in cites))


def _is_said(item: Item) -> bool:
    """A message that contact and agents see, and nobody took back."""
    return (
        item.kind is Kind.MESSAGE and item.public_seq is not None and bool(item.text) and not item.withdrawn
    )


def _unanswered(said: Sequence[Item]) -> str:
    """What the contact wrote after the last reply of a person; the bot's words are no reply here."""
    asked: list[str] = []
    for item in said:
        if item.author.kind is Speaker.AGENT:
            asked = []
        elif item.author.kind is Speaker.CONTACT:
            asked.append(item.text)
    return "\n".join(asked)
