"""A note is in nothing that a contact can receive: no answer, file, frame or mail. No number moves by it."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.support.installation import Frames, Installation, Json
from tests.support.mail import Sink
from tests.support.story import MARKER, NOTES, STEPS, Cast, Story, cast
from walletdesk.channels.email import SEND, TELL_AWAY
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import ContactViewer

FEW = settings(
    max_examples=8,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # a step costs a flush: a story that fails is more use than minutes of shrinking
    suppress_health_check=[*HealthCheck],
)
WITH_NOTES = st.lists(st.sampled_from([*STEPS, *NOTES, *NOTES]), min_size=12, max_size=25)


@pytest.fixture
def nothing_dawdles() -> None:
    """The pauses of production: every frame counts here, also one that comes a moment late."""


@pytest.fixture
def house(mailing_house: Installation) -> Installation:
    return mailing_house


@pytest.fixture
async def people(house: Installation) -> Cast:
    people = await cast(house)
    await people.agent.ask("PUT", "/api/me/availability", {"state": "online"})
    return people


@pytest.mark.slow
@FEW
@given(story=WITH_NOTES)
async def test_no_word_and_no_number_of_a_note_reaches_the_contact(
    house: Installation, people: Cast, sink: Sink, story: list[str]
) -> None:
    told = Story(house, people, await house.contact())
    frames = house.listen(f"contact:{told.contact.id}")
    await house.proves_an_address(told.contact)
    await told.begins()
    for step in story:
        await told.step(step)
    await house.settle()
    for note in sorted(NOTES):
        before = await _shown(told, frames)
        await told.step(note)
        await house.settle()
        assert await _shown(told, frames) == before
    await _mails(house, told)
    received = [*await _receivable(told), *frames.taken, *_bodies(sink)]
    assert [text for text in received if MARKER in text] == []
    opened = await told.contact.get(f"/api/conversations/{told.id}/items?after=0&limit=100")
    assert [item["seq"] for item in opened["items"]] == list(range(1, len(opened["items"]) + 1))
    house.system.engine.hub.leave(f"contact:{told.contact.id}", frames)
    sink.letters.clear()


async def test_the_agent_reading_a_note_moves_nothing_on_the_contacts_screen(
    house: Installation, people: Cast
) -> None:
    told = Story(house, people, await house.contact())
    frames = house.listen(f"contact:{told.contact.id}")
    await told.begins()
    for step in ("contact_asks_for_a_person", "agent_answers", "contact_says", "agent_reads"):
        await told.step(step)
        await house.settle()
    before = await _shown(told, frames)
    await told.step("colleague_notes")
    await told.step("agent_reads")
    await house.settle()
    assert await _shown(told, frames) == before


async def test_nobody_learns_that_an_agent_types_a_note(house: Installation, people: Cast) -> None:
    told = Story(house, people, await house.contact())
    frames = house.listen(f"contact:{told.contact.id}")
    await told.begins()
    draft = {"version": 0, "text": MARKER}
    await people.agent.ask("PUT", people.agent.of(told.id, "/drafts/note"), draft)
    before = await _shown(told, frames)
    await house.settle()
    assert await _shown(told, frames) == before


async def _shown(told: Story, frames: Frames) -> Json:
    """The contact's picture, and how many frames there were."""
    path = f"/api/conversations/{told.id}"
    return [await told.contact.get(path), await told.contact.get("/api/conversations"), len(frames.taken)]


async def _receivable(told: Story) -> list[str]:
    """Every answer that a contact's routes give about a conversation, as text."""
    one, last = f"/api/conversations/{told.id}", "limit=100"
    paths = [
        "/api/conversations",
        one,
        f"{one}/items?after=0&{last}",
        f"{one}/items?before=10000&{last}",
        *(f"{one}/transcript?format={format}" for format in ("html", "json", "text")),
        "/api/feed/contact",
    ]
    return [(await told.contact.ask("GET", path)).text for path in paths]


async def _mails(house: Installation, told: Story) -> None:
    """All that is mailed about a conversation: what was said while the contact was away, and all of it."""
    mail = house.system.mail
    assert mail is not None
    await mail.reactions.tell_away(Job(kind=TELL_AWAY, key=told.id, run_at=utc_now()))
    viewer = ContactViewer(contact=ContactId(told.contact.id))
    assert await mail.reactions.send_transcript(viewer, ConversationId(told.id))
    await mail.sender.run(Job(kind=SEND, key="", run_at=utc_now()))


def _bodies(sink: Sink) -> list[str]:
    parts = [part for letter in sink.letters for part in letter.message.walk()]
    whole = [part.get_payload(decode=True) for part in parts]
    found = [body.decode() for body in whole if isinstance(body, bytes)]
    assert found
    return found
