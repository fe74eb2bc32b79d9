"""What of somebody's words leaves the house."""

import pytest

from walletdesk.assistant.wording.model import Mask

ADDRESS = "0x52908400098527886E0F7030069857D2E4169EE7"


def kept(text: str) -> str:
    return text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"sent to {ADDRESS} yesterday", "sent to [id-a] yesterday"),
        (f"转到{ADDRESS}了", "转到[id-a]了"),
        ("to TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE", "to [id-a]"),
        ("to 0x5290...9EE7", "to [id-a]"),
        ("mail me at jo.doe@mail.example please", "mail me at [mail-a] please"),
        ("they sent https://evil.example/a?t=1 to me", "they sent [link-a] to me"),
        ("电话 +86 138 0013 8000 谢谢", "电话 [number-a] 谢谢"),
        ("card 4111 1111 1111 1111", "card [number-a]"),
        ("my name is Jo Doe, help", "my name is [name-a], help"),
        ("我叫王小明，币没到", "我叫[name-a]，币没到"),
        ("ask @jo_doe there", "ask [handle-a] there"),
        ("I sent 1,500 USDT for 14 days", "I sent 1,500 USDT for 14 days"),
        ("转了 1.5 万 USDT，14 天没到", "转了 1.5 万 USDT，14 天没到"),
    ],
)
def test_only_what_names_nobody_leaves(text: str, left: str) -> None:
    assert Mask(kept)(text) == left


def test_known_names_are_taken_out_wherever_they_stand() -> None:
    mask = Mask(kept, ["Jo", "王小明", "x"])
    assert mask("Jo says: Jolly Jo") == "[name-a] says: Jolly [name-a]"
    assert mask("请问王小明在吗 x") == "请问[name-b]在吗 x"


def test_who_names_himself_later_was_met_before() -> None:
    mask = Mask(kept)
    mask.meet(["Mia asks", "my name is Mia"])
    assert mask("Mia asks") == "[name-a] asks"


def test_the_same_thing_has_one_word_and_comes_back() -> None:
    mask = Mask(kept)
    masked = mask(f"{ADDRESS} and 0x1234567890abcdef"), mask(f"again {ADDRESS}")
    assert masked == ("[id-a] and [id-b]", "again [id-a]")
    assert mask.restored("[id-b] then [id-a] and [id-z]") == f"0x1234567890abcdef then {ADDRESS} and [id-z]"


def test_nobody_writes_our_words_in_brackets() -> None:
    mask = Mask(kept)
    assert mask(f"[id-a] is {ADDRESS}") == "  is [id-a]"


def test_secrets_are_gone_before_and_do_not_come_back() -> None:
    mask = Mask(lambda text: text.replace("hunter2", "[removed: password]"))
    assert mask.restored(mask("my password is hunter2")) == "my password is [removed: password]"
