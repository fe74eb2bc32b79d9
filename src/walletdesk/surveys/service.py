"""Use cases about surveys: ask, answer, look."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Invalid, NotFound
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, SurveyId, new_id
from walletdesk.surveys.events import SurveyAnswered, SurveyAsked
from walletdesk.surveys.model import Marks, Survey
from walletdesk.surveys.ports import Archive, GivenMarks, OpenWork


class Surveying:
    def __init__(self, *, open_work: OpenWork, archive: Archive, clock: Clock) -> None:
        self._open_work = open_work
        self._archive = archive
        self._clock = clock

    async def ask(
        self,
        conversation: ConversationId,
        *,
        contact: ContactId,
        agent: AgentId,
        locale: str,
        resolved_at: datetime,
    ) -> None:
        """Once for each resolution: told twice, it is asked once."""
        survey = Survey(
            id=SurveyId(new_id("srv")),
            conversation=conversation,
            contact=contact,
            agent=agent,
            asked_at=resolved_at,
        )
        asked = SurveyAsked(
            at=resolved_at, conversation=conversation, survey=survey.id, contact=contact, locale=locale
        )
        async with self._open_work() as work:
            if await work.surveys.add(survey):
                work.emit(asked)

    async def answer(self, conversation: ConversationId, marks: GivenMarks) -> SurveyAnswered:
        """For a face that knows whose conversation it is and has screened the comment."""
        given, at = _complete(marks), self._clock()
        async with self._open_work() as work:
            survey = await work.surveys.last(conversation)
            if survey is None:
                raise NotFound
            answered, told = survey.answered(given, at)
            await work.surveys.save(answered)
            work.emit(told)
        return told

    async def of_conversation(self, conversation: ConversationId) -> Sequence[Survey]:
        """Last asked first, with comments: for a face that knows that its reader may see the conversation."""
        return await self._archive.of_conversation(conversation)

    async def given(self, since: datetime) -> Mapping[int, int]:
        """How often each overall mark was given since then. A mark that was thought over counts once."""
        return await self._archive.given(since)


def _complete(marks: GivenMarks) -> Marks:
    if marks.overall is None:
        raise Invalid("Please choose the overall mark.")
    return Marks(
        overall=marks.overall,
        speed=marks.speed,
        manner=marks.manner,
        solved=marks.solved,
        comment=marks.comment.strip(),
    )
