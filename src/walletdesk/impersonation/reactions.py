"""A known fake that is mentioned is warned of, a fake app reported; whoever did hears what became of it."""

from contextlib import suppress

from walletdesk.conversations import ConversationStarted, MessageAdded
from walletdesk.impersonation.events import CampaignDecided
from walletdesk.impersonation.service import Campaigns, Reporting
from walletdesk.kernel.errors import NotFound, TooMany


def is_from_contact(event: MessageAdded) -> bool:
    return event.author == "contact"


def came_with_a_fake(event: ConversationStarted) -> bool:
    return bool(event.fake_build)


class ImpersonationReactions:
    def __init__(self, campaigns: Campaigns, reporting: Reporting) -> None:
        self._campaigns = campaigns
        self._reporting = reporting

    async def on_conversation_started(self, event: ConversationStarted) -> None:
        """An app that cannot be ours is reported by whoever comes with it, once for each of them.

        Leads were told of what is beyond the cap, and of a contact who was merged meanwhile the conversation
        is another's: trying again would change neither.
        """
        if came_with_a_fake(event):
            with suppress(NotFound, TooMany):
                await self._reporting.met(
                    event.fake_build,
                    event.fake_seen,
                    locale=event.locale,
                    contact=event.contact,
                    conversation=event.conversation,
                )

    async def on_message_added(self, event: MessageAdded) -> None:
        await self._campaigns.warn(event.conversation, event.text)

    async def on_campaign_decided(self, event: CampaignDecided) -> None:
        await self._campaigns.tell_reporters(event.campaign)
