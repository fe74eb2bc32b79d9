"""A Solana network inside the test: LiteSVM runs the transactions, a thin interface answers as a node does.

The answers have the form that solana.com/docs/rpc/http documents for ``getTransaction`` and the others.
"""

import base64
import json
from collections.abc import Sequence
from typing import Any, Final

import msgspec
from solders.compute_budget import set_compute_unit_limit
from solders.instruction import AccountMeta, Instruction
from solders.keypair import Keypair
from solders.litesvm import LiteSVM
from solders.message import Message, MessageV0
from solders.pubkey import Pubkey
from solders.system_program import CreateAccountParams, TransferParams, create_account, transfer
from solders.transaction import VersionedTransaction

from walletdesk.chains.model.diagnosis.solana_facts import TOKEN
from walletdesk.chains.sources.json_rpc import Call, Reply, Result

Json = dict[str, Any]
PROGRAM: Final = Pubkey.from_string(TOKEN)
ACCOUNTS: Final = Pubkey.from_string("ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL")
SYSTEM: Final = Pubkey.from_string("11111111111111111111111111111111")
MEMO: Final = Pubkey.from_string("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr")
EVERYTHING: Final = 2**64 - 1
_SLOT: Final = 350_000_000
_HEIGHT: Final = 328_000_000


def pay(sender: Keypair, to: Pubkey, lamports: int) -> Instruction:
    return transfer(TransferParams(from_pubkey=sender.pubkey(), to_pubkey=to, lamports=lamports))


def at_most(units: int) -> Instruction:
    return set_compute_unit_limit(units)


def note(text: bytes) -> Instruction:
    return Instruction(MEMO, text, [])


def token_account(owner: Pubkey, mint: Pubkey) -> Pubkey:
    """Where tokens of an owner are kept by everybody's convention."""
    return Pubkey.find_program_address([bytes(owner), bytes(PROGRAM), bytes(mint)], ACCOUNTS)[0]


def open_account(payer: Keypair, owner: Pubkey, mint: Pubkey) -> Instruction:
    places = [
        AccountMeta(payer.pubkey(), is_signer=True, is_writable=True),
        AccountMeta(token_account(owner, mint), is_signer=False, is_writable=True),
        *(AccountMeta(one, is_signer=False, is_writable=False) for one in (owner, mint, SYSTEM, PROGRAM)),
    ]
    return Instruction(ACCOUNTS, b"", places)


def of_token(
    tag: int, signer: Keypair, *writable: Pubkey, amount: int | None = None, more: bytes = b""
) -> Instruction:
    """An instruction of the token program: who signs stands last."""
    data = bytes([tag]) + (b"" if amount is None else amount.to_bytes(8, "little")) + more
    places = [AccountMeta(one, is_signer=False, is_writable=True) for one in writable]
    return Instruction(
        PROGRAM, data, [*places, AccountMeta(signer.pubkey(), is_signer=True, is_writable=False)]
    )


def send_token(owner: Keypair, source: Pubkey, to: Pubkey, amount: int) -> Instruction:
    return of_token(3, owner, source, to, amount=amount)


class Ledger:
    """Fits the port ``Line``. What was sent is known by its id from then on."""

    def __init__(self) -> None:
        self.svm = LiteSVM()
        self._told: dict[str, Json] = {}
        self._level: dict[str, str] = {}
        self._made = 0

    def somebody(self, lamports: int = 10**9) -> Keypair:
        """The same in every run."""
        self._made += 1
        person = Keypair.from_seed(self._made.to_bytes(32, "big"))
        if lamports:
            self.svm.airdrop(person.pubkey(), lamports)
        return person

    def mint(self, owner: Keypair, decimals: int = 6) -> Pubkey:
        """A new token that its owner makes more of, and can freeze."""
        it = self.somebody(0)
        rent = self.svm.minimum_balance_for_rent_exemption(82)
        begun = create_account(
            CreateAccountParams(
                from_pubkey=owner.pubkey(), to_pubkey=it.pubkey(), lamports=rent, space=82, owner=PROGRAM
            )
        )
        keys = bytes([20, decimals]) + bytes(owner.pubkey()) + b"\x01" + bytes(owner.pubkey())
        named = Instruction(PROGRAM, keys, [AccountMeta(it.pubkey(), is_signer=False, is_writable=True)])
        self.send(owner, begun, named, signers=[it])
        return it.pubkey()

    def hold(self, owner: Keypair, mint: Pubkey, issuer: Keypair, amount: int) -> Pubkey:
        """A token account with something in it."""
        place = token_account(owner.pubkey(), mint)
        self.send(issuer, open_account(issuer, owner.pubkey(), mint))
        if amount:
            self.send(issuer, of_token(7, issuer, mint, place, amount=amount))
        return place

    def send(
        self,
        payer: Keypair,
        *instructions: Instruction,
        signers: Sequence[Keypair] = (),
        level: str = "finalized",
        version: bool = False,
    ) -> str:
        """Its id. It is carried out at once, well or not."""
        self.svm.expire_blockhash()  # so that the same payment twice is two transactions
        hash = self.svm.latest_blockhash()
        listed = list(instructions)
        if version:
            message: Message | MessageV0 = MessageV0.try_compile(payer.pubkey(), listed, [], hash)
        else:
            message = Message.new_with_blockhash(listed, payer.pubkey(), hash)
        signed = VersionedTransaction(message, [payer, *signers])
        before = self._balances(signed)
        told = self.svm.send_transaction(signed)
        id = str(signed.signatures[0])
        self._told[id] = self._answer(signed, told, before, self._balances(signed))
        self._level[id] = level
        return id

    async def ask(self, calls: Sequence[Call]) -> Sequence[Reply]:
        return [Result(msgspec.json.encode(self._result(call))) for call in calls]

    def _result(self, call: Call) -> object:
        match call.method:
            case "getSignatureStatuses":
                return {"context": {"slot": _SLOT + 40}, "value": [self._status(call.params[0][0])]}
            case "getTransaction":
                id = call.params[0]
                return self._told[id] if self._level.get(id, "processed") != "processed" else None
            case "getBlockHeight":
                return _HEIGHT
            case "getLatestBlockhash":
                value = {"blockhash": "1" * 32, "lastValidBlockHeight": _HEIGHT + 152}
                return {"context": {"slot": _SLOT}, "value": value}
            case "getMinimumBalanceForRentExemption":
                return self.svm.minimum_balance_for_rent_exemption(call.params[0])
            case _:
                raise AssertionError(call.method)

    def _status(self, id: str) -> Json | None:
        if id not in self._told:
            return None
        error = self._told[id]["meta"]["err"]
        return {
            "slot": _SLOT,
            "confirmations": None,
            "err": error,
            "status": {"Ok": None} if error is None else {"Err": error},
            "confirmationStatus": self._level[id],
        }

    def _balances(self, signed: VersionedTransaction) -> tuple[list[int], list[Json]]:
        lamports, tokens = [], []
        for place, key in enumerate(signed.message.account_keys):
            found = self.svm.get_account(key)
            lamports.append(found.lamports if found else 0)
            if found and found.owner == PROGRAM and len(found.data) == 165:
                tokens.append(self._token(place, bytes(found.data)))
        return lamports, tokens

    def _token(self, place: int, data: bytes) -> Json:
        mint, amount = Pubkey.from_bytes(data[:32]), int.from_bytes(data[64:72], "little")
        described = self.svm.get_account(mint)
        assert described is not None
        shown = {"amount": str(amount), "decimals": bytes(described.data)[44], "uiAmountString": str(amount)}
        return {
            "accountIndex": place,
            "mint": str(mint),
            "owner": str(Pubkey.from_bytes(data[32:64])),
            "programId": TOKEN,
            "uiTokenAmount": shown,
        }

    def _answer(self, signed: VersionedTransaction, told: Any, before: Any, after: Any) -> Json:  # noqa: ANN401
        is_failed = hasattr(told, "err")
        meta = told.meta() if is_failed else told
        inner = [
            {"index": index, "instructions": [_compiled(one.instruction()) for one in each]}
            for index, each in enumerate(meta.inner_instructions())
            if each
        ]
        return {
            "slot": _SLOT,
            "blockTime": 1_777_445_121,
            "version": 0 if isinstance(signed.message, MessageV0) else "legacy",
            "transaction": [base64.b64encode(bytes(signed)).decode(), "base64"],
            "meta": {
                "err": _error(told.err()) if is_failed else None,
                "fee": meta.fee(),
                "preBalances": before[0],
                "postBalances": after[0],
                "preTokenBalances": before[1],
                "postTokenBalances": after[1],
                "innerInstructions": inner,
                "logMessages": meta.logs(),
                "loadedAddresses": {"writable": [], "readonly": []},
                "computeUnitsConsumed": meta.compute_units_consumed(),
                "rewards": [],
            },
        }


def _compiled(one: Any) -> Json:  # noqa: ANN401
    from walletdesk.chains.codecs.base58s import plain  # noqa: PLC0415

    told = {
        "programIdIndex": one.program_id_index,
        "accounts": list(one.accounts),
        "data": plain(bytes(one.data)),
    }
    return told | {"stackHeight": 2}


def _error(error: Any) -> object:  # noqa: ANN401
    """As nodes write it, from the words that solders has for it."""
    name = type(error).__name__.removeprefix("TransactionError")
    if name == "InstructionError":
        why = error.err
        inside = {"Custom": why.code} if hasattr(why, "code") else str(why).rpartition(".")[2]
        return {name: [error.index, inside]}
    if name == "InsufficientFundsForRent":
        return {name: {"account_index": json.loads(error.to_json())["account_index"]}}
    return str(error).rpartition(".")[2]
