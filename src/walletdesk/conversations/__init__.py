"""The heart: what a contact and the organisation said to each other, and where it stands.

Import from here, never from the files inside.
"""

from walletdesk.conversations.attaching import Attaching, Kept
from walletdesk.conversations.beginning import Beginning
from walletdesk.conversations.checking import Checking, Eyes
from walletdesk.conversations.events import (
    AgentAssigned,
    AgentRequested,
    AgentUnassigned,
    ConversationClosed,
    ConversationEvent,
    ConversationMoved,
    ConversationReopened,
    ConversationResolved,
    ConversationStarted,
    HeldMessageChanged,
    MessageAdded,
    MessagesWithdrawn,
    NoteAdded,
    PictureCondemned,
    PriorityChanged,
    SecretAsked,
    SecretStoppedByServer,
)
from walletdesk.conversations.filing import CHECK_PICTURES, StoredFile
from walletdesk.conversations.holding import Held, HeldState, Holding
from walletdesk.conversations.items import (
    Attachment,
    Author,
    Choice,
    FileState,
    Form,
    Happened,
    Inbound,
    Item,
    Kind,
    Mentioned,
    Said,
    Source,
    Speaker,
)
from walletdesk.conversations.mentioning import Mention, Mentioning, mentioned_in
from walletdesk.conversations.model import Conversation, Priority, Status
from walletdesk.conversations.ports import (
    Begun,
    Changed,
    Counting,
    InLine,
    Listing,
    Outgoing,
    Page,
    Withdrawn,
)
from walletdesk.conversations.questions import (
    Answer,
    Ask,
    Option,
    Question,
    Unfit,
    as_lines,
    checked,
    in_words,
)
from walletdesk.conversations.reading import Picture, Reading
from walletdesk.conversations.receipts import Receipt
from walletdesk.conversations.rights import agent_may_read, may_read
from walletdesk.conversations.searching import Hit, Searching
from walletdesk.conversations.service import Conversing
from walletdesk.conversations.shielding import Looked
from walletdesk.conversations.transcript_page import kept_page
from walletdesk.conversations.transcripts import Transcript, Transcripts, Words
from walletdesk.conversations.wire import ItemView, for_agent, for_contact
from walletdesk.conversations.wishes import CallbackWish

__all__ = [
    "CHECK_PICTURES",
    "AgentAssigned",
    "AgentRequested",
    "AgentUnassigned",
    "Answer",
    "Ask",
    "Attaching",
    "Attachment",
    "Author",
    "Beginning",
    "Begun",
    "CallbackWish",
    "Changed",
    "Checking",
    "Choice",
    "Conversation",
    "ConversationClosed",
    "ConversationEvent",
    "ConversationMoved",
    "ConversationReopened",
    "ConversationResolved",
    "ConversationStarted",
    "Conversing",
    "Counting",
    "Eyes",
    "FileState",
    "Form",
    "Happened",
    "Held",
    "HeldMessageChanged",
    "HeldState",
    "Hit",
    "Holding",
    "InLine",
    "Inbound",
    "Item",
    "ItemView",
    "Kept",
    "Kind",
    "Listing",
    "Looked",
    "Mention",
    "Mentioned",
    "Mentioning",
    "MessageAdded",
    "MessagesWithdrawn",
    "NoteAdded",
    "Option",
    "Outgoing",
    "Page",
    "Picture",
    "PictureCondemned",
    "Priority",
    "PriorityChanged",
    "Question",
    "Reading",
    "Receipt",
    "Said",
    "Searching",
    "SecretAsked",
    "SecretStoppedByServer",
    "Source",
    "Speaker",
    "Status",
    "StoredFile",
    "Transcript",
    "Transcripts",
    "Unfit",
    "Withdrawn",
    "Words",
    "agent_may_read",
    "as_lines",
    "checked",
    "for_agent",
    "for_contact",
    "in_words",
    "kept_page",
    "may_read",
    "mentioned_in",
]
