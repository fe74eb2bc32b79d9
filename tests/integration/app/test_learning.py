"""The loop over HTTP: a wrong answer, an agent's word, a refit, right, rolled back, wrong."""

from dataclasses import replace
from itertools import count

from tests.support.installation import Agent, Installation
from walletdesk.assistant.learning import Decision
from walletdesk.insights import Kind, Listing
from walletdesk.kernel.ids import MessageId
from walletdesk.kernel.viewers import Role

# The turtle pot is what only this wallet has: no starter article can know what it is about
ASKED = (
    "not enough tron energy and bandwidth for the turtle pot",
    "not enough tron energy for the turtle pot",
    "the turtle pot says: not enough energy and bandwidth, tron",
)
WRONG, RIGHT = "tron-energy", "staking"
_numbers = count()


def _again(decision: Decision, number: int) -> Decision:
    return replace(decision, message=MessageId(f"msg_{number}"), helped=None)


async def answered(house: Installation, text: str) -> tuple[str, str]:
    """A new contact asks: the conversation, and the topic of the article that came; empty: none."""
    contact = await house.contact()
    id = (await contact.starts(text, client_id=f"start-{next(_numbers)}"))["head"]["id"]
    await house.settle()
    items = (await contact.get(f"/api/conversations/{id}"))["items"]
    return id, next((item["source"]["id"] for item in items if item["source"]), "")


async def confirmed(agent: Agent, conversation: str, topic: str) -> None:
    path = agent.of(conversation, "/topic")
    [question] = (await agent.get(path))["items"]
    assert (question["confirmed"], question["topic"]) == (False, WRONG)
    told = await agent.post(path, {"message": question["message"], "topic": topic})
    [question] = told["items"]
    assert (question["confirmed"], question["topic"]) == (True, topic)


async def test_wrong_then_confirmed_then_right_then_rolled_back_then_wrong(house: Installation) -> None:
    agent, lead = await house.agent(), await house.agent(Role.LEAD)
    for text in ASKED:
        conversation, topic = await answered(house, text)
        assert topic == WRONG
        await confirmed(agent, conversation, RIGHT)
    made = await lead.post("/api/answers/refit")
    assert made["in_force"] is True
    assert (await answered(house, ASKED[0]))[1] == RIGHT
    assert (await answered(house, "turtle pot: not enough tron energy!"))[1] == RIGHT

    back = await lead.post("/api/answers/versions/shipped")
    assert (back["in_force"], back["cautious"]) == ("shipped", True)
    assert (await answered(house, ASKED[0]))[1] == WRONG

    await lead.post(f"/api/answers/versions/{made['version']}")
    assert (await answered(house, ASKED[0]))[1] == RIGHT
    assert (await lead.post("/api/answers/refit")) == {"version": "", "in_force": False}  # nothing new
    actions = [one["action"] for one in (await lead.get("/api/audit"))["items"]]
    assert actions.count("answers_switched") == 3
    assert actions.count("answers_refitted") == 1


async def test_what_was_learnt_holds_after_a_restart(house: Installation) -> None:
    agent, lead = await house.agent(), await house.agent(Role.LEAD)
    for text in ASKED:
        conversation, _ = await answered(house, text)
        await confirmed(agent, conversation, RIGHT)
    made = await lead.post("/api/answers/refit")
    learned = house.system.answers.library.learned
    assert learned.version == made["version"]
    assert sorted(one.text for one in learned.sayings) == sorted(ASKED)
    await house.system.learning.services.refitting.load()  # as a start does
    assert house.system.answers.library.learned == learned


async def test_a_lead_sees_how_the_answers_do(house: Installation) -> None:
    agent, lead = await house.agent(), await house.agent(Role.LEAD)
    conversation, _ = await answered(house, ASKED[0])
    await answered(house, "xylophone zebra quorum")
    await confirmed(agent, conversation, RIGHT)
    seen = await lead.get("/api/answers")
    assert (seen["counts"]["answered"], seen["counts"]["missed"]) == (1, 1)
    assert (seen["audit"]["judged"], seen["audit"]["right"], seen["audit"]["enough"]) == (1, 0, False)
    assert (seen["judged"], seen["enough"], seen["cautious"]) == (1, 200, True)
    assert [one["n"] for one in seen["reliability"]] == [1]
    assert seen["curve"][-1]["coverage"] == 1
    assert seen["versions"] == []
    assert (await agent.ask("GET", "/api/answers")).status_code == 404


async def test_a_contact_says_whether_it_helped_and_a_lead_is_alerted_to_many_wrong_answers(
    house: Installation,
) -> None:
    contact = await house.contact()
    id = (await contact.starts(ASKED[0]))["head"]["id"]
    await house.settle()
    await contact.says(id, "Not solved", "m1")
    await house.settle()
    learning = house.system.learning.services
    [asked, *_] = reversed(await learning.overseeing.archive.judged(most=9))
    assert asked.helped is False
    recording = house.system.learning.reactions.recording
    for number in range(30):  # as many as mean something
        await recording.decided(_again(asked, number))
        await recording.judged_by_contact(MessageId(f"msg_{number}"), helped=number > 4)
    await house.settle()
    alerts = await house.system.work.alerting.list(Listing())
    [alert] = [one for one in alerts if one.kind is Kind.PRECISION_FELL]
    assert alert.values["judged"] == 30
