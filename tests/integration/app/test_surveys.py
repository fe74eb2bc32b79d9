"""Surveys as people meet them, on both engines: the mailed page, the portal, the lead's list, going on."""

import re
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.support.installation import HOME, Agent, Contact, Installation
from walletdesk.conversations import Speaker
from walletdesk.kernel.errors import TooMany
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.platform.limits import SharedLimiter
from walletdesk.tickets import Edit, NewTicket, State, TicketType

pytestmark = pytest.mark.anyio
PATH = "/api/workspace/surveys"
ONCE = re.compile(r'name="once" value="([^"]+)"')
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"


class Pair:
    """A contact whose conversation an agent resolved."""

    def __init__(self, house: Installation, contact: Contact, agent: Agent, id: str) -> None:
        self.house, self.contact, self.agent, self.id = house, contact, agent, id

    async def resolved(self) -> None:
        await self.house.system.heart.conversing.resolve(ConversationId(self.id), by=Speaker.AGENT)
        await self.house.settle()

    async def token(self) -> str:
        link = await self.house.system.feedback.links.of_conversation(ConversationId(self.id))
        assert link is not None
        return parse_qs(urlsplit(link).query)["t"][0]

    async def status(self) -> tuple[str, str]:
        head = (await self.contact.get(f"/api/conversations/{self.id}"))["head"]
        return head["status"], head["survey"]


@pytest.fixture
async def pair(house: Installation) -> Pair:
    contact, agent = await house.contact(), await house.agent()
    id = (await contact.starts())["head"]["id"]
    await contact.post(f"/api/conversations/{id}/agent")
    await house.system.heart.conversing.assign(ConversationId(id), agent.id, "Ann", reason="taken")
    found = Pair(house, contact, agent, id)
    await found.resolved()
    return found


async def posted(house: Installation, path: str, **form: str) -> tuple[int, str]:
    answer = await house.http.post(path, data=form)
    if answer.status_code != 303:
        return answer.status_code, answer.text
    shown = await house.http.get(answer.headers["location"])
    return answer.status_code, shown.text


async def test_a_poor_mark_by_the_mailed_page_goes_to_a_lead_and_the_matter_goes_on(
    house: Installation, pair: Pair
) -> None:
    token, lead = await pair.token(), await house.agent(Role.LEAD)
    page = await house.http.get(f"/survey?t={token}&locale=zh-CN")
    assert ("这次服务怎么样" in page.text, pair.id in page.text, "no-referrer" in str(page.headers)) == (
        True,
        False,
        False,
    )
    marks = {"t": token, "overall": "2", "solved": "1", "professionalism": "3"}
    status, shown = await posted(house, "/survey?locale=en", **marks, comment=PHRASE)
    assert (status, "legal winner" in shown, "was stopped" in shown) == (422, False, True)
    status, shown = await posted(house, "/survey?locale=en", **marks, comment="Nobody listened.")
    assert (status, "Shall we go on?" in shown, "Nobody listened" in shown) == (303, True, False)
    await house.settle()
    reviews = await lead.get(f"{PATH}/reviews")
    [one] = reviews["items"]
    assert (reviews["open"], one["conversation"], one["comment"]) == (1, pair.id, "Nobody listened.")
    assert one["marks"] == {"overall": 2, "solved": 1, "professionalism": 3}
    [alert] = [
        one for one in (await lead.get("/api/workspace/alerts"))["items"] if one["what"] == "low_score"
    ]
    assert alert["conversation"] == pair.id
    assert await pair.status() == ("resolved", "given")
    status, shown = await posted(house, "/survey/go-on?locale=en", t=token)
    assert (status, "We go on with it." in shown) == (303, True)
    await house.settle()
    assert await pair.status() == ("waiting_for_agent", "none")


async def test_a_lead_ends_a_review_and_its_alert(house: Installation, pair: Pair) -> None:
    token, lead = await pair.token(), await house.agent(Role.LEAD)
    await posted(house, "/survey", t=token, overall="2")
    [one] = (await lead.get(f"{PATH}/reviews"))["items"]
    refused = await lead.ask("POST", f"{PATH}/reviews/{one['id']}/done", {"note": PHRASE})
    assert (refused.status_code, refused.json()["code"]) == (422, "secret_stopped")
    await lead.post(f"{PATH}/reviews/{one['id']}/done", {"note": "Called back."})
    await house.settle()
    [done] = (await lead.get(f"{PATH}/reviews?done=true"))["items"]
    assert (done["note"], done["goes_on"]) == ("Called back.", False)
    alerts = (await lead.get("/api/workspace/alerts"))["items"]
    assert "low_score" not in {one["what"] for one in alerts}
    figures = await lead.get(f"{PATH}/figures")
    assert [(day["answers"], day["low"], day["means"]["overall"]) for day in figures["items"]] == [(1, 1, 2)]
    own = await pair.agent.get(f"{PATH}/mine")
    assert own == {"days": 90, "enough": False, "answers": 0, "means": {}, "solved": {}}


async def test_the_portal_and_the_widget_ask_of_the_same_survey(house: Installation, pair: Pair) -> None:
    answer = await pair.contact.ask("POST", "/portal/session")
    house.http.cookies.clear()
    cookie = {"cookie": answer.headers["set-cookie"].partition(";")[0]}
    token = await pair.token()
    assert f"/survey?t={token}" in (await house.http.get("/portal?locale=en", headers=cookie)).text
    await pair.contact.post(f"/api/conversations/{pair.id}/survey", {"overall": 5, "professionalism": 4})
    await house.settle()
    assert await pair.status() == ("resolved", "given")
    assert "/survey?t=" not in (await house.http.get("/portal?locale=en", headers=cookie)).text
    shown = (await house.http.get(f"/survey?t={token}&locale=en")).text
    assert ("Thank you." in shown, "Shall we go on?" in shown) == (True, False)


async def test_a_wrong_link_looks_like_none(house: Installation, pair: Pair) -> None:
    token = await pair.token()
    id, _, seal = token.partition(".")
    wrong = [
        "",
        id,
        f"{id}.{'A' * 43}",
        f"srv_{'0' * 26}.{seal}",
        house.system.feedback.tokens.token_for(f"srv_{'0' * 26}"),
    ]
    pages = [await house.http.get(f"/survey?t={each}&locale=en") for each in wrong]
    pages += [await house.http.get(f"/pulse?t={token}&locale=en")]
    assert {page.status_code for page in pages} == {404}
    assert len({page.text for page in pages}) == 1
    for path in ("/survey", "/survey/go-on", "/pulse"):
        assert (await posted(house, path, t=wrong[2]))[0] == 404
    assert await pair.status() == ("resolved", "asked")


async def test_a_ticket_of_its_own_is_asked_about_and_opened_again(house: Installation) -> None:
    contact, agent = await house.contact(), await house.agent()
    ticketing, viewer = house.system.work.ticketing, AgentViewer(agent=agent.id, role=Role.AGENT)
    new = NewTicket(type=TicketType.CONTACT, subject="By phone", contact=ContactId(contact.id))
    ticket = await ticketing.open(viewer, new)
    await ticketing.edit(viewer, ticket.id, Edit(state=State.RESOLVED))
    await house.settle()
    [question] = await house.system.feedback.questions.open_of(ContactId(contact.id))
    await posted(house, "/survey", t=question.token, overall="1")
    await posted(house, "/survey/go-on", t=question.token)
    await house.settle()
    assert (await ticketing.seen_by(viewer, ticket.id)).state is State.OPEN


async def test_who_could_not_reach_us_tells_it_without_a_conversation(house: Installation) -> None:
    lead = await house.agent(Role.LEAD)

    async def once() -> str:
        [found] = ONCE.findall((await house.http.get("/unreached?locale=en")).text)
        return str(found)

    told = {"way": "webchat", "on": "", "about": "", "said": "It did not open."}
    status, shown = await posted(house, "/unreached?locale=en", **{**told, "said": PHRASE}, once=await once())
    assert (status, "legal winner" in shown, "was stopped" in shown) == (422, False, True)
    status, shown = await posted(house, "/unreached?locale=en", **{**told, "on": "soon"}, once=await once())
    assert (status, "This is not a day" in shown, "It did not open." in shown) == (422, True, True)
    for _ in range(10):
        status, shown = await posted(house, "/unreached?locale=en", **told, once=await once())
        assert (status, "It has arrived" in shown) == (303, True)
    status, shown = await posted(house, "/unreached?locale=en", **told, once=await once())
    assert status == 429
    engine = house.system.engine
    with pytest.raises(TooMany):  # another node knows of these
        await SharedLimiter(engine.db, engine.clock).hit("unreached", 1, 60)
    await house.settle()
    seen = await lead.get(f"{PATH}/unreached")
    assert [week["ways"] for week in seen["weeks"]] == [{"webchat": 10}]
    assert {one["said"] for one in seen["items"]} == {"It did not open."}
    assert await _alarms(lead) == set()  # ten forms of one sender


async def _alarms(lead: Agent) -> set[str]:
    return {one["what"] for one in (await lead.get("/api/workspace/alerts"))["items"]} & {"many_unreached"}


async def test_five_senders_who_could_not_reach_us_within_the_hour_are_an_alarm(house: Installation) -> None:
    lead = await house.agent(Role.LEAD)
    for sender in range(1, 6):
        assert await _alarms(lead) == set()
        line = httpx.ASGITransport(house.system.web, client=(f"192.0.2.{sender}", 4711))
        async with httpx.AsyncClient(transport=line, base_url=HOME) as http:
            [once] = ONCE.findall((await http.get("/unreached?locale=en")).text)
            form = {"way": "webchat", "on": "", "about": "", "said": "It did not open.", "once": once}
            assert (await http.post("/unreached?locale=en", data=form)).status_code == 303
        await house.settle()
    assert await _alarms(lead) == {"many_unreached"}


async def test_the_periodic_question_is_off_until_a_lead_wants_it(house: Installation, pair: Pair) -> None:
    lead, feedback = await house.agent(Role.LEAD), house.system.feedback
    contact = ContactId(pair.contact.id)
    await feedback.pulsing.ask(contact)
    assert (await lead.get(f"{PATH}/pulse"))["asked"] == 0
    settings = await lead.get(f"{PATH}/settings")
    wanted = {**settings, "pulse": True, "pulse_share": 100}
    assert (await lead.ask("PUT", f"{PATH}/settings", wanted)).status_code == 200
    assert (await lead.ask("PUT", f"{PATH}/settings", wanted)).status_code == 409
    await pair.contact.says(pair.id, "one more thing", "more")
    await feedback.pulsing.ask(contact)
    assert (await lead.get(f"{PATH}/pulse"))["asked"] == 0  # a conversation goes on
    await pair.resolved()
    await feedback.pulsing.ask(contact)
    [token] = [one.token for one in await feedback.questions.open_of(contact) if one.kind == "pulse"]
    assert (await posted(house, "/pulse", t=token))[0] == 422
    status, shown = await posted(house, "/pulse?locale=en", t=token, score="10", comment="Quick.")
    assert (status, "Your answer has arrived" in shown) == (303, True)
    told = await lead.get(f"{PATH}/pulse")
    assert (told["asked"], told["answers"], told["score"], told["said"]) == (1, 1, None, [])
