"""For the bot: one article in a model's words, or nothing, and the article itself is shown."""

from walletdesk.assistant.wording.ports import Passages, Task, Worded
from walletdesk.assistant.wording.service.careful import Careful, Refusal
from walletdesk.kernel.ids import ContactId


class Wording:
    def __init__(self, careful: Careful, passages: Passages) -> None:
        self._careful = careful
        self._passages = passages

    async def answer(self, question: str, topic: str, locale: str, contact: ContactId) -> Worded | None:
        """None: whatever went wrong, nothing of the model is used."""
        told = await self._passages.of(topic, locale)
        if told is None:
            return None
        try:
            worded = await self._careful.grounded(question, [told], locale=locale, contact=contact)
        except Refusal as refusal:
            self._careful.note(Task.ANSWER, refusal.why)
            return None
        self._careful.note(Task.ANSWER, "worded" if worded.can_answer else "declined")
        return worded
