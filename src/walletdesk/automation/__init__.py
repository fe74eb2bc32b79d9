"""What spares agents the typing: saved replies. Macros and rules come to live here too."""

from walletdesk.automation.events import SavedRepliesChanged
from walletdesk.automation.model import FIELDS, SavedReply, Wording, fields_in
from walletdesk.automation.ports import Values
from walletdesk.automation.service import SavedReplies

__all__ = ["FIELDS", "SavedReplies", "SavedRepliesChanged", "SavedReply", "Values", "Wording", "fields_in"]
