"""The page for people in the evidence pack: what chains told, and nothing of it as markup."""

import json
from datetime import UTC, datetime

from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.theft import Address, Containment, Holding, Permission
from walletdesk.theft.report import Reported, report, transactions_in

AT = datetime(2026, 11, 20, 3, 4, tzinfo=UTC)


def say(sentence: str, /, **values: str) -> str:
    return sentence.format(**values)


def page(*own: Address, transactions: dict[str, bytes] | None = None) -> str:
    containment = Containment(
        conversation=ConversationId("cnv_1"), contact=ContactId("con_1"), opened_at=AT, own=own
    )
    files = transactions or {}
    of = Reported(
        containment=containment, transactions=transactions_in(files), files={"a.json": "00ff"}, made_at=AT
    )
    return report("en", say, str.title, of).decode()


def test_what_lies_at_an_address_is_told_with_its_time_and_who_may_take_it() -> None:
    held = Holding(
        chain="ethereum",
        amount="1.5",
        symbol="ETH",
        permissions=(Permission(spender="0xbad", token="0xt", symbol="USDT"),),
        taken_over=True,
    )
    silent, empty = Holding(chain="tron", trouble="silent"), Holding(chain="bitcoin", amount="0")
    shown = page(Address(value="0xmine", told_at=AT, looked_at=AT, holdings=(held, silent, empty)))
    assert "1.5 ETH; others hold the right to sign for it; 0xbad may take all USDT" in shown
    assert ">Tron</th><td>Could not be asked<" in shown
    assert "Bitcoin" not in shown  # nothing lies there
    assert "2026-11-20 03:04 UTC" in shown


def test_each_transaction_is_named_by_chain_and_id() -> None:
    head = {"dossier": {"tx": "0xab", "chain": "ethereum", "name": "TX-1"}}
    open_ = {"dossier": {"tx": "ff", "chain": None}}
    files = {
        "transactions/TX-1.json": json.dumps(head).encode(),
        "transactions/b": json.dumps(open_).encode(),
    }
    shown = page(transactions=files)
    assert "<td>Ethereum</td><td>0xab</td>" in shown
    assert "<td>Not known</td><td>ff</td>" in shown


def test_what_a_chain_tells_is_text() -> None:
    trap = Holding(chain="ethereum", amount="1", symbol="<img src=x>")
    shown = page(Address(value="<script>", told_at=AT, holdings=(trap,)))
    assert "<img" not in shown
    assert "<script" not in shown
