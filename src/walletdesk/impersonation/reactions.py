"""A known fake that is mentioned is warned of, a fake app reported; whoever did hears what became of it."""

from walletdesk.conversations import ConversationStarted, MessageAdded
from walletdesk.impersonation.events import CampaignDecided
from walletdesk.impersonation.model import IndicatorKind
from walletdesk.impersonation.service import Campaigns, Reporting
from walletdesk.kernel.viewers import ContactViewer


def is_from_contact(event: MessageAdded) -> bool:
    return event.author == "contact"


def came_with_a_fake(event: ConversationStarted) -> bool:
    return bool(event.fake_build)


class ImpersonationReactions:
    def __init__(self, campaigns: Campaigns, reporting: Reporting) -> None:
        self._campaigns = campaigns
        self._reporting = reporting

    async def on_conversation_started(self, event: ConversationStarted) -> None:
        """An app that cannot be ours is reported by whoever comes with it, once for each of them."""
        if came_with_a_fake(event):
            await self._reporting.report(
                event.fake_build,
                kind=IndicatorKind.APP,
                locale=event.locale,
                viewer=ContactViewer(contact=event.contact),
                conversation=event.conversation,
            )

    async def on_message_added(self, event: MessageAdded) -> None:
        await self._campaigns.warn(event.conversation, event.text)

    async def on_campaign_decided(self, event: CampaignDecided) -> None:
        await self._campaigns.tell_reporters(event.campaign)
