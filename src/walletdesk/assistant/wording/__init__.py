"""The optional model: it words an answer from our articles, and every sentence of it is checked.

Import from here, never from the files inside.
"""

from walletdesk.assistant.wording.model import Source
from walletdesk.assistant.wording.ports import Log, NoAnswer, Passages, Task, Told, Worded
from walletdesk.assistant.wording.service import Aiding, Careful, Wording

__all__ = ["Aiding", "Careful", "Log", "NoAnswer", "Passages", "Source", "Task", "Told", "Worded", "Wording"]
