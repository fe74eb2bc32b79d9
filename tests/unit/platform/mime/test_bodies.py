"""What is shown of a body: all of it, or less and said so."""

import pytest

from tests.support.pace import loops
from walletdesk.platform.mime import Doubt, ReadMail, read

PHRASE = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"


def html(markup: str) -> ReadMail:
    return read(f"From: li@customer.example\r\nContent-Type: text/html\r\n\r\n{markup}".encode())


def plain(*lines: str, charset: str = "utf-8") -> ReadMail:
    head = f"From: li@customer.example\r\nContent-Type: text/plain; charset={charset}\r\n\r\n"
    return read(head.encode() + "\r\n".join(lines).encode())


def test_markup_never_says_more_than_the_text() -> None:
    mail = html(f"<p>{'x ' * 200_005}{PHRASE}</p>")
    assert mail.body.text.startswith("x x x")
    assert Doubt.CUT in mail.doubts
    assert mail.body.html == ""


@pytest.mark.parametrize("size", [1_700_000, 2_100_000])
def test_a_word_behind_much_markup_is_shown_or_said_to_be_cut(size: int) -> None:
    mail = html(f"<p>before</p><!--{'x' * size}--><p>my answer</p>")
    assert ("my answer" in mail.body.text) is not (Doubt.CUT in mail.doubts)


def test_lines_that_go_on_are_one() -> None:
    head = "From: li@customer.example\r\nContent-Type: text/plain; format=flowed\r\n\r\n"
    mail = read((head + "It went \r\nto the \r\nexchange.\r\n> why \r\n> not\r\n-- \r\nLi").encode())
    assert (mail.body.reply, mail.body.signature) == ("It went to the exchange.", "Li")


def test_an_answer_below_more_than_is_shown_is_not_lost_unsaid() -> None:
    mail = plain(*["> old"] * 20_500, "my answer")
    assert Doubt.CUT in mail.doubts


@pytest.mark.parametrize("markup", ["<tr><td>{n}<td>0.5 ETH", "<p>{n}<li>x", "</x><div>{n}"])
def test_markup_that_leaves_its_ends_out_is_read(markup: str) -> None:
    rows = "".join(markup.format(n=n) for n in range(500))
    mail = html(f"<table>{rows}</table>{PHRASE}")
    assert "499" in mail.body.text
    assert PHRASE in mail.body.text.replace("\n", " ")


@pytest.mark.parametrize(
    "charset", ["rot13", "base64", "hex", "idna", "punycode", "undefined", "unicode_escape", "zlib"]
)
def test_a_set_that_is_none_reads_as_what_it_looks_like(charset: str) -> None:
    assert plain("转账失败，请帮我查一下", charset=charset).body.text == "转账失败，请帮我查一下"
    head = f"From: li@customer.example\r\nSubject: =?{charset}?b?/4D/?=\r\n\r\nx"
    assert read(head.encode()).subject != ""


@pytest.mark.parametrize(
    "line", ["2026-11-20 10:00:01 wallet[1]: sync {n}", "On 2026-11-20 10:00 a@b.example wrote:", "Best,"]
)
def test_a_long_log_costs_what_its_length_says(line: str) -> None:
    """Four times the lines, about four times the work: sixteen were its square."""
    short, long = ([line.format(n=n) for n in range(size)] for size in (1_500, 6_000))
    assert loops(lambda: plain(*long)) < 9 * loops(lambda: plain(*short)) + 20
