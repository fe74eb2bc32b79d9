"""What stands in our mails: in both languages, as text and as HTML, nothing of a stranger's to a stranger."""

from dataclasses import fields, replace
from datetime import datetime
from email import message_from_bytes
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.digests import DigestsOf
from tests.support.email import (
    HOUSE,
    NOON,
    PROOF,
    TALK,
    Person,
    Phrases,
    Proofs,
    Questions,
    Threads,
)
from walletdesk.channels.email import (
    AgentReplied,
    Letters,
    ProofLink,
    PulseInvitation,
    SurveyInvitation,
    TranscriptSent,
    proven_address,
)
from walletdesk.channels.email.content import NAMES, DigestFigures, DigestProof, ForAnyone, ForProven, ProofId
from walletdesk.channels.email.model import Outgoing
from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TicketId
from walletdesk.platform.mail import Address, Automatic, Letter, in_bytes

DIGEST = DigestFigures(agent=AgentId("agt_1"), every="week", first=739564, asked=False)
SAYS_NOTHING = {ProofId, ConversationId, int, bool, datetime}  # what nobody has proven the address for
EVERY = [
    ProofLink(proof=PROOF),
    AgentReplied(conversation=TALK, agent="Ann", replies=("It has arrived.", "Look again.")),
    TranscriptSent(conversation=TALK),
    SurveyInvitation(conversation=TALK),
    PulseInvitation(pulse="pls_1", contact=ContactId("con_1")),
    DigestProof(proof=PROOF),
    DIGEST,
]

OF_TICKET = SurveyInvitation(ticket=TicketId("tkt_1"), contact=ContactId("con_1"))


def outgoing(content: ForProven, locale: str = "zh-CN") -> Outgoing:
    return Outgoing(
        id="mai_1",
        message_id="<1@desk.example>",
        cause="x",
        to=Address("person@mail.example"),
        proven=True,
        content=content,
        template=NAMES[type(content)].value,
        locale=locale,
        created_at=NOON,
        next_at=NOON,
    )


def letters_with(
    *, portal: str = "", phrase: str = "", said: str = "09:00 You: hello", over: bool = False
) -> Letters:
    return Letters(
        house=replace(HOUSE, portal=portal),
        proofs=Proofs(),
        phrases=Phrases(phrase),
        threads=Threads(said),
        questions=Questions(over),
        digests=DigestsOf(over),
        clock=lambda: NOON,
    )


async def written(
    content: ForProven,
    locale: str = "zh-CN",
    *,
    portal: str = "",
    phrase: str = "",
    said: str = "09:00 You: hello",
) -> Letter:
    letters = letters_with(portal=portal, phrase=phrase, said=said)
    letter = await letters.letter(outgoing(content, locale))
    assert letter is not None
    return letter


def test_what_goes_to_an_unproven_address_has_no_room_for_words() -> None:
    """Promise 9, by type: add a field of text to one of these and this fails."""
    kinds = get_args(ForAnyone) or (ForAnyone,)
    hints = [get_type_hints(kind)[f.name] for kind in kinds for f in fields(kind)]
    assert set(hints) <= SAYS_NOTHING


@given(st.text(max_size=60))
def test_no_text_passes_as_a_proof(text: str) -> None:
    with pytest.raises(Invalid):
        ProofLink(proof=ProofId(text))


def test_only_a_proven_address_can_be_written_to() -> None:
    assert proven_address(Person(email="")) is None
    assert proven_address(Person(email="person@mail.example")) == "person@mail.example"


@pytest.mark.parametrize("content", EVERY, ids=lambda content: type(content).__name__)
@pytest.mark.parametrize("locale", ["zh-CN", "en"])
async def test_every_mail_says_who_never_asks_for_what_in_text_and_html(
    content: ForProven, locale: str
) -> None:
    letter = await written(content, locale)
    never = {"zh-CN": "我们从不要助记词", "en": "We never ask for a recovery phrase"}[locale]
    for body in (letter.text, letter.html):
        assert never in body
        assert "{" not in body.replace("{ margin", "").split("</style>")[-1]
    assert letter.language == locale
    assert letter.automatic is Automatic.GENERATED
    assert in_bytes(letter).isascii()


async def test_the_proof_mail_in_chinese() -> None:
    letter = await written(ProofLink(proof=PROOF))
    assert letter.subject == "【示例钱包客服】确认邮箱地址"
    assert letter.text.split("\n\n")[:5] == [
        "有人在示例钱包的客服会话里填了这个邮箱，多半是您自己。",
        "是您填的，就打开这个链接，再点“确认”：",
        f"https://desk.example/confirm-email?t={PROOF}.secret",
        "链接只能用一次，11 月 21 日（周六）12:00（北京时间） 前有效。",
        "不是您填的，不用管这封邮件。没人打开链接，我们就不会用这个邮箱。",
    ]


async def test_the_proof_mail_in_english() -> None:
    letter = await written(ProofLink(proof=PROOF), "en-GB")
    assert letter.subject == "Sample Wallet Support: confirm your e-mail address"
    assert "The link works once, until Sat 21 Nov, 12:00 (Beijing time)." in letter.text
    assert f'<a href="https://desk.example/confirm-email?t={PROOF}.secret">' in letter.html


async def test_a_reply_is_quoted_and_stays_text_in_html() -> None:
    evil = 'First line\n<script>alert(1)</script> & "x"'
    letter = await written(AgentReplied(conversation=TALK, agent="<b>Ann</b>", replies=(evil,)))
    assert "> First line\n> <script>alert(1)</script>" in letter.text
    assert "<script>" not in letter.html
    assert "<b>Ann" not in letter.html
    assert "&lt;script&gt;" in letter.html


@given(st.text(max_size=200))
async def test_a_subject_holds_nothing_that_anybody_wrote(text: str) -> None:
    subjects = {
        (await written(AgentReplied(conversation=TALK, agent=text, replies=(text,)))).subject,
        (await written(TranscriptSent(conversation=TALK), said=text or "x")).subject,
    }
    assert subjects == {"【示例钱包客服】您有新回复", "【示例钱包客服】您的会话记录"}


async def test_an_agent_without_a_name_is_an_agent() -> None:
    letter = await written(AgentReplied(conversation=TALK, agent="", replies=("x",)), "en")
    assert "An agent replied while you were away." in letter.text


async def test_where_ours_is_listed_is_said_only_if_it_is_published() -> None:
    assert "查不到" not in (await written(SurveyInvitation(conversation=TALK))).text
    said = (await written(SurveyInvitation(conversation=TALK), portal="https://desk.example/official")).text
    assert "https://desk.example/official 里查不到的，就不是我们。" in said


async def test_nothing_is_loaded_from_anywhere() -> None:
    html = (await written(TranscriptSent(conversation=TALK))).html
    assert not [word for word in ("src=", "url(", "http", "<img", "<link", "@import") if word in html]


async def test_of_a_conversation_that_is_gone_there_is_no_transcript_to_send() -> None:
    assert await letters_with(said="").letter(outgoing(TranscriptSent(conversation=TALK))) is None


@pytest.mark.parametrize(
    ("content", "link"),
    [
        (SurveyInvitation(conversation=TALK), "/survey?t=srv_1.secret&locale=en"),
        (OF_TICKET, "/survey?t=srv_1.secret&locale=en"),
        (PulseInvitation(pulse="pls_1", contact=ContactId("con_1")), "/pulse?t=pls_1.secret&locale=en"),
    ],
    ids=["conversation", "ticket", "pulse"],
)
async def test_a_question_comes_with_its_link_and_not_at_all_when_it_is_over(
    content: ForProven, link: str
) -> None:
    text = (await written(content, "en", phrase="green heron")).text
    assert link in text
    assert "Your words: green heron" in text
    assert await letters_with(over=True).letter(outgoing(content)) is None


async def test_an_answer_to_a_mail_asks_for_no_bounce() -> None:
    letters = letters_with()
    letter = await written(SurveyInvitation(conversation=TALK))
    assert letters.return_path(letter) == "support@desk.example"
    assert letters.return_path(replace(letter, automatic=Automatic.REPLIED)) == ""


@pytest.mark.parametrize("content", EVERY, ids=lambda content: type(content).__name__)
@pytest.mark.parametrize(
    ("locale", "words"), [("zh-CN", "您的暗语：green heron"), ("en", "Your words: green heron")]
)
async def test_every_mail_to_a_proven_address_carries_the_words_of_its_contact(
    content: ForProven, locale: str, words: str
) -> None:
    letter = await written(content, locale, phrase="green heron")
    carries = not isinstance(content, ProofLink | DigestProof | DigestFigures)
    for body in (letter.text, letter.html):
        assert (words in body) is carries
    assert "green heron" not in letter.subject
    assert "Your words" not in (await written(content, "en")).text


@pytest.mark.parametrize(
    ("locale", "exception"),
    [
        ("zh-CN", "只有请您确认邮箱的邮件不带"),
        ("en", "Only a mail that asks you to confirm an address has none"),
    ],
)
async def test_what_the_words_say_of_other_mails_is_true(locale: str, exception: str) -> None:
    """Which mails carry none is decided above: those that ask for a proof, and those alone."""
    letter = await written(SurveyInvitation(conversation=TALK), locale, phrase="green heron")
    for body in (letter.text, letter.html):
        assert exception in " ".join(body.split())


async def test_an_address_that_nobody_has_proven_learns_no_words() -> None:
    letters = letters_with(phrase="green heron")
    mail = replace(outgoing(AgentReplied(conversation=TALK, agent="Ann", replies=())), proven=False)
    letter = await letters.letter(mail)
    assert letter is not None
    assert "green heron" not in letter.text + letter.html


async def test_a_report_by_mail_has_its_figures_in_text_and_html_and_a_click_that_stops_it() -> None:
    letter = await written(DIGEST, "en", phrase="blue heron")
    assert letter.subject == "Sample Wallet Support: 9 Nov 2026 to 15 Nov 2026"
    assert letter.text.split("\n\n")[:3] == [
        "9 Nov 2026 to 15 Nov 2026, compared with 2 Nov 2026 to 8 Nov 2026",
        "First reply · Half within: 0:04:00 (before: 0:05:00; change: −0:01:00)",
        "All reports of this period, and how each number is counted:",
    ]
    assert "<b>0:04:00</b><br>before: 0:05:00; change: −0:01:00</td>" in letter.html
    head = message_from_bytes(in_bytes(letter))
    stop = "https://desk.example/report-mail/stop?t=agt_1.secret&locale=en"
    assert (head["List-Unsubscribe"], head["List-Unsubscribe-Post"]) == (
        f"<{stop}>",
        "List-Unsubscribe=One-Click",
    )
    assert stop in letter.text
    assert "blue heron" not in letter.text
    assert (await written(DIGEST)).subject == "示例钱包客服：2026 年 11 月 9 日至 2026 年 11 月 15 日"
    assert await letters_with(over=True).letter(outgoing(DIGEST)) is None
