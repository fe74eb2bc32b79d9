"""A known fake that is mentioned is warned of; whoever reported one hears what became of it."""

from walletdesk.conversations import MessageAdded
from walletdesk.impersonation.events import CampaignDecided
from walletdesk.impersonation.service import Campaigns


def is_from_contact(event: MessageAdded) -> bool:
    return event.author == "contact"


class ImpersonationReactions:
    def __init__(self, campaigns: Campaigns) -> None:
        self._campaigns = campaigns

    async def on_message_added(self, event: MessageAdded) -> None:
        await self._campaigns.warn(event.conversation, event.text)

    async def on_campaign_decided(self, event: CampaignDecided) -> None:
        await self._campaigns.tell_reporters(event.campaign)
