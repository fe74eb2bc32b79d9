"""Rows of the matrix: surveys by their links, what leads make of them, and who could not reach us."""

from typing import Final

from tests.support.matrix import Row, Scene
from tests.support.roles import AGENTS, EVERYBODY, LEADS
from tests.support.surveys import Given
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import ContactId, ConversationId, SurveyId, new_id
from walletdesk.surveys import Pulse, PulseId, Survey
from walletdesk.surveys.model import ReviewId


async def _asked(scene: Scene) -> Survey:
    id = await scene.conversation("resolved", followed=True)
    found = await scene.system.work.surveying.of_conversation(ConversationId(id))
    assert found is not None
    return found


async def asked(scene: Scene) -> str:
    """The secret of a survey."""
    return scene.system.feedback.tokens.token_for((await _asked(scene)).id)


async def poor(scene: Scene) -> str:
    """Of one with a poor answer."""
    survey = await _asked(scene)
    await scene.system.work.surveying.answer_one(SurveyId(survey.id), Given(overall=1))
    return scene.system.feedback.tokens.token_for(survey.id)


async def pulsed(scene: Scene) -> str:
    """The secret of the periodic question."""
    contact = ContactId((await scene.house.contact()).id)
    pulse = Pulse(id=PulseId(new_id("pls")), contact=contact, locale="en", asked_at=utc_now())
    async with scene.system.feedback.pulsing.open_work() as work:
        await work.pulses.add(pulse)
    return scene.system.feedback.tokens.token_for(pulse.id)


async def reviewed(scene: Scene) -> str:
    """One that nobody has looked at."""
    id = (await poor(scene)).partition(".")[0]
    open_ = await scene.system.feedback.needs.reviewing.list(scene.lead_viewer(), is_open=True)
    return next(str(ReviewId(one.review.id)) for one in open_ if one.survey.id == id)


_P = "/api/workspace/surveys"
_SETTINGS = {"version": 1, "asks": True, "low": 2, "pulse": False, "pulse_share": 10, "quiet_days": 90}
SURVEYS: Final[dict[str, Row]] = {
    "GET /survey": Row(may=EVERYBODY, query={"t": "{question}"}, make={"question": asked}),
    "POST /survey": Row(may=EVERYBODY, form={"t": "{question}", "overall": "4"}, make={"question": asked}),
    "POST /survey/go-on": Row(may=EVERYBODY, form={"t": "{question}"}, make={"question": poor}),
    "GET /pulse": Row(may=EVERYBODY, query={"t": "{question}"}, make={"question": pulsed}),
    "POST /pulse": Row(may=EVERYBODY, form={"t": "{question}", "score": "9"}, make={"question": pulsed}),
    "GET /unreached": Row(may=EVERYBODY),
    "GET /unreached/kept": Row(may=EVERYBODY),
    "POST /unreached": Row(may=EVERYBODY, form={"way": "email", "said": "It came back.", "once": "{once}"}),
    "GET /workspace/surveys": Row(may=EVERYBODY),
    f"GET {_P}/reviews": Row(may=LEADS),
    f"POST {_P}/reviews/{{review}}/taken": Row(may=LEADS, make={"review": reviewed}),
    f"POST {_P}/reviews/{{review}}/done": Row(may=LEADS, body={"note": "Called."}, make={"review": reviewed}),
    f"GET {_P}/unreached": Row(may=LEADS),
    f"GET {_P}/figures": Row(may=LEADS),
    f"GET {_P}/pulse": Row(may=LEADS),
    f"GET {_P}/mine": Row(may=AGENTS),
    f"GET {_P}/settings": Row(may=LEADS),
    f"PUT {_P}/settings": Row(may=LEADS, body=_SETTINGS),
}
