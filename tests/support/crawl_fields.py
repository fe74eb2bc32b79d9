"""The canary rows of the browser: every field of every page in which somebody can put a text or a file.

``tests/browser/test_canary_crawl.py`` compares them with what it finds on the pages, and plants a secret in
each. A field is named by its ``name``, else by what it is called to people. What a browser itself lets no
text into (dates, times, numbers, choices) is none.
"""

from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    TEXT = "text"  # a secret in it leaves in no request and stays nowhere
    PASSWORD = "password"  # may be sent, to be hashed; stays nowhere
    SHORT = "short"  # holds fewer characters than any secret that could be known as one
    FILE = "file"  # is sent, since the server looks inside before it writes; stays nowhere


TEXT, PASSWORD, SHORT, FILE = Kind.TEXT, Kind.PASSWORD, Kind.SHORT, Kind.FILE
ICAL: Final = "Import holidays from a calendar file (.ics)"
HELP: Final = {"q": TEXT}  # the search of every page of the help

COMPOSER: Final = {"Add a picture or file": FILE, "Message": TEXT}
LISTED: Final = {"Search in all messages": TEXT, "Attach files": FILE, "text": TEXT}  # of a transaction

PACKET: Final = {
    "packet-tx_id": TEXT,
    "packet-address": TEXT,
    "packet-what": TEXT,
    "lacks-chain": TEXT,
    "lacks-tx_id": TEXT,
    "lacks-address": TEXT,
    "lacks-at": TEXT,
}

OUTSIDE: Final = {"file": FILE, **dict.fromkeys(("called", "stated", "named", "reach", "notes"), TEXT)}

Fields = dict[str, Kind]
FIELDS: Final[dict[str, Fields]] = {
    "widget": {"Message": TEXT},
    "widget, a conversation": COMPOSER,
    "widget, a transaction": {"chain": TEXT, "meant": TEXT, **COMPOSER},
    "widget, asked first": {"tx": TEXT, "network": TEXT},
    "widget, answer by mail": {"email": TEXT, **COMPOSER},
    "widget, callback": {"reach": TEXT, **COMPOSER},
    "widget, proof": {"code": SHORT},
    "widget, survey": {"comment": TEXT},
    "help": HELP,
    "help, what was missing": {"missing": TEXT},
    "help, contact": HELP,
    "help, message": {"text": TEXT, "version": TEXT, "email": TEXT, **HELP},
    "help, the app": {"version": TEXT, "device": TEXT},
    "help, report": {"value": TEXT, "said": TEXT},
    "help, how it was": {"comment": TEXT},
    "help, one question": {"comment": TEXT},
    "help, could not reach us": {"said": TEXT, "email": TEXT},
    "help, check": {"q": TEXT, "file": FILE, "q 2": TEXT},
    "help, words in mails": {"phrase": TEXT},
    "portal, a conversation": {"text": TEXT},
    "stolen": {"text": TEXT},
    "stolen, own": {"text": TEXT, "text 2": TEXT},
    "portal, whose address": {"signature": TEXT, "address": TEXT},
    "portal, a callback": {"number": TEXT},
    "setup": {"login": TEXT, "name": TEXT, "password": PASSWORD, "again": PASSWORD},
    "invitation": {"password": PASSWORD, "again": PASSWORD},
    "workspace, sign-in": {"login": TEXT, "password": PASSWORD},
    "workspace": {**LISTED, "Text of the reply": TEXT},
    "workspace, note": {**LISTED, "Text of the note": TEXT},
    "workspace, palette": {"Find an action or a conversation": TEXT},
    "workspace, transfer": {"Agent or team": TEXT},
    "workspace, ask": {"Name of the field": TEXT, "Message above it": TEXT},
    "workspace, proof": {"code": TEXT},
    "workspace, a transaction": {
        **LISTED,
        "Text of the reply": TEXT,
        "chain": TEXT,
        "sender": TEXT,
        "nonce": TEXT,
        "meant": TEXT,
    },
    "workspace, resolved": {"Another topic": TEXT, "Search in all messages": TEXT, "text": TEXT},
    "workspace, saved replies": {
        "shortcode": TEXT,
        "Title": TEXT,
        "What it says": TEXT,
        "Title 2": TEXT,
        "What it says 2": TEXT,
    },
    "settings, devices": {"current": PASSWORD, "new": PASSWORD, "again": PASSWORD},
    "settings, team": {"login": TEXT, "name": TEXT, "name 2": TEXT},
    "settings, inbox": {
        "country": SHORT,
        "What it is: the new date": TEXT,
        "Name of the special time": TEXT,
        "Note for contacts, Simplified Chinese": TEXT,
        "Note for contacts, English": TEXT,
        ICAL: FILE,
    },
    "settings, another calendar": {"name": TEXT, "country": SHORT, ICAL: FILE},
    "settings, queues": {
        **dict.fromkeys(("topic", "topic 2", "zh", "en"), TEXT),
    },
    "settings, channels": {"value": TEXT, "name": TEXT},
    "articles": {"q": TEXT, "name": TEXT},
    "articles, writing": {
        "picture": FILE,
        "title": TEXT,
        "body": TEXT,
        "phrasings": TEXT,
        "Name 1": TEXT,
        "Source 1": TEXT,
        "What it says 1": TEXT,
        "As of 1": TEXT,
    },
    "answers": {"How it is asked": TEXT},
    "searches": {
        "phrasing": TEXT,
        "word-written": TEXT,
        "word-meant": TEXT,
        "word-sentence": TEXT,
        "word-sought": TEXT,
    },
    "reports": {"address": TEXT},
    "staffing": {"Name": TEXT},
    "surveys": {"note": TEXT},
    "tickets, escalating": {"subject": TEXT, **PACKET},
    "tickets, organizations": {"called": TEXT, "at": TEXT},
    "tickets, one of a desk": {**PACKET, "words": TEXT, "text": TEXT, "note": TEXT, **OUTSIDE},
    "texts and fakes": {
        "Why you decide so": TEXT,
        "Note": TEXT,
        "Note 2": TEXT,
        "build-package": TEXT,
        "build-version": TEXT,
        "build-digest": TEXT,
        "build-reason": TEXT,
        "build-source": TEXT,
        "build-file": FILE,
        "app-version": TEXT,
        "app-problem_zh": TEXT,
        "app-problem_en": TEXT,
        "app-fixed_in": TEXT,
        "own-phrase": TEXT,
        "own-matches": TEXT,
        "own-passes": TEXT,
        "own-why": TEXT,
        "own-instead": TEXT,
    },
}

# Of each state one field and words in it that go out. No words leave a list to choose from, nor four digits.
LEAVES: Final[dict[str, tuple[str, str]]] = {
    "widget": ("Message", "green heron"),
    "widget, a conversation": ("Message", "green heron"),
    "widget, a transaction": ("meant", "green heron"),
    "widget, asked first": ("network", "green heron"),
    "widget, answer by mail": ("email", "green@heron.example"),
    "widget, callback": ("Message", "green heron"),  # what is asked there leaves with a day and a time
    "widget, survey": ("comment", "green heron"),
    "help": ("q", "green heron"),
    "help, what was missing": ("missing", "green heron"),
    "help, contact": ("q", "green heron"),
    "help, message": ("text", "green heron"),
    "help, the app": ("device", "green heron"),
    "help, report": ("said", "green heron"),
    "help, how it was": ("comment", "green heron"),
    "help, one question": ("comment", "green heron"),
    "help, could not reach us": ("said", "green heron"),
    "help, check": ("q", "green heron"),
    "help, words in mails": ("phrase", "green heron"),
    "portal, a conversation": ("text", "green heron"),
    "stolen": ("text", "green heron"),
    "stolen, own": ("text", "green heron"),
    "portal, whose address": ("address", "green heron"),
    "portal, a callback": ("number", "green heron"),
    "workspace": ("Text of the reply", "green heron"),
    "workspace, note": ("Text of the note", "green heron"),
    "workspace, palette": ("Find an action or a conversation", "green heron"),
    "workspace, ask": ("Message above it", "green heron"),
    "workspace, proof": ("code", "12345678"),
    "workspace, a transaction": ("Text of the reply", "green heron"),
    "workspace, saved replies": ("What it says 2", "green heron"),
    "settings, team": ("name 2", "green heron"),
    "settings, inbox": ("What it is: the new date", "green heron"),
    "settings, another calendar": ("name", "green heron"),
    "settings, queues": ("zh", "green heron"),
    "settings, channels": ("name", "green heron"),
    "articles": ("q", "green heron"),
    "articles, writing": ("body", "green heron"),
    "answers": ("How it is asked", "green heron"),
    "searches": ("phrasing", "green heron"),
    "reports": ("address", "green-heron@mail.example"),
    "staffing": ("Name", "green heron"),
    "surveys": ("note", "green heron"),
    "tickets, escalating": ("packet-what", "green heron"),
    "tickets, organizations": ("called", "green heron"),
    "tickets, one of a desk": ("note", "green heron"),
    "texts and fakes": ("own-instead", "green heron"),
}
SILENT: Final = frozenset({"widget, proof", "workspace, resolved", "workspace, transfer"})

# Not on every machine: pictures are read where the extra for it is installed.
SOMETIMES: Final = frozenset({("help, check", "file")})

# Where fields are written, and how many. Whoever adds one walks to it in ``crawl.py`` and gives it a row.
WRITTEN_IN: Final[dict[str, int]] = {
    "src/walletdesk/help_center/templates/help/app_problem.html": 2,
    "src/walletdesk/help_center/templates/help/callback.html": 1,
    "src/walletdesk/help_center/templates/help/message.html": 3,
    "src/walletdesk/help_center/templates/help/now.html": 1,
    "src/walletdesk/help_center/templates/help/ownership_text.html": 2,
    "src/walletdesk/help_center/templates/help/parts.html": 2,
    "src/walletdesk/help_center/templates/help/portal_conversation.html": 1,
    "src/walletdesk/help_center/templates/help/pulse.html": 1,
    "src/walletdesk/help_center/templates/help/report.html": 2,
    "src/walletdesk/help_center/templates/help/stolen.html": 1,
    "src/walletdesk/help_center/templates/help/stolen_own.html": 2,
    "src/walletdesk/help_center/templates/help/survey.html": 1,
    "src/walletdesk/help_center/templates/help/unreached.html": 2,
    "src/walletdesk/help_center/templates/help/verify.html": 3,
    "src/walletdesk/staff/templates/invitation.html": 2,
    "src/walletdesk/staff/templates/setup.html": 4,
    "ui/answers/questions.js": 1,
    "ui/knowledge/editor.js": 3,
    "ui/knowledge/facts.js": 1,
    "ui/knowledge/main.js": 2,
    "ui/knowledge/pictures.js": 1,
    "ui/outgoing/builds.js": 2,
    "ui/outgoing/fakes.js": 1,
    "ui/outgoing/main.js": 1,
    "ui/outgoing/rules.js": 1,
    "ui/outgoing/versions.js": 1,
    "ui/reports/mail.js": 1,
    "ui/searches/gaps.js": 1,
    "ui/searches/words.js": 2,
    "ui/staffing/plan.js": 1,
    "ui/surveys/reviews.js": 1,
    "ui/tickets/detail.js": 3,
    "ui/tickets/escalate.js": 1,
    "ui/tickets/organizations.js": 2,
    "ui/tickets/evidence.js": 3,
    "ui/tickets/packet.js": 4,
    "ui/tickets/tasks.js": 3,
    "ui/widget/composer.js": 1,
    "ui/widget/dossier.js": 1,
    "ui/widget/views/files.js": 2,
    "ui/widget/views/prove.js": 1,
    "ui/widget/views/survey.js": 1,
    "ui/widget/wd-form.js": 1,
    "ui/settings/agent.js": 3,
    "ui/settings/channels.js": 2,
    "ui/settings/devices.js": 4,
    "ui/settings/form.js": 1,
    "ui/settings/hours-more.js": 2,
    "ui/settings/hours.js": 3,
    "ui/settings/queues.js": 1,
    "ui/settings/team-names.js": 1,
    "ui/workspace/view/ask.js": 2,
    "ui/workspace/view/composer.js": 2,
    "ui/workspace/view/dossiers.js": 2,
    "ui/workspace/view/list.js": 1,
    "ui/workspace/view/palette.js": 1,
    "ui/workspace/view/proof.js": 1,
    "ui/workspace/view/replies-settings.js": 3,
    "ui/workspace/view/sign-in.js": 2,
    "ui/workspace/view/topic.js": 1,
    "ui/workspace/view/transfer.js": 1,
}
