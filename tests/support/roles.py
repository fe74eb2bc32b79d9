"""Who may come, in the words of the authorisation matrix, and how its addresses begin."""

from typing import Final

from tests.support.matrix import COLUMNS

EVERYBODY: Final = frozenset(COLUMNS)
OWNER: Final = frozenset({"contact"})
CONTACTS: Final = OWNER | {"other_contact"}
ADMINS: Final = frozenset({"admin"})
LEADS: Final = ADMINS | {"lead"}
DESK: Final = LEADS | {"agent"}
AGENTS: Final = DESK | {"other_desk"}

C, W, S = "/api/conversations", "/api/workspace", "/api/staff"
ONE, TALK, TICKET = f"{C}/{{conversation}}", f"{W}/conversations/{{conversation}}", f"{W}/tickets/{{ticket}}"
