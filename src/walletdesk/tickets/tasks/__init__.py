"""What we ask of those outside for a ticket: exchanges, issuers, bridges, police; and when to ask again."""

from walletdesk.tickets.tasks.events import ChaseDue
from walletdesk.tickets.tasks.jobs import CHASE, TaskJobs
from walletdesk.tickets.tasks.model import NewTask, Party, Task, TaskChange, TaskState
from walletdesk.tickets.tasks.service import Chasing, Letter
from walletdesk.tickets.tasks.writing import letters

__all__ = [
    "CHASE",
    "ChaseDue",
    "Chasing",
    "Letter",
    "NewTask",
    "Party",
    "Task",
    "TaskChange",
    "TaskJobs",
    "TaskState",
    "letters",
]
