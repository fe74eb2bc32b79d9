"""What learning keeps of what it is told."""

from tests.support.learning import NOW, LearningRig, MemoryArchive, MemoryLearningWork
from tests.support.memory import opening
from walletdesk.assistant import Outcome, QuestionDecided
from walletdesk.assistant.learning.reactions import LearningReactions
from walletdesk.kernel.ids import ConversationId, MessageId


async def test_a_decision_is_kept_with_the_model_and_the_version_that_made_it() -> None:
    memory = MemoryLearningWork()
    rig = LearningRig(opening(memory), MemoryArchive(memory))
    event = QuestionDecided(
        at=NOW,
        conversation=ConversationId("cnv_1"),
        message=MessageId("msg_1"),
        seq=7,
        channel="webchat",
        locale="en",
        meant="question",
        outcome=Outcome.MISSED,
        model="meaning-1; letters-1",
        version="ver_1",
    )
    await LearningReactions(rig.recording, rig.refitting).on_question_decided(event)
    kept = await rig.archive.find(event.message)
    assert kept is not None
    assert (kept.seq, kept.model, kept.version) == (7, event.model, event.version)
    assert kept.outcome is Outcome.MISSED
