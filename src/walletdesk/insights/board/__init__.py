"""The leads' live board: who waits, what is promised, who is where, and how the day goes."""

from walletdesk.insights.board.model import Named, Pause, Shown
from walletdesk.insights.board.ports import Eyes, Keeping, Line, Marks, People, Person, Seen, Talks
from walletdesk.insights.board.service import Watching

__all__ = [
    "Eyes",
    "Keeping",
    "Line",
    "Marks",
    "Named",
    "Pause",
    "People",
    "Person",
    "Seen",
    "Shown",
    "Talks",
    "Watching",
]
