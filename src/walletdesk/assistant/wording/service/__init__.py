"""Use cases of the optional model, one file each."""

from walletdesk.assistant.wording.service.aiding import Aiding
from walletdesk.assistant.wording.service.careful import Careful, Refusal
from walletdesk.assistant.wording.service.wording import Wording

__all__ = ["Aiding", "Careful", "Refusal", "Wording"]
