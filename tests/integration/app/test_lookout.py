"""Another process changes what we answer: the command line, or a node beside this one."""

from dataclasses import replace

from tests.support.installation import Installation
from walletdesk.app.wiring.system import build
from walletdesk.assistant.learning import Version
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import AgentId, ArticleId
from walletdesk.kernel.viewers import AgentViewer, Role

LEAD = AgentViewer(agent=AgentId("agt_lead"), role=Role.LEAD)
TOPIC, TITLE = ArticleId("gas-fee-high"), "Why the pink fee is high"


async def test_what_another_process_publishes_or_puts_in_force_is_answered_by_here(
    house: Installation,
) -> None:
    here, contact = house.system, await house.contact()
    elsewhere = await build(here.engine.settings)
    try:
        before = await here.answers.library.get(TOPIC, "en")
        await elsewhere.answers.editing.save(LEAD, replace(before, title=TITLE))
        await here.lookout.look()
        assert TITLE in (await contact.ask("GET", f"/help/en/{TOPIC}")).text

        refitting = elsewhere.learning.services.refitting
        async with refitting.open_work() as work:
            await work.versions.add(Version(id="av_1", at=utc_now(), answer=0.8, offer=0.3))
        await refitting.switch("av_1", by="")
    finally:
        await elsewhere.engine.db.close()
    await here.lookout.look()
    assert here.answers.library.learned.thresholds.answer == 0.8
