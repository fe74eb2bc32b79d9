"""What others are told of messages on their way."""

from dataclasses import dataclass

from walletdesk.kernel.ids import ConversationId


@dataclass(frozen=True, slots=True)
class DeliveryMoved:
    """A hint, told once and kept nowhere: one of a conversation's messages stands elsewhere on its way."""

    conversation: ConversationId
