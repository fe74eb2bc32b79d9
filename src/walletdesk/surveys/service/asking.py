"""Ask, answer, think it over, go on: what a contact and a resolved matter have to do with each other."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, Invalid, NotFound
from walletdesk.kernel.ids import ContactId, ConversationId, SurveyId, new_id
from walletdesk.surveys.events import SurveyAnswered
from walletdesk.surveys.model import OPEN_FOR, Asking, Marks, Review, ReviewId, Survey
from walletdesk.surveys.ports import Archive, GivenMarks, MayReopen, OpenWork, Work


class Surveying:
    def __init__(self, *, open_work: OpenWork, archive: Archive, may_reopen: MayReopen, clock: Clock) -> None:
        self._open_work = open_work
        self._archive = archive
        self._may_reopen = may_reopen
        self._clock = clock

    async def ask(self, asking: Asking) -> None:
        """One survey for each matter: told twice, or by two of its names at once, it is asked once."""
        if not (await self._archive.settings()).asks:
            return
        fresh = asking.survey(SurveyId(new_id("srv")))
        async with self._open_work() as work:
            id = await work.surveys.claim(asking.matters, fresh.id)
            if id == fresh.id:
                await work.surveys.add(fresh)
                work.emit(fresh.asked())
            elif (known := await work.surveys.get(id)) and (again := known.asked_again(asking)):
                await work.surveys.save(again)
                work.emit(again.asked(again=True))

    async def withdraw(self, matter: str, at: datetime) -> None:
        """It was opened again: nothing is asked until it is resolved anew."""
        async with self._open_work() as work:
            known = await work.surveys.of_matter(matter)
            if known is not None and (withdrawn := known.withdrawn(at)) != known:
                await work.surveys.save(withdrawn)

    async def answer(self, conversation: ConversationId, marks: GivenMarks) -> SurveyAnswered:
        """For a face that knows whose conversation it is and has screened the comment."""
        given = _complete(marks)
        async with self._open_work() as work:
            return await self._answered(work, await work.surveys.of_matter(conversation), given)

    async def answer_one(self, id: SurveyId, marks: GivenMarks) -> SurveyAnswered:
        """For whoever came by its link; the comment was screened."""
        given = _complete(marks)
        async with self._open_work() as work:
            return await self._answered(work, await work.surveys.get(id), given)

    async def _answered(self, work: Work, survey: Survey | None, given: Marks) -> SurveyAnswered:
        if survey is None:
            raise NotFound
        at = self._clock()
        answered, told = survey.answered(given, at)
        await work.surveys.save(answered)
        work.emit(told)
        await _review(work, answered, given, at)
        return told

    async def go_on(self, id: SurveyId) -> None:
        """Not solved: what it is about is opened again by those who hear of it. Twice is once."""
        if not await self.may_go_on(await self.find(id)):
            raise Conflict("This can't be opened again here. Write to us.", code="cannot_go_on")
        async with self._open_work() as work:
            survey = await work.surveys.get(id)
            if survey is None:
                raise NotFound
            told = survey.goes_on(self._clock())
            if survey.withdrawn_at is None:
                await work.surveys.save(survey.withdrawn(told.at))
                work.emit(told)

    async def find(self, id: SurveyId) -> Survey:
        """With its comment: for whoever holds its link."""
        if found := await self._archive.find(id):
            return found
        raise NotFound

    async def may_go_on(self, survey: Survey) -> bool:
        """Whether to ask the contact if we shall go on."""
        return survey.may_go_on(self._clock()) and await self._may_reopen(survey)

    def standing(self, survey: Survey) -> str:
        return survey.standing(self._clock())

    async def of_conversation(self, conversation: ConversationId) -> Survey | None:
        """With its comment: for a face that knows that its reader may see the conversation."""
        return await self._archive.of_matter(conversation)

    async def open_of(self, contact: ContactId) -> Sequence[Survey]:
        """What this contact may still answer."""
        return await self._archive.open_of(contact, self._clock() - OPEN_FOR)

    async def given(self, since: datetime) -> Mapping[int, int]:
        """How often each overall mark was given since then. A mark that was thought over counts once."""
        return await self._archive.given(since)

    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None:
        """Two contacts turned out to be one person. Safe to repeat."""
        async with self._open_work() as work:
            await work.surveys.hand_over(absorbed, to)


async def _review(work: Work, survey: Survey, marks: Marks, at: datetime) -> None:
    """The survey is held, so nobody opens a second one meanwhile."""
    low = (await work.settings.get()).low
    if not marks.wants_review(low) or await work.reviews.open_of(survey.id):
        return
    review = Review(id=ReviewId(new_id("rvw")), survey=survey.id, opened_at=at)
    await work.reviews.add(review)
    work.emit(review.opened(survey, marks))


def _complete(marks: GivenMarks) -> Marks:
    if marks.overall is None:
        raise Invalid("Please choose the overall mark.")
    return Marks(
        overall=marks.overall,
        speed=marks.speed,
        manner=marks.manner,
        professionalism=marks.professionalism,
        solved=marks.solved,
        comment=marks.comment.strip(),
    )
