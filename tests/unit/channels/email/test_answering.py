"""What answers a mail: an agent's words as a person's letter, and that it has come as a program's."""

from email import message_from_bytes

import pytest

from tests.support.digests import DigestsOf
from tests.support.email import HOUSE, NOON, TALK, Phrases, Proofs, Questions, Threads
from walletdesk.channels.email import Answer, Exchange, Letters, Receipt
from walletdesk.channels.email.content import NAMES, AgentReplied, ForProven, MailAnswer, MailNews, MailTaken
from walletdesk.channels.email.model import Outgoing
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.mail import Address, Enclosed, Letter, in_bytes

BACK = "support+0123456789abcdefghjkmnpqrsaaaaaaaaaaaaaaaaaaaaaaaaaa@wallet.example"
FIRST, SECOND = "<1@customer.example>", "<2@customer.example>"


class Known:
    """One exchange, and what was said in it."""

    async def exchange(self, conversation: ConversationId) -> Exchange | None:
        return Exchange(
            to="li@customer.example",
            proven=True,
            subject="Lost\r\nBcc: x@y.example",
            references=(FIRST, SECOND),
        )

    async def reply_to(self, conversation: ConversationId) -> str:
        return BACK

    async def message_id(self, conversation: ConversationId) -> str:
        return "<3@wallet.example>"

    async def answer(self, conversation: ConversationId, seq: int) -> Answer | None:
        file = Enclosed(name="步骤.txt", type="text/plain", content="先".encode())
        return Answer(text="Look\nhere.", by="Ann", files=[file]) if seq == 1 else None

    async def receipt(self, conversation: ConversationId) -> Receipt | None:
        return Receipt(number="WD-7", answer_by=None)


async def letter(content: ForProven, *, proven: bool = True, locale: str = "en") -> Letter | None:
    letters = Letters(
        house=HOUSE,
        proofs=Proofs(),
        phrases=Phrases("seven herons"),
        threads=Threads(),
        questions=Questions(),
        digests=DigestsOf(),
        clock=lambda: NOON,
        ways=Known(),
        answers=Known(),
    )
    mail = Outgoing(
        id="mai_1",
        message_id="<3@wallet.example>",
        cause="x",
        to=Address("li@customer.example"),
        proven=proven,
        content=content,
        template=NAMES[type(content)].value,
        locale=locale,
        created_at=NOON,
        next_at=NOON,
    )
    return await letters.letter(mail)


async def test_an_agents_answer_belongs_to_the_mail_and_was_written_by_a_person() -> None:
    found = await letter(MailAnswer(conversation=TALK, seq=1))
    assert found is not None
    read = message_from_bytes(in_bytes(found))
    assert (read["Auto-Submitted"], read["In-Reply-To"], read["Bcc"]) == (None, SECOND, None)
    assert read["References"].split() == [FIRST, SECOND]
    assert (read["Reply-To"], read["Subject"]) == (f"<{BACK}>", "Re: Lost Bcc: x@y.example")
    assert "Look\nhere." in found.text
    assert "Ann, Sample Wallet Support" in found.text
    assert "seven herons" in found.text
    files = [part for part in read.walk() if part.get_filename()]
    assert [part.get_filename() for part in files] == ["步骤.txt"]
    assert await letter(MailAnswer(conversation=TALK, seq=2)) is None


async def test_to_whoever_may_have_forged_the_sender_goes_no_word_of_theirs() -> None:
    found = await letter(MailAnswer(conversation=TALK, seq=1), proven=False)
    assert found is not None
    assert "Lost" not in found.subject
    assert "herons" not in found.text


@pytest.mark.parametrize(("locale", "number"), [("en", "Your number: WD-7"), ("zh-CN", "您的编号：WD-7")])
async def test_that_it_has_come_is_told_by_a_program(locale: str, number: str) -> None:
    found = await letter(MailTaken(conversation=TALK), locale=locale)
    stopped = await letter(MailTaken(conversation=TALK, stopped=True), locale=locale)
    assert found is not None
    assert stopped is not None
    assert message_from_bytes(in_bytes(found))["Auto-Submitted"] == "auto-replied"
    assert number in found.text
    assert number in stopped.text
    assert ("leaked" in stopped.text) or ("泄露" in stopped.text)
    assert "Lost" not in found.subject + found.text


async def test_what_the_bot_tells_is_a_programs_and_a_digest_says_that_it_can_be_answered() -> None:
    news = await letter(MailNews(conversation=TALK, seq=1))
    away = await letter(AgentReplied(conversation=TALK, agent="Ann", replies=("Look.",)))
    assert news is not None
    assert away is not None
    assert message_from_bytes(in_bytes(news))["Auto-Submitted"] == "auto-generated"
    assert away.reply_to == BACK
    assert "it reaches us" in away.text
