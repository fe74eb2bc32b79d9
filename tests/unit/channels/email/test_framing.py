"""Markup of a mail in its frame: nothing to click, nothing to fetch, and where its links really lead."""

import pytest

from tests.support.hostile import markup
from walletdesk.channels.email.originals import framed

TRICK = "<p><a href='https://wallet.example@evil.example/a?b=1&c=2'>wallet.<b>example</b></a> and</p>"


def test_a_link_is_words_and_the_place_it_really_leads_to() -> None:
    shown, [link] = framed(TRICK)
    assert (link.host, link.said) == ("evil.example", "wallet.example")
    assert link.address == "https://wallet.example@evil.example/a?b=1&c=2"
    assert '<u>wallet.<b>example</b></u> <span class="to">[evil.example]</span>' in shown
    assert "href" not in shown


@pytest.mark.parametrize(
    "hostile",
    [
        '<table><tr><td colspan=\'<a href="https://e.example" rel="x">\'>a</a>b</td></tr></table>',
        "<a href='https://e.example/\"><script>1</script>'>x</a>",
        "<a href='https://e.example/&quot; onclick=&quot;1'>x</a>",
        "<a href='https://<b>.example'>x</a><a href='https://[1'>y</a>",
        "<span class=to onclick=1>[wallet.example]</span><a>z</a>",
        *markup().values(),
    ],
)
def test_nothing_of_a_mail_is_live_in_its_frame(hostile: str) -> None:
    shown, _ = framed(hostile)
    inside = _tags(shown.partition("<body>")[2].lower())
    live = ("<a", "<script", "<img", "<form", "<style", " on", "style=", "src=")
    assert [word for word in live if word in inside] == []


def _tags(body: str) -> str:
    """What stands inside of tags."""
    return " ".join(f"<{piece.partition('>')[0]}" for piece in body.split("<")[1:])


def test_letters_that_look_like_others_are_spelled_out_and_there_is_an_end() -> None:
    _, [link] = framed("<a href='https://wаllet.example/'>wallet.example</a>")
    assert link.host.startswith("xn--")
    shown, links = framed("<a href='https://e.example/'>x</a>" * 500)
    assert (len(links), shown.count("[e.example]")) == (100, 500)
