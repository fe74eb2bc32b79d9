"""The authorisation matrix: every route of the router x everybody who may come.

A closed door looks like none: refused cells answer 404. A route without a row fails.
"""

import time
from typing import Final

import pytest

from tests.support.files import picture
from tests.support.indexes import learns_nothing
from tests.support.installation import PASSWORD, Installation
from tests.support.matrix import COLUMNS, Row, Scene
from tests.support.matrix_addresses import OWN_ADDRESSES, SIGNING
from tests.support.matrix_advice import ADVICE
from tests.support.matrix_callbacks import CALLBACKS
from tests.support.matrix_desks import ROWS as ROWS_OF_DESKS
from tests.support.matrix_forms import APP_BUILD
from tests.support.matrix_forms import ROWS as ROWS_OF_FORMS
from tests.support.matrix_inboxes import INBOXES
from tests.support.matrix_mails import ROWS as ROWS_OF_MAILS
from tests.support.matrix_messaging import ROWS as MESSAGING
from tests.support.matrix_outside import ROWS as ROWS_OUTSIDE
from tests.support.matrix_plain import PLAIN
from tests.support.matrix_queues import ROWS as QUEUE_ROWS
from tests.support.matrix_reports import REPORTS
from tests.support.matrix_staffing import STAFFING
from tests.support.matrix_surveys import SURVEYS
from tests.support.matrix_transactions import TRANSACTIONS
from tests.support.matrix_versions import APP_PROBLEMS, BUILD
from tests.support.matrix_voice import VOICE
from tests.support.roles import (
    ADMINS,
    AGENTS,
    CONTACTS,
    DESK,
    EVERYBODY,
    LEADS,
    ONE,
    OWNER,
    TALK,
    C,
    S,
    W,
)
from walletdesk.platform.http import Access

HOLD = f"POST {TALK}/dossiers/{{dossier}}/hold"
MEMBER = f"{S}/agents/{{agent}}"
OWN = "/portal/{conversation}"
CHOICE = {"password": PASSWORD + "!", "again": PASSWORD + "!"}
SAID = {"en": {"title": "t", "text": "x"}}
RINGS = {"sound": True, "desktop": False}
PREFERENCES = {
    "locale": "en",
    "time_zone": "Asia/Shanghai",
    "theme": "dark",
    "density": "comfortable",
    "send_key": "enter",
    "quiet": False,
    **dict.fromkeys(("queue", "mine", "mention", "alert"), RINGS),
}
HOURS = {"version": 1, "name": "Support", "zone": "Asia/Shanghai", "week": []}
DRAFT_HOURS = {"name": "Region", "zone": "Europe/Berlin", "week": []}
HOLIDAYS = "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261224\r\nSUMMARY:Holiday\r\nEND:VEVENT\r\n"
TARGETS = {"version": 1, "name": "First", "calendar": "cal_default", "targets": []}
SOON = round(time.time() * 1000) + 3_600_000
ARTICLE_WORDS = {
    "title": "A title",
    "body": "## What happened",
    "route": "front",
    "custody": ["any"],
    "review_by": "2027-05-20",
    "phrasings": ["a question"],
    "facts": [{"id": "f1", "mark": "checked", "source": "manual", "say": "It is so.", "as_of": "2026-08"}],
}
ARTICLE = f"{W}/articles/{{article}}/{{locale}}"
SIGN_IN = {"login": "nobody", "password": PASSWORD}
CALLBACK = {"reach": "+1 555 0100", "after": SOON, "until": SOON + 3_600_000, "locale": "en"}

PUBLIC = Row(may=EVERYBODY)
MATRIX: Final[dict[str, Row]] = {
    **OWN_ADDRESSES,
    **CALLBACKS,
    **VOICE,
    **APP_PROBLEMS,
    "GET /api/answers": Row(may=LEADS),
    "GET /api/answers/questions": Row(may=LEADS),
    "POST /api/answers/questions/phrasing": Row(
        may=LEADS,
        body={"messages": ["msg_1"], "topic": "forgot-password", "locale": "en", "text": "{name} went"},
    ),
    "POST /api/answers/questions/draft": Row(
        may=LEADS, body={"messages": ["msg_1"], "locale": "en", "title": "{name}"}
    ),
    "POST /api/answers/questions/dismiss": Row(may=LEADS, body={"messages": ["msg_1"]}),
    "POST /api/answers/refit": Row(may=LEADS, body={}),
    "POST /api/answers/versions/{learnt}": Row(may=LEADS, body={}),
    "GET /api/attachments/{attachment}": Row(may=OWNER | DESK),
    "GET /api/audit": Row(may=LEADS),
    "POST /api/contact/email": Row(may=CONTACTS, body={"email": "{client}@mail.example"}),
    "GET /api/contact/phrase": Row(may=CONTACTS),
    "PUT /api/contact/phrase": Row(may=CONTACTS, body={"phrase": "green heron"}),
    "DELETE /api/contact/phrase": Row(may=CONTACTS),
    "POST /api/contact/sign-out": Row(may=CONTACTS, alone=True),
    "PUT /api/contacts/{contact}/blocked": Row(may=LEADS, body={"blocked": True}),
    f"GET {C}": Row(may=CONTACTS),
    "GET /api/fakes": PUBLIC,
    "POST /api/fakes/reports": Row(may=EVERYBODY, body={"value": "evil-wallet.com"}),
    "GET /api/fakes/reports/{report}": PUBLIC,
    f"POST {C}": Row(
        may=CONTACTS,
        body={"client_id": "{client}", "text": "hi", "inbox": "inb_webchat", "build": APP_BUILD},
    ),
    f"GET {ONE}": Row(may=OWNER),
    f"POST {ONE}/agent": Row(may=OWNER, body={}),
    f"POST {W}/attachments/{{attachment}}/acknowledge": Row(may=DESK, unread=True),
    f"POST {ONE}/attachments": Row(may=OWNER, file=True),
    f"POST {ONE}/callback": Row(may=OWNER, body=CALLBACK, about="waiting"),
    f"POST {ONE}/begun": Row(may=OWNER, body={}),
    f"POST {ONE}/end": Row(may=OWNER, body={}),
    f"GET {ONE}/items": Row(may=OWNER),
    f"POST {ONE}/leave-message": Row(may=OWNER, about="waiting"),
    f"POST {ONE}/messages": Row(may=OWNER, body={"client_id": "{client}", "text": "hi"}),
    f"GET {ONE}/badge": Row(may=OWNER),
    f"GET {ONE}/dossiers": Row(may=OWNER),
    f"GET {ONE}/dossiers/{{dossier}}": Row(may=OWNER),
    f"POST {ONE}/dossiers/{{dossier}}": Row(may=OWNER, body={"meant": "0x" + "b2" * 20}),
    f"POST {ONE}/dossiers/{{dossier}}/check": Row(may=OWNER, body={}),
    f"GET {ONE}/dossiers/{{dossier}}/export.json": Row(may=OWNER),
    f"GET {TALK}/dossiers": Row(may=DESK),
    f"POST {TALK}/dossiers": Row(may=DESK, body={"text": "0x" + "ab" * 32}),
    f"GET {TALK}/dossiers/{{dossier}}": Row(may=DESK),
    f"POST {TALK}/dossiers/{{dossier}}": Row(may=DESK, body={"sender": "0x" + "a1" * 20, "nonce": 7}),
    f"POST {TALK}/dossiers/{{dossier}}/check": Row(may=DESK, body={}),
    HOLD: Row(may=DESK, body={"why": "review"}),
    f"GET {TALK}/dossiers/{{dossier}}/export.json": Row(may=DESK),
    f"GET {ONE}/proof": Row(may=OWNER),
    f"POST {ONE}/proof": Row(may=OWNER, body={}),
    f"POST {ONE}/proof/check": Row(may=OWNER, body={"code": "12345678"}),
    f"POST {ONE}/read": Row(may=OWNER, body={"seq": 1}),
    f"POST {ONE}/survey": Row(may=OWNER, body={"overall": 5}, about="resolved", followed=True),
    f"GET {ONE}/transcript": Row(may=OWNER),
    "GET /api/docs": PUBLIC,
    "GET /api/feed/contact": Row(may=CONTACTS),
    "GET /api/feed/workspace": Row(may=AGENTS),
    "GET /help/pictures/{picture}": Row(may=AGENTS),  # no article that anybody may read shows it
    f"POST {W}/pictures": Row(may=LEADS, file=True, upload=("a.png", picture("PNG"))),
    "POST /api/verify/picture": Row(may=EVERYBODY, file=True),
    "POST /api/verify": Row(may=EVERYBODY, body={"q": "samplewallet.example", "locale": "en"}),
    "POST /api/help/search": Row(may=EVERYBODY, body={"q": "forgot", "locale": "en"}),
    "POST /api/help/traces": Row(
        may=EVERYBODY,
        body={
            "reader": "ab" * 16,
            "locale": "en",
            "q": "forgot",
            "article": "forgot-password",
            "went_on": True,
        },
    ),
    "GET /api/me": Row(may=AGENTS),
    "PUT /api/me/availability": Row(may=AGENTS, body={"state": "away"}),  # whoever takes must be there
    f"POST {W}/take": Row(may=AGENTS, body={}),  # at once: who has no line is away for a minute only
    "PUT /api/me/password": Row(
        may=AGENTS, body={"current": PASSWORD, "new": "nine loud geese before dawn"}, alone=True
    ),
    "GET /api/me/sessions": Row(may=AGENTS),
    "DELETE /api/me/sessions/{session}": Row(may=AGENTS),
    "GET /api/openapi.json": PUBLIC,
    "POST /api/sign-in": Row(may=EVERYBODY, body=SIGN_IN),
    "POST /api/sign-out": Row(may=AGENTS, alone=True),
    f"GET {S}/agents": Row(may=AGENTS),
    f"POST {S}/agents": Row(may=ADMINS, body={"login": "{newcomer}", "name": "New"}),
    f"GET {MEMBER}": Row(may=AGENTS),
    f"PUT {MEMBER}/active": Row(may=ADMINS, body={"active": False}),
    f"PUT {MEMBER}/availability": Row(may=LEADS, body={"state": "offline"}),
    f"POST {MEMBER}/invitation": Row(may=ADMINS),
    f"PUT {MEMBER}/profile": Row(may=ADMINS, body={"name": "Other", "languages": ["en"], "capacity": 3}),
    f"PUT {MEMBER}/role": Row(may=ADMINS, body={"role": "lead"}),
    f"DELETE {MEMBER}/sessions": Row(may=ADMINS),
    f"GET {MEMBER}/sessions": Row(may=ADMINS),
    f"PUT {MEMBER}/skills": Row(may=LEADS, body={"skills": {"general": 1}}),
    f"PUT {MEMBER}/teams": Row(may=ADMINS, body={"teams": []}),
    f"GET {S}/teams": Row(may=AGENTS),
    f"POST {S}/teams": Row(may=ADMINS, body={"name": "{name}"}),
    f"PUT {S}/teams/{{team}}": Row(may=ADMINS, body={"name": "{name}"}),
    "GET /api/verify/now": Row(may=CONTACTS),
    "GET /api/widget/config": Row(may=EVERYBODY, query={"inbox": "inb_webchat"}),
    "POST /api/widget/session": Row(may=EVERYBODY, body={}),
    "GET /api/builds": Row(may=LEADS),
    "POST /api/builds": Row(may=LEADS, body={**BUILD, "package": "com.fake.{name}"}),
    "POST /api/builds/import": Row(
        may=LEADS, body={"text": '[{"standing": "known_bad", "version": "6.3.8", "reason": "r"}]'}
    ),
    "DELETE /api/builds/{build}": Row(may=LEADS),
    "GET /api/calendars": Row(may=LEADS),
    "PUT /api/calendars/{calendar}": Row(may=ADMINS, body=HOURS),
    "POST /api/calendars": Row(may=ADMINS, body=DRAFT_HOURS),
    "POST /api/calendars/preview": Row(may=LEADS, body=DRAFT_HOURS),
    "POST /api/calendars/holidays": Row(may=ADMINS, body={"text": HOLIDAYS}),
    "GET /api/policies": Row(may=LEADS),
    "PUT /api/policies/{policy}": Row(may=ADMINS, body=TARGETS),
    **QUEUE_ROWS,
    "GET /api/registry": Row(may=ADMINS),
    "POST /api/registry/entries": Row(may=ADMINS, body={"kind": "handle", "value": "telegram:{name}"}),
    "DELETE /api/registry/entries/{entry}": Row(may=ADMINS),
    "POST /api/registry/publish": Row(may=ADMINS, body={}),
    "GET /.well-known/security.txt": PUBLIC,
    "GET /.well-known/wallet-support.json": PUBLIC,
    "GET /.well-known/wallet-support-changes.json": PUBLIC,
    f"GET {W}/first-steps": Row(may=ADMINS),
    f"GET {W}/installation": Row(may=LEADS),
    f"GET {W}/alerts": Row(may=LEADS),
    f"POST {W}/alerts/{{alert}}/acknowledge": Row(may=LEADS, body={}),
    f"GET {W}/articles": Row(may=AGENTS, query={"q": "password"}),
    f"GET {W}/articles/opinions": Row(may=LEADS),
    f"GET {ARTICLE}": Row(may=AGENTS),
    f"PUT {ARTICLE}/draft": Row(may=LEADS, body={"revision": 0, "version": 1, "words": ARTICLE_WORDS}),
    f"DELETE {ARTICLE}/draft": Row(may=LEADS, query={"revision": "1"}, article="draft"),
    f"POST {ARTICLE}/plan": Row(may=LEADS, body={"revision": 1, "at": SOON}, article="draft"),
    f"POST {ARTICLE}/publish": Row(may=LEADS, body={"revision": 1}, article="draft"),
    f"GET {ARTICLE}/versions": Row(may=LEADS),
    f"GET {ARTICLE}/versions/{{version}}": Row(may=LEADS),
    f"POST {ARTICLE}/withdraw": Row(may=LEADS, body={"version": 1}, article="published"),
    f"GET {W}/articles/searches": Row(may=LEADS),
    f"POST {W}/articles/searches/phrasing": Row(
        may=LEADS,
        body={"words": "zebra", "locale": "en", "topic": "forgot-password", "text": "{name} ran"},
    ),
    f"POST {W}/articles/searches/draft": Row(
        may=LEADS, body={"words": "zebra", "locale": "en", "title": "{name} sat"}
    ),
    f"POST {W}/articles/searches/dismiss": Row(may=LEADS, body={"words": "zebra", "locale": "en"}),
    f"GET {W}/synonyms": Row(may=LEADS),
    f"POST {W}/synonyms": Row(may=LEADS, body={"written": "{name}s coin", "meant": "transfer"}),
    f"POST {W}/synonyms/try": Row(
        may=LEADS,
        body={"written": "duckcoin", "meant": "transfer", "sentence": "duckcoin late", "locale": "en"},
    ),
    f"POST {W}/synonyms/remove": Row(may=LEADS, body={"written": "{synonym}"}),
    f"GET {W}/conversations": Row(may=AGENTS),
    f"GET {TALK}": Row(may=DESK),
    f"POST {TALK}/accept": Row(may=DESK, body={}, about="waiting", followed=True),
    f"POST {TALK}/decline": Row(may=DESK, body={}, about="waiting", followed=True),
    f"POST {TALK}/attachments": Row(may=DESK, file=True),
    f"PUT {TALK}/drafts/{{mode}}": Row(may=DESK, body={"version": 0, "text": "almost"}),
    f"POST {TALK}/draft-reply": Row(may=DESK, body={"locale": "en"}),
    f"GET {TALK}/items": Row(may=DESK),
    f"GET {TALK}/colleagues": Row(may=DESK),
    f"POST {TALK}/mention-read": Row(may=DESK, body={"seq": 1}),
    f"POST {TALK}/messages": Row(may=DESK, body={"client_id": "{client}", "text": "hm", "mode": "note"}),
    f"POST {TALK}/proof": Row(may=DESK, body={}),
    f"POST {TALK}/proof/said": Row(may=DESK, body={"code": "123456"}),
    f"POST {TALK}/read": Row(may=DESK, body={"seq": 1}),
    f"GET {TALK}/topic": Row(may=DESK),
    f"POST {TALK}/topic": Row(may=DESK, body={"message": "{decided}", "topic": "forgot-password"}),
    f"POST {TALK}/reopen": Row(may=DESK, body={}, about="resolved"),
    f"POST {TALK}/resolve": Row(may=DESK, body={}),
    f"POST {TALK}/summary": Row(may=DESK, body={"locale": "en"}),
    f"GET {TALK}/transcript": Row(may=DESK),
    f"POST {TALK}/translation": Row(may=DESK, body={"seq": 1, "locale": "en"}),
    f"GET {TALK}/values": Row(may=DESK, query={"names": "agent,reply_by"}),
    f"POST {TALK}/transfer": Row(may=DESK, body={"team": "{elsewhere}"}, followed=True),
    f"GET {W}/board": Row(may=LEADS),
    f"GET {W}/counts": Row(may=AGENTS),
    f"GET {W}/dead-jobs": Row(may=ADMINS),
    f"POST {W}/dead-jobs/{{kind}}/{{job}}/retry": Row(may=ADMINS, body={}),
    f"GET {W}/dead-letters": Row(may=ADMINS),
    f"POST {W}/dead-letters/{{letter}}/retry": Row(may=ADMINS, body={}),
    f"GET {W}/held": Row(may=AGENTS),
    f"POST {W}/held/{{held}}/approve": Row(may=DESK, body={"reason": "It is right here."}, alone=True),
    f"POST {W}/held/{{held}}/refuse": Row(may=DESK, body={"reason": "It is wrong here."}, alone=True),
    f"POST {W}/held/{{held}}/withdraw": Row(may=frozenset({"agent"})),
    f"GET {TALK}/held": Row(may=DESK),
    f"POST {TALK}/held": Row(may=DESK, body={"client_id": "{client}", "text": "A test transfer helps."}),
    f"GET {W}/mentions": Row(may=AGENTS),
    f"GET {W}/replies": Row(may=AGENTS),
    f"GET {W}/fakes": Row(may=AGENTS),
    f"GET {W}/fakes/{{fake}}": Row(may=AGENTS),
    f"POST {W}/fakes/{{fake}}/decision": Row(may=LEADS, body={"state": "confirmed", "version": 1}),
    f"PUT {W}/fakes/{{fake}}/takedowns/{{target}}": Row(may=LEADS, body={"state": "sent"}),
    f"POST {W}/replies": Row(may=AGENTS, body={"shortcode": "{name}", "wordings": SAID}),
    f"PUT {W}/replies": Row(may=LEADS, body={"ids": [], "team": True}),
    f"PUT {W}/replies/{{reply}}": Row(
        may=LEADS, body={"version": 1, "shortcode": "{name}", "wordings": SAID}
    ),
    f"DELETE {W}/replies/{{reply}}": Row(may=LEADS),
    f"GET {W}/model": Row(may=AGENTS),
    f"POST {W}/links": Row(may=AGENTS, body={"values": ["https://x.example"]}),
    f"GET {W}/preferences": Row(may=AGENTS),
    f"PUT {W}/preferences": Row(may=AGENTS, body=PREFERENCES),
    f"GET {W}/search": Row(may=AGENTS, query={"q": "hello"}),
    f"GET {W}/tickets": Row(may=AGENTS),
    f"POST {W}/tickets": Row(may=DESK, body={"subject": "s", "conversation": "{conversation}"}),
    **ROWS_OF_DESKS,
    **ROWS_OUTSIDE,
    **ROWS_OF_MAILS,
    **ROWS_OF_FORMS,
    **ROWS_OF_FORMS,
    **MESSAGING,
    "GET /confirm-email": PUBLIC,
    "POST /confirm-email": Row(may=EVERYBODY, form={"t": "{proof}"}),
    "GET /contact": PUBLIC,
    "GET /verify": PUBLIC,
    "POST /verify/picture": Row(may=EVERYBODY, file=True),
    "POST /verify": Row(may=EVERYBODY, form={"q": "samplewallet.example"}),
    "GET /demo/wallet": PUBLIC,
    "GET /healthz": PUBLIC,
    "GET /": PUBLIC,
    "POST /help/{locale}/{article}/opinion": Row(may=EVERYBODY, form={"helped": "yes"}),
    "GET /invitation": PUBLIC,
    "POST /invitation": Row(may=EVERYBODY, form={"t": "{invitation}", **CHOICE}),
    "GET /official-channels": PUBLIC,
    f"GET {OWN}/dossiers/{{dossier}}": Row(may=OWNER, portal=True),
    f"GET {OWN}/dossiers/{{dossier}}/copy": Row(may=OWNER, portal=True),
    f"POST {OWN}/dossiers/{{dossier}}/open": Row(may=OWNER),
    "GET /workspace/conversations/{conversation}/dossiers/{dossier}": Row(may=DESK),
    "GET /report": PUBLIC,
    "POST /report": Row(may=EVERYBODY, form={"value": "evil-wallet.com", "said": "hi"}),
    "POST /report/draft": Row(may=EVERYBODY, form={"value": "evil-wallet.com"}),
    "GET /report/{report}": PUBLIC,
    "GET /setup": Row(may=frozenset()),  # somebody was first already
    "POST /setup": Row(may=frozenset(), form={"t": "x", "login": "first", "name": "First", **CHOICE}),
    "GET /verify/now": PUBLIC,
    "POST /verify/now/words": Row(may=CONTACTS, portal=True, form={"phrase": "green heron"}),
    "GET /w": Row(may=EVERYBODY, query=APP_BUILD),
    "GET /workspace": PUBLIC,
    "GET /workspace/knowledge": PUBLIC,
    "GET /workspace/knowledge/preview/{article}/{locale}": Row(may=AGENTS),
    **PLAIN,
    **ADVICE,
    **REPORTS,
    **STAFFING,
    **INBOXES,
    **SURVEYS,
    **TRANSACTIONS,
}
# A word of our own for "you were let in, but it does not fit": a colleague was quicker, or it is not there.
# Here nobody can get through: with a wrong name, a text that is no picture, or where contacts hold their own
# keys, so that nothing is held. A signature is of a text that names its moment, which a row cannot know:
# test_ownership signs it, over the same routes. Nor can it know a number that came on another channel, as
# test_linked does.
_PICTURES: Final = ("POST /verify/picture", "POST /api/verify/picture")
UNMET: Final = ("POST /api/sign-in", "POST /linked/number", *_PICTURES, HOLD, *SIGNING)
LET_IN: Final = frozenset({409, 422, 401})
REFUSED: Final = 404


@pytest.fixture
async def scene(mailing_house: Installation) -> Scene:
    scene = Scene(mailing_house)
    await scene.fill()
    return scene


async def test_every_route_has_a_row_and_every_row_a_route(house: Installation) -> None:
    routes = {f"{route.method} {route.path}" for route in house.system.web.routes}
    assert routes ^ MATRIX.keys() == set()


async def test_what_a_route_says_of_itself_is_what_its_row_says(house: Installation) -> None:
    widest = {
        Access.PUBLIC: EVERYBODY,
        Access.CONTACT: CONTACTS,
        Access.AGENT: AGENTS,
        Access.LEAD: LEADS,
        Access.ADMIN: ADMINS,
        Access.CONTACT_OR_AGENT: CONTACTS | AGENTS,
    }
    wider = [r for r in house.system.web.routes if not MATRIX[f"{r.method} {r.path}"].may <= widest[r.access]]
    assert wider == []


@pytest.mark.slow
@pytest.mark.timeout(1500)  # a row may need what one before it left behind: they cannot be parted
@pytest.mark.patience(1200)
async def test_each_cell_of_the_matrix_is_as_its_row_says(scene: Scene) -> None:
    with learns_nothing():
        wrong = [told for route, row in MATRIX.items() for told in await _wrong(scene, route, row)]
    assert wrong == []


async def _wrong(scene: Scene, route: str, row: Row) -> list[str]:
    """The cells of one row that are not as they should be."""
    came = {column: (await scene.asked(route, row, column)).status_code for column in COLUMNS}
    shut = [f"{route} {column}: {came[column]}, not 404" for column in COLUMNS if column not in row.may]
    wrong = [told for told in shut if not told.endswith(f": {REFUSED}, not 404")]
    wrong += [f"{route} {c}: refused by {came[c]}" for c in sorted(row.may) if not _is_let_in(came[c])]
    if row.may and not any(came[column] < 400 for column in row.may) and route not in UNMET:
        wrong.append(f"{route}: nobody gets through: {came}")
    return wrong


def _is_let_in(status: int) -> bool:
    return status < 400 or status in LET_IN
