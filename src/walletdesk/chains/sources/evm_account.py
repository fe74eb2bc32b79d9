"""What one EVM endpoint says of an address: its coins, what stands there, and the permissions still in force.

Permissions leave a log when they are given. So the logs tell which were ever given, and the tokens themselves
which of them hold now. Permissions that were only signed, and never sent, leave no log.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from walletdesk.chains.model.account import OF_ALL, Account, Allowance
from walletdesk.chains.model.diagnosis import Holder, Trouble
from walletdesk.chains.model.diagnosis.moves import APPROVAL, APPROVAL_FOR_ALL
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources import evm_answers as answers
from walletdesk.chains.sources.evm_logs import Given, given_in
from walletdesk.chains.sources.json_rpc import Call, Failure, Line, Reply

_ALLOWANCE: Final = "0xdd62ed3e"  # allowance(address,address)
_FOR_ALL: Final = "0xe985e9c5"  # isApprovedForAll(address,address)
_APPROVED: Final = "0x081812fc"  # getApproved(uint256)
_SYMBOL, _DECIMALS = "0x95d89b41", "0x313ce567"
SPANS: Final = (10**9, 100_000, 10_000, 2_000, 500)  # blocks in one question: providers differ widely
QUESTIONS: Final = 24  # for logs of one address on one chain: a person is waiting
MOST: Final = 100  # permissions that are asked about, the newest first


@dataclass(frozen=True, slots=True)
class _Searched:
    given: tuple[Given, ...]
    begun: int | None


class AccountLook:
    def __init__(self, line: Line) -> None:
        self._line = line

    async def at(self, address: str) -> Account:
        """Raise NoAnswer."""
        head, balance, nonce, code = await self._line.ask(
            [
                Call("eth_blockNumber"),
                Call("eth_getBalance", (address, "latest")),
                Call("eth_getTransactionCount", (address, "latest")),
                Call("eth_getCode", (address, "latest")),
            ]
        )
        holder = answers.holder_in(code)
        account = Account(
            address=address,
            head=_needed(answers.block_in(head)),
            balance=_needed(answers.amount_in(balance)),
            nonce=_needed(answers.nonce_in(nonce)),
            holder=holder,
            delegate=answers.delegate_in(code) if holder is Holder.DELEGATED else None,
        )
        searched = await self._searched(address, account.head)
        allowances, unread = await self._in_force(address, searched.given)
        return replace(account, allowances=allowances, searched_from=searched.begun, unread=unread)

    async def _searched(self, address: str, head: int) -> _Searched:
        """From the newest block backwards, in steps that the endpoint takes, as far as we may ask."""
        found: list[Given] = []
        spans, end = list(SPANS), head
        for _ in range(QUESTIONS):
            if end < 0 or not spans:
                break
            begin = max(0, end - spans[0] + 1)
            given = await self._given(address, begin, end)
            if given is None:
                spans = [span for span in spans[1:] if span < end - begin + 1]
                continue
            found += given
            end = begin - 1
        return _Searched(tuple(found), None if end == head else end + 1)

    async def _given(self, address: str, begin: int, end: int) -> Sequence[Given] | None:
        """None where so many blocks are too many for it."""
        topics = ((APPROVAL, APPROVAL_FOR_ALL), _word(address))
        (logs,) = await self._line.ask(
            [Call("eth_getLogs", ({"fromBlock": hex(begin), "toBlock": hex(end), "topics": topics},))]
        )
        return None if isinstance(logs, Failure) else given_in(logs, address, begin, end)

    async def _in_force(self, owner: str, given: Sequence[Given]) -> tuple[tuple[Allowance, ...], int]:
        once = list(dict.fromkeys(replace(one, block=0) for one in _newest_first(given)))
        asked, left = once[:MOST], once[MOST:]
        replies = await self._line.ask([_question(owner, one) for one in asked]) if asked else []
        told = [_allowance(one, reply) for one, reply in zip(asked, replies, strict=True)]
        allowances = [one for one in told if one is not None and one.amount]
        unread = sum(one is None for one in told) + len(left)
        return await self._named(allowances), unread

    async def _named(self, allowances: Sequence[Allowance]) -> tuple[Allowance, ...]:
        tokens = list(dict.fromkeys(one.token for one in allowances))
        calls = [_asked(token, what) for token in tokens for what in (_SYMBOL, _DECIMALS)]
        replies = await self._line.ask(calls) if calls else []
        names = dict(zip(tokens, map(answers.token_in, replies[::2], replies[1::2]), strict=True))
        return tuple(
            replace(one, symbol=names[one.token].symbol, decimals=names[one.token].decimals)
            for one in allowances
        )


def _newest_first(given: Iterable[Given]) -> list[Given]:
    return sorted(given, key=lambda one: -one.block)


def _question(owner: str, one: Given) -> Call:
    if one.item is not None:
        return _asked(one.token, f"{_APPROVED}{one.item:064x}")
    which = _FOR_ALL if one.for_all else _ALLOWANCE
    return _asked(one.token, which + _word(owner)[2:] + _word(one.spender)[2:])


def _allowance(one: Given, reply: Reply) -> Allowance | None:
    """None where the token does not answer; of nothing, where it holds no more. Raise NoAnswer."""
    if isinstance(reply, Failure):
        return None
    number = answers.word_in(reply)
    if number is None:
        return None
    if one.item is not None:
        number = int(number == int(one.spender, 16))
    elif one.for_all:
        number = OF_ALL if number else 0
    return Allowance(token=one.token, spender=one.spender, amount=number, for_all=one.for_all, item=one.item)


def _asked(contract: str, data: str) -> Call:
    return Call("eth_call", ({"to": contract, "data": data}, "latest"))


def _word(address: str) -> str:
    return "0x" + address[2:].zfill(64)


def _needed(number: int | None) -> int:
    if number is None:
        raise NoAnswer(Trouble.UNREADABLE)
    return number
