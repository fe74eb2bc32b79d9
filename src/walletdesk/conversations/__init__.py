"""The heart: what a contact and the organisation said to each other, and where it stands.

Import from here, never from the files inside.
"""

from walletdesk.conversations.attaching import Attaching, Kept, StoredFile
from walletdesk.conversations.events import (
    AgentAssigned,
    AgentRequested,
    AgentUnassigned,
    ConversationClosed,
    ConversationEvent,
    ConversationReopened,
    ConversationResolved,
    ConversationStarted,
    MessageAdded,
    NoteAdded,
    PriorityChanged,
    SecretStoppedByServer,
)
from walletdesk.conversations.items import (
    Attachment,
    Author,
    Choice,
    Happened,
    Inbound,
    Item,
    Kind,
    Said,
    Source,
    Speaker,
)
from walletdesk.conversations.model import Conversation, Priority, Status, agent_may_read, may_read
from walletdesk.conversations.ports import Changed, Counting, InLine, Listing, Page
from walletdesk.conversations.reading import Picture, Reading
from walletdesk.conversations.searching import Hit, Searching
from walletdesk.conversations.service import Beginning, Conversing, Receipt
from walletdesk.conversations.transcripts import Transcript, Transcripts, Words
from walletdesk.conversations.wire import ItemView, for_agent, for_contact

__all__ = [
    "AgentAssigned",
    "AgentRequested",
    "AgentUnassigned",
    "Attaching",
    "Attachment",
    "Author",
    "Beginning",
    "Changed",
    "Choice",
    "Conversation",
    "ConversationClosed",
    "ConversationEvent",
    "ConversationReopened",
    "ConversationResolved",
    "ConversationStarted",
    "Conversing",
    "Counting",
    "Happened",
    "Hit",
    "InLine",
    "Inbound",
    "Item",
    "ItemView",
    "Kept",
    "Kind",
    "Listing",
    "MessageAdded",
    "NoteAdded",
    "Page",
    "Picture",
    "Priority",
    "PriorityChanged",
    "Reading",
    "Receipt",
    "Said",
    "Searching",
    "SecretStoppedByServer",
    "Source",
    "Speaker",
    "Status",
    "StoredFile",
    "Transcript",
    "Transcripts",
    "Words",
    "agent_may_read",
    "for_agent",
    "for_contact",
    "may_read",
]
