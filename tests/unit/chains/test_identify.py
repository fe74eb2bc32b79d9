"""Which transaction ids and addresses a text holds, and what of it must not leave the house."""

import pytest

from tests.support.identify import (
    CASHADDR,
    EVM,
    HASH,
    LEGACY,
    MUXED,
    POLKADOT,
    SEGWIT,
    SOLANA,
    STELLAR,
    TAPROOT,
    TON,
    TRON,
    XRP,
    found,
    identify,
    one,
)
from walletdesk.chains import Checksum, Family, Kind, Secrecy, Standing, default_table

HASHED = (
    "bitcoin",
    "bitcoin-cash",
    "cosmos",
    "dogecoin",
    "eos",
    "litecoin",
    "osmosis",
    "stellar",
    "ton",
    "tron",
    "xrp",
)


@pytest.mark.parametrize(
    ("written", "forms"),
    [
        (EVM, ("evm",)),
        (LEGACY, ("bitcoin", "bitcoin-cash")),
        (SEGWIT, ("bitcoin",)),
        (SEGWIT.upper(), ("bitcoin",)),
        (TAPROOT, ("bitcoin",)),
        (CASHADDR, ("bitcoin-cash",)),
        (CASHADDR.partition(":")[2], ("bitcoin-cash",)),
        (TRON, ("tron",)),
        (XRP, ("xrp",)),
        (STELLAR, ("stellar",)),
        (MUXED, ("stellar",)),
        (TON, ("ton",)),
        (POLKADOT, ("polkadot",)),
    ],
)
def test_an_address_with_a_right_checksum_is_known(written: str, forms: tuple[str, ...]) -> None:
    finding = one(f"收款地址：{written}，帮我看看")
    assert (finding.kind, finding.forms, finding.checksum) == (Kind.ADDRESS, forms, Checksum.VALID)
    assert finding.value.lower().endswith(written.lower())


@pytest.mark.parametrize(
    "right", [EVM, LEGACY, SEGWIT, TAPROOT, CASHADDR, TRON, XRP, STELLAR, MUXED, TON, POLKADOT]
)
def test_a_wrong_checksum_is_told_and_never_accepted(right: str) -> None:
    at = next(place for place in range(12, len(right)) if right[place].isalpha())
    mistyped = right[:at] + ("q" if right[at] != "q" else "p") + right[at + 1 :]
    mistyped = mistyped.upper() if right in {STELLAR, MUXED} else mistyped
    finding = one(mistyped)
    assert (finding.checksum, finding.is_valid, finding.may_be_looked_up) == (Checksum.WRONG, False, False)


def test_an_evm_address_belongs_to_every_evm_chain() -> None:
    finding = one(EVM)
    assert finding.chains == tuple(chain.id for chain in default_table().of_family(Family.EVM))
    assert finding.is_ambiguous


def test_the_case_of_one_letter_is_a_checksum() -> None:
    at = EVM.index("e", 30)
    assert one(EVM[:at] + "E" + EVM[at + 1 :]).checksum is Checksum.WRONG
    assert one(EVM).checksum is Checksum.VALID


@pytest.mark.parametrize(
    "wrong",  # BIP-350, "invalid segwit addresses"
    [
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",  # the checksum of version 0
        "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",  # the checksum of the later versions
        "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",
        "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav",
        "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
        "tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47",
    ],
)
def test_the_wrong_kind_of_segwit_address_is_none(wrong: str) -> None:
    assert [finding for finding in found(wrong) if finding.is_valid] == []


def test_one_case_throughout_is_no_checksum() -> None:
    assert one(EVM.lower()).checksum is Checksum.NONE
    assert one("0x" + EVM[2:].upper()).value == EVM.lower()


def test_ambiguous_forms_name_all_they_can_be() -> None:
    with_0x, bare, capital = one(f"tx 0x{HASH}"), one(f"tx {HASH}"), one(f"tx {HASH.upper()}")
    assert (with_0x.kind, with_0x.forms) == (Kind.TX_HASH_OR_ADDRESS, ("aptos", "evm", "sui"))
    assert (bare.kind, bare.forms) == (Kind.TX_HASH, HASHED)
    assert (capital.forms, capital.value) == (("cosmos", "osmosis", "xrp"), HASH.upper())
    assert one(SOLANA).forms == ("solana", "sui")


def test_what_a_form_says_more_is_told() -> None:
    assert one(TON).detail == {"bounceable": "yes", "workchain": "0"}
    assert one(MUXED).detail["role"] == "muxed"
    assert one("T7oKJ3q7s94kDH6tpkBowhetT1JKfcfdSCmAXbS75iATyLD").detail == {
        "network": "test",
        "tag": "123",
    }
    assert one("X7gJ5YK8abHf2eTPWPFHAAot8Knck11QGqmQ7a6a3Z8PJvk").detail == {"tag": "1337"}
    assert one(SOLANA).detail["curve"] == "on"


@pytest.mark.parametrize(
    "torn",
    [
        f"0x{HASH[:31]}\n{HASH[31:]}",
        f"0x{HASH[:40]}\r\n{HASH[40:]}",  # where an address would end
        f"> 0x{HASH[:20]}\n> {HASH[20:45]}\n> {HASH[45:]}",
        f"0x{HASH[:30]}\u200b{HASH[30:]}",
        "".join(chr(ord(c) + 0xFEE0) for c in f"0x{HASH}"),
    ],
)
def test_an_id_is_put_together(torn: str) -> None:
    finding = one(f"哈希 {torn}。")
    assert (finding.value, finding.start) == (f"0x{HASH}", 3 + torn.startswith("> ") * 2)
    assert finding.end == 3 + len(torn)


@pytest.mark.parametrize("written", [LEGACY, SEGWIT, TAPROOT, CASHADDR, TRON, STELLAR, TON, POLKADOT, EVM])
def test_a_line_break_anywhere_in_an_address_is_mended(written: str) -> None:
    for place in range(14, len(written) - 1):
        assert [f.value for f in found(f"{written[:place]}\n  {written[place:]}")] == [one(written).value], (
            place
        )


def test_addresses_one_to_a_line_stay_apart() -> None:
    listed = [EVM, LEGACY, TRON, SOLANA, "1", SEGWIT, EVM.lower()]
    assert [finding.value for finding in found("\n".join(listed))] == [*listed[:4], *listed[5:]]


def test_a_number_at_the_next_line_is_no_part_of_an_address_without_checksum() -> None:
    short = "Cce9GQK3yL1iN4JJdfFwJuRcqTwTG3Jw5g5GqX177ug"  # with one more digit it would be one as well
    assert one(f"{short}2").forms == ("solana", "sui")
    assert [finding.value for finding in found(f"1. {short}\n2. {SOLANA}")] == [short, SOLANA]


def test_a_shortened_id_is_told_as_one() -> None:
    for short, forms in (
        ("0x5aAe…BeAed", ("aptos", "evm", "sui")),
        ("0x5aAe...BeAed", ("aptos", "evm", "sui")),
        ("TJRyW***5tDeC", ("tron",)),
        ("bc1qw5......f3t4", ("bitcoin",)),
    ):
        finding = one(f"从 {short} 转来的")
        assert (finding.kind, finding.forms, finding.may_be_looked_up) == (Kind.SHORTENED, forms, False)


@pytest.mark.parametrize(
    "prose",
    [
        "I waited...and then it said done. See section 3...5",
        "订单号 20261122093312345678901234，金额 1000.50 USDT",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "EOS 的 verification 和 transactions 都失败了",
        "ThisIsAVeryLongNameOfAFileThatSomebodySaved2026.png",
        "550e8400-e29b-41d4-a716-446655440000",
    ],
)
def test_prose_holds_no_ids(prose: str) -> None:
    assert found(prose) == ()


def test_an_eos_account_needs_its_chain_nearby() -> None:
    assert one("我的EOS账号是 abcdefgh1234").kind is Kind.ACCOUNT
    assert one("walletdesk12").forms == ("eos",)
    assert one("My EOS account is abcdefghijkl").value == "abcdefghijkl"
    assert one("转给walletdesk12了").forms == ("eos",)
    assert found("my name there is walletdesk12 ok") == ()


@pytest.mark.parametrize(
    ("plain", "form"),
    [("TCHDTPNcQPRirUjCQVWpLBmfgVALanZBBH", "tron"), ("DHAtFRNqMjTMmVcnfkCrssLfZtKJmGvLWi", "dogecoin")],
)
def test_an_address_without_a_digit_is_one(plain: str, form: str) -> None:
    assert (one(plain).forms, one(plain).checksum) == ((form,), Checksum.VALID)


class TestLinks:
    def test_an_explorer_says_which_chain_and_what_it_is(self) -> None:
        finding = one(f"看https://bscscan.com/tx/0x{HASH}")
        assert (finding.kind, finding.chains, finding.forms) == (Kind.TX_HASH, ("bnb",), ("evm",))
        assert finding.link is not None
        assert (finding.link.host, finding.link.standing) == ("bscscan.com", Standing.EXPLORER)

    def test_a_path_tells_chains_of_one_explorer_apart(self) -> None:
        assert one(f"https://www.mintscan.io/osmosis/tx/{HASH.upper()}").chains == ("osmosis",)
        assert one(f"https://tronscan.org/#/transaction/{HASH}").chains == ("tron",)
        assert one(f"solscan.io/account/{SOLANA}?cluster=x").kind is Kind.ADDRESS

    @pytest.mark.parametrize(
        ("link", "host", "standing"),
        [
            ("https://etherscan.io.wallet.example/tx/0x", "etherscan.io.wallet.example", Standing.LOOKALIKE),
            ("https://ethersсan.io/tx/0x", "ethersсan.io", Standing.LOOKALIKE),
            ("https://etherscan.io@evil.example/tx/0x", "evil.example", Standing.UNKNOWN),
            ("http://blog.example/0x", "blog.example", Standing.UNKNOWN),
        ],
    )
    def test_another_site_narrows_nothing_and_is_told(self, link: str, host: str, standing: Standing) -> None:
        finding = one(f"tx hash {link}{HASH}")
        assert finding.link is not None
        assert (finding.link.host, finding.link.standing) == (host, standing)
        assert (finding.forms, finding.detail) == (("aptos", "evm", "sui"), {})

    def test_an_id_of_another_chain_than_the_link_keeps_its_own(self) -> None:
        finding = one(f"https://etherscan.io/address/{TRON}")
        assert (finding.forms, finding.detail) == (("tron",), {"link_of_another_chain": "yes"})

    def test_a_word_before_an_id_is_no_link(self) -> None:
        assert one(f"address:{EVM}").link is None
        assert one(f"and/or {EVM}").link is None


class TestSecrets:
    def test_bare_digits_without_a_word_may_be_a_key_and_stay_here(self) -> None:
        finding = one(HASH)
        assert (finding.secrecy, finding.value, finding.may_be_looked_up) == (Secrecy.MAYBE, "", False)
        assert finding.forms == HASHED

    def test_words_around_it_or_before_it_say_what_it_is(self) -> None:
        assert one(f"交易哈希 {HASH}").value == HASH
        assert one(HASH, "this is the tx hash:").value == HASH

    @pytest.mark.parametrize(
        "secret",
        [
            f"my private key is {HASH}",
            f"私钥 0x{HASH}",
            "L1aW4aubDFB7yfras2S1mN3bqg9nwySY8nkoLmJebSLD5BWv3ENZ",
            "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
        ],
    )
    def test_a_secret_is_told_of_and_never_handed_on(self, secret: str) -> None:
        identified = identify()(secret)
        assert (identified.holds_secret, identified.usable) == (True, ())
        assert [(f.kind, f.value, f.forms) for f in identified.findings] == [(Kind.SECRET, "", ())]

    def test_a_key_that_a_line_break_tears_is_no_transaction(self) -> None:
        assert one(f"{HASH[:32]}\n{HASH[32:]}").secrecy is Secrecy.MAYBE

    def test_a_finding_shows_no_id_where_it_is_logged(self) -> None:
        assert EVM not in repr(one(EVM))


def test_more_than_anybody_asks_about_is_cut() -> None:
    many = identify()("\n".join([EVM] * 201))
    assert (len(many.findings), many.is_cut) == (200, True)
    assert not identify()(EVM).is_cut
