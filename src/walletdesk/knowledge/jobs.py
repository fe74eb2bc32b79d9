"""Timed work about articles: publishing what was planned."""

from walletdesk.kernel.ids import ArticleId
from walletdesk.kernel.jobs import Job
from walletdesk.knowledge.drafts import Drafting


class KnowledgeJobs:
    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting

    async def on_publish_due(self, job: Job) -> None:
        """What speaks against it by then makes the job fail, so that leads are told and the draft stays."""
        await self._drafting.publish_due(ArticleId(str(job.args["article"])), str(job.args["locale"]))
