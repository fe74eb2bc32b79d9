"""What rows of the matrix name and what is made anew for each cell, beside what ``Scene`` makes itself."""

from walletdesk.app.wiring.system import System
from walletdesk.assistant.learning.model import Version
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import new_id
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.releases.problems import VersionDraft


async def app_version(system: System, lead: AgentViewer) -> str:
    return (await system.app_problems.put(lead, VersionDraft(version="9.1", state="current"))).id


async def learnt(system: System) -> str:
    """One that was learnt and does not answer."""
    made = Version(id=new_id("ver"), at=utc_now())
    async with system.learning.services.refitting.open_work() as work:
        await work.versions.add(made)
    return made.id
