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
    assert (await lead.post("/api/answers/refit"))["version"] == ""  # nothing new
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


async def test_an_agent_says_what_it_was_about_where_nobody_asked_the_bot(house: Installation) -> None:
    agent, lead = await house.agent(), await house.agent(Role.LEAD)
    contact = await house.contact()
    id = (await contact.starts("I want a human. Not enough tron energy", client_id="p1"))["head"]["id"]
    await house.settle()
    path = agent.of(id, "/topic")
    [question] = (await agent.get(path))["items"]
    assert (question["topic"], question["confirmed"]) == (WRONG, False)
    kept = await agent.post(path, {"message": question["message"], "topic": WRONG})
    assert kept["items"][0]["confirmed"] is True
    seen = await lead.get("/api/answers")
    assert (seen["judged"], sum(seen["counts"].values())) == (1, 0)


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


UNKNOWN = ("do you sell zebra stickers", "do you sell zebra stickers? mail me at a@mail.example")


async def matters(lead: Agent) -> list[list[str]]:
    items = (await lead.get("/api/answers/questions"))["items"]
    return [[one["text"] for one in matter["questions"]] for matter in items]


async def open_messages(lead: Agent) -> list[str]:
    [matter] = (await lead.get("/api/answers/questions"))["items"]
    return [one["message"] for one in matter["questions"]]


async def test_what_nobody_could_answer_becomes_a_phrasing_that_answers_at_once(house: Installation) -> None:
    lead = await house.agent(Role.LEAD)
    for text in UNKNOWN:
        assert (await answered(house, text))[1] == ""
    [matter] = await matters(lead)
    assert sorted(matter) == sorted([UNKNOWN[0], "do you sell zebra stickers? mail me at •••"])
    phrasing = {"topic": RIGHT, "locale": "en", "text": UNKNOWN[0]}
    await lead.post("/api/answers/questions/phrasing", {"messages": await open_messages(lead), **phrasing})
    assert await matters(lead) == []
    assert (await answered(house, UNKNOWN[0]))[1] == RIGHT


async def test_or_a_draft_that_nobody_outside_reads(house: Installation) -> None:
    lead = await house.agent(Role.LEAD)
    for text in UNKNOWN:
        await answered(house, text)
    made = await lead.post(
        "/api/answers/questions/draft",
        {"messages": await open_messages(lead), "locale": "en", "title": "The quorum"},
    )
    assert await matters(lead) == []
    drafts = await house.system.answers.drafting.drafts.list()
    [draft] = [one.article for one in drafts if one.article.id == made["article"]]
    shown = [text.replace("a@mail.example", "•••") for text in UNKNOWN]
    assert (draft.title, sorted(draft.phrasings)) == ("The quorum", sorted(shown))
    assert (await answered(house, "The quorum"))[1] == ""


async def test_or_nothing(house: Installation) -> None:
    lead = await house.agent(Role.LEAD)
    await answered(house, UNKNOWN[0])
    await lead.post("/api/answers/questions/dismiss", {"messages": await open_messages(lead)})
    assert await matters(lead) == []


async def test_no_secret_becomes_a_phrasing_and_no_topic_is_made_up(house: Installation) -> None:
    lead = await house.agent(Role.LEAD)
    whole = {"messages": ["msg_1"], "locale": "en"}
    secret = {**whole, "topic": RIGHT, "text": "my private key: " + "c0ffee" * 10 + "beef"}
    refused = await lead.ask("POST", "/api/answers/questions/phrasing", secret)
    assert refused.json()["code"] == "secret_stopped"
    elsewhere = {**whole, "topic": "no-such-topic", "text": "what is it"}
    assert (await lead.ask("POST", "/api/answers/questions/phrasing", elsewhere)).status_code == 422
