"""The bot's rules: what was meant, what to say, what to remember. No I/O, no clock."""

from walletdesk.assistant.model import replies, saying, sentences
from walletdesk.assistant.model.alarm import Alarm, alarm, is_doubtful
from walletdesk.assistant.model.danger import Danger, danger_in, safety_topic
from walletdesk.assistant.model.dialogue import Answered, Dialogue, Shown, packet
from walletdesk.assistant.model.hearing import Intent, Offered, Understood, ids_in, locale_of, understand
from walletdesk.assistant.model.likely import (
    is_brief,
    is_general,
    leaves_open,
    likely,
    may_be_danger,
    speaks_of_danger,
    tells_of_late_money,
)
from walletdesk.assistant.model.ourselves import asks_who_we_are
from walletdesk.assistant.model.reaching import ABOUT_IT, asks_when_we_answer
from walletdesk.assistant.model.saying import (
    Article,
    Basis,
    Button,
    Found,
    Phrase,
    Promise,
    Quote,
    Reply,
    joined,
)
from walletdesk.assistant.model.slots import TX, facts_in
from walletdesk.assistant.model.wish import wants_person

__all__ = [
    "ABOUT_IT",
    "TX",
    "Alarm",
    "Answered",
    "Article",
    "Basis",
    "Button",
    "Danger",
    "Dialogue",
    "Found",
    "Intent",
    "Offered",
    "Phrase",
    "Promise",
    "Quote",
    "Reply",
    "Shown",
    "Understood",
    "alarm",
    "asks_when_we_answer",
    "asks_who_we_are",
    "danger_in",
    "facts_in",
    "ids_in",
    "is_brief",
    "is_doubtful",
    "is_general",
    "joined",
    "leaves_open",
    "likely",
    "locale_of",
    "may_be_danger",
    "packet",
    "replies",
    "safety_topic",
    "saying",
    "sentences",
    "speaks_of_danger",
    "tells_of_late_money",
    "understand",
    "wants_person",
]
