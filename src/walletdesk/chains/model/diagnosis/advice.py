"""What each code means for the person who asks: in plain words, with what to do, who can, and what never to do.

The sentences are keys of the catalogue ``chains``. They promise nothing, and name no figure that may change.
"""

from typing import Final

from walletdesk.chains.model.diagnosis.advice_in_context import IN_CONTEXT
from walletdesk.chains.model.diagnosis.advice_words import NO_HELPER as _NO_HELPER
from walletdesk.chains.model.diagnosis.advice_words import NO_PHRASE as _NO_PHRASE
from walletdesk.chains.model.diagnosis.advice_words import NOT_TWICE as _NOT_TWICE
from walletdesk.chains.model.diagnosis.advice_words import Advice
from walletdesk.chains.model.diagnosis.codes import Actor, Code

_SAME_NUMBER = "If you send again, use the same number (nonce), or on Bitcoin the same coins: then only one of the two can ever be carried out."
_BAIT = "Send no coins to an address whose recovery phrase somebody gave you: such wallets are bait."
_LOOK_LATER = "Ask again in a few minutes with the same transaction id."

ADVICE: Final[dict[Code, Advice]] = {
    **IN_CONTEXT,
    Code.UNKNOWN: Advice(
        title="We could not find out",
        meaning="The chain could not be asked, or its answer did not fit together. This says nothing about your money.",
        steps=(_LOOK_LATER, "If you cannot wait, ask a person: we look at it together."),
        never=(_NO_PHRASE, "Do not send again because of this message."),
        actor=Actor.SUPPORT,
        reversible=False,
        article="contact-human",
    ),
    Code.NOT_FOUND: Advice(
        title="Nobody we asked knows it",
        meaning="Nobody we asked has seen a transaction with this id: it was never sent out, it was sent on another "
        "chain, it is too old for them, or the id is not complete.",
        steps=(
            "Check in your wallet which network it was sent on, and copy the id again from there.",
            "If it is still shown as waiting, tell us the sending address as well.",
        ),
        never=(_NOT_TWICE, _NO_PHRASE),
        actor=Actor.OWNER,
        reversible=True,
        article="incoming-not-received",
    ),
    Code.DROPPED: Advice(
        title="It was not carried out and no longer waits",
        meaning="The network has forgotten it, and its place is still free: its number (nonce), or on Bitcoin the coins that it would spend. The coins did not move.",
        steps=(
            "Check your balance, then send again from your wallet.",
            _SAME_NUMBER,
        ),
        never=(
            "Do not take it for gone for good: whoever holds a copy can send it out again while its place is free.",
            _NO_PHRASE,
        ),
        actor=Actor.OWNER,
        reversible=True,
        article="tx-speedup-cancel",
    ),
    Code.REPLACED: Advice(
        title="Another transaction took its place",
        meaning="Another one has its place: the same number (nonce) of the same address, or on Bitcoin the same coins. As a rule it was sent to take this place. A node that keeps no old ids says the same of one that was carried out long ago.",
        steps=(
            "Open your history: the one that took its place is there, often the same payment with a higher fee.",
            "If you neither sent nor replaced it yourself, tell us at once: somebody else may hold your key.",
        ),
        never=(_NO_PHRASE,),
        actor=Actor.OWNER,
        reversible=False,
        article="tx-speedup-cancel",
    ),
    Code.PENDING_NONCE_GAP: Advice(
        title="It waits for an earlier one that is missing",
        meaning="Transactions of one address are carried out in the order of their numbers. One with a smaller number "
        "is missing, so this one cannot be next.",
        steps=(
            "Send the missing one first: a payment of zero to yourself with that number is enough.",
            "If your wallet cannot choose the number, ask us which one is missing.",
        ),
        never=(_NOT_TWICE, _NO_PHRASE),
        actor=Actor.OWNER,
        reversible=True,
        article="tx-speedup-cancel",
    ),
    Code.INSUFFICIENT_FEE: Advice(
        title="The sending address lacks coins for the fee or a required minimum",
        meaning="Fees are paid in the chain's own coin, and some chains want a smallest amount of it kept as well. The address has too little for that. If the transaction still waits, it cannot be carried out now; if it failed, what was to be sent did not move.",
        steps=(
            "Send a little of the chain's own coin to the sending address, from an exchange or another address of yours.",
            "If it failed, send again after that. If it still waits, it may then be carried out by itself: do not send the amount a second time.",
        ),
        never=(
            _BAIT,
            _NO_PHRASE,
        ),
        actor=Actor.OWNER,
        reversible=True,
        article="tx-failed-gas",
    ),
    Code.INSUFFICIENT_BALANCE: Advice(
        title="The sending address has less than is to be sent",
        meaning="The address held less of the coin or token than is to be sent. If the transaction still waits, it cannot be carried out now; if it failed, what was to be sent did not move.",
        steps=(
            "Check the balance of the sending address on this network.",
            "If it failed, send again with a smaller amount. If it still waits, cancel it or replace it in your wallet first, so that not both are carried out.",
        ),
        never=(_NO_PHRASE,),
        actor=Actor.OWNER,
        reversible=True,
        article="tx-failed-gas",
    ),
    Code.PENDING_UNDERPRICED: Advice(
        title="It offers less than the network asks for now",
        meaning="The next block asks for a higher fee than this transaction offers, so it waits until the fee falls.",
        steps=(
            "Wait: it is carried out by itself when the fee falls.",
            "Or speed it up or cancel it in your wallet: with a higher fee and the same number, on Bitcoin the same coins.",
        ),
        never=(_NOT_TWICE, _NO_HELPER, _NO_PHRASE),
        actor=Actor.OWNER,
        reversible=True,
        article="tx-speedup-cancel",
    ),
    Code.PENDING: Advice(
        title="It waits for the next block",
        meaning="The network has it and nothing stands in its way.",
        steps=("Wait a little. You can follow it with the transaction id.",),
        never=(_NOT_TWICE, _NO_HELPER, _NO_PHRASE),
        actor=Actor.NETWORK,
        reversible=True,
        article="tx-pending",
    ),
    Code.EXPIRED: Advice(
        title="Its time is over",
        meaning="It was not carried out in the time it was signed for, and can never be carried out any more. What was to be sent is still at the sending address.",
        steps=(
            "Check your balance, then send again from your wallet.",
            "Sign soon after you begin: on some networks the time is less than a minute.",
        ),
        never=(_NO_HELPER, _NO_PHRASE),
        actor=Actor.OWNER,
        reversible=True,
        article="tx-pending",
    ),
    Code.TRON_PERMISSION_CHANGED: Advice(
        title="Other keys decide over this address",
        meaning="On TRON an address can be put under other keys. On this one keys other than its own have a say. Unless you set this up yourself, somebody else can stop you from moving what is there, and may move it.",
        steps=(
            "If you set this up yourself, sign with the other keys as well.",
            "If you did not, tell us at once: we look at it with you. Use a new wallet with a new recovery phrase for everything else.",
        ),
        never=(
            "Send no more coins or tokens to this address: TRX for a fee does not bring it back.",
            _NO_HELPER,
            _BAIT,
            _NO_PHRASE,
        ),
        actor=Actor.OWNER,
        reversible=False,
        article="multisig-hijack",
    ),
    Code.TRON_OUT_OF_ENERGY: Advice(
        title="It failed: the energy did not suffice",
        meaning="On TRON contracts run on energy, or on TRX burned for it. Both together did not suffice, or the fee limit was too low. What was to be sent is still at the sending address; the fee is spent.",
        steps=(
            "Look at how much energy and TRX the sending address has, and at the fee your wallet expects.",
            "Add TRX of your own or get energy, then send again. It takes more energy where the receiver never held the token.",
        ),
        never=(
            _BAIT,
            _NO_HELPER,
            _NO_PHRASE,
        ),
        actor=Actor.OWNER,
        reversible=False,
        article="tron-energy",
    ),
    Code.OUT_OF_GAS: Advice(
        title="It failed: the gas limit was too small",
        meaning="It was carried out until its gas limit was used up, then everything was taken back. What was to be "
        "sent is still at the sending address; the fee is spent.",
        steps=("Send again and leave the gas limit to your wallet, or set it higher.",),
        never=(_NO_HELPER, _NO_PHRASE),
        actor=Actor.OWNER,
        reversible=False,
        article="tx-failed-gas",
    ),
    Code.REVERTED: Advice(
        title="It failed: the contract refused",
        meaning="The contract, or the chain by one of its rules, refused, and everything was taken back. What was to be "
        "sent is still at the sending address; the fee is spent.",
        steps=(
            "Read the reason: it is in the words of the contract's makers, not ours.",
            "Change what it names (amount, balance, permission, time limit), then try a small amount.",
        ),
        never=(
            "Open no link and call no number that stands in a reason: anybody can write one.",
            _NO_PHRASE,
        ),
        actor=Actor.OWNER,
        reversible=False,
        article="tx-failed-gas",
    ),
    Code.MEMO_MISSING: Advice(
        title="The tag or memo is missing",
        meaning="The receiving address belongs to many people, and a tag or memo says for whom a payment is. This one "
        "has none. Either the chain refused it and only the fee is spent, or it arrived and its receiver does not know "
        "whose it is.",
        steps=(
            "Look at your balance: if the amount is still there, send again with the tag or memo that the receiver "
            "shows you.",
            "If it has left, ask the exchange or service that received it, with the transaction id, the amount and your "
            "account number there. Only they can credit it.",
        ),
        never=(_NO_HELPER, _NO_PHRASE),
        actor=Actor.SENDER_OR_RECIPIENT,
        reversible=False,
        article="missing-memo",
    ),
    Code.RECIPIENT_NOT_READY: Advice(
        title="The receiving address cannot take it yet",
        meaning="The receiver does not exist on this chain yet, or is not set up for this token. What was to be sent is "
        "still at the sending address, or came back to it; the fee is spent.",
        steps=(
            "Compare the receiving address from its first to its last character.",
            "Ask the receiver to set it up first: some chains want a smallest first amount, others that a token is added.",
            "Then send again.",
        ),
        never=(
            "Pay nobody who offers to activate an address for you: a first amount goes to the address itself.",
            _NO_PHRASE,
        ),
        actor=Actor.OWNER,
        reversible=True,
        article="account-activation",
    ),
    Code.OUT_OF_RESOURCES: Advice(
        title="It failed: the account lacks CPU, NET or RAM",
        meaning="On this chain an account pays with its shares of computing time (CPU), network (NET) and storage (RAM). "
        "It has too little of one of them, so that nothing was sent.",
        steps=(
            "If CPU or NET is named: wait, both refill by themselves, or have more of it assigned to the account.",
            "If RAM is named: buy a little more of it for the account.",
            "Then send again from your wallet.",
        ),
        never=(
            "Give nobody the keys of the account so that they can get resources for it: anybody can do that without them.",
            _NO_PHRASE,
        ),
        actor=Actor.OWNER,
        reversible=True,
        article="tx-failed-gas",
    ),
    Code.NOTHING_SENT: Advice(
        title="It was carried out, but nothing went out",
        meaning="The wallet's own program ran without an error, and yet no payment left it. Most often amount and fee "
        "together were more than the address held. What was to be sent is still there; the fee is spent.",
        steps=(
            "Check the balance of the sending address on this network.",
            "Send again with a smaller amount, so that enough is left for the fee.",
        ),
        never=(_NO_HELPER, _NO_PHRASE),
        actor=Actor.OWNER,
        reversible=True,
        article="tx-failed-gas",
    ),
    Code.DELIVERED_LESS: Advice(
        title="Less arrived than was named",
        meaning="The sender allowed that less is delivered than the payment names. Only what was delivered arrived. This "
        "is also used to fake deposits.",
        steps=(
            "Go by the delivered amount: no more than that has arrived.",
            "If somebody owes you the rest, ask them for it before you hand anything over.",
        ),
        never=(
            "Hand over nothing because a payment names a large amount.",
            _NO_PHRASE,
        ),
        actor=Actor.OWNER,
        reversible=False,
        article="incoming-not-received",
    ),
    Code.UNLIMITED_APPROVAL: Advice(
        title="It permits somebody to take all of a token",
        meaning="It was carried out. It allows another address to move this token from yours without limit, now and "
        "later, without asking again.",
        steps=(
            "If you do not know that address, or no longer use it, take the permission back in your wallet now.",
            "If tokens have left already, tell us at once.",
        ),
        never=(
            "Take nothing back on a site that somebody sent you: open the page of your wallet.",
            _NO_PHRASE,
        ),
        actor=Actor.OWNER,
        reversible=True,
        article="approval-revoke",
    ),
    Code.CONFIRMED_TO_CONTRACT: Advice(
        title="It arrived at a contract",
        meaning="It was carried out. What received it is a program, not a wallet. That is right for a deposit, a swap "
        "or an exchange; otherwise only the makers of that program can move it, and often nobody can.",
        steps=(
            "Check that this is the address you wanted to send to.",
            "If it belongs to a service, ask that service, with the transaction id.",
        ),
        never=(_NO_HELPER, _NO_PHRASE),
        actor=Actor.RECIPIENT,
        reversible=False,
        article="wrong-address",
    ),
    Code.CONFIRMED_TOKEN_HIDDEN: Advice(
        title="The token arrived; the app may not show it",
        meaning="It was carried out, and the token is at the receiving address. Whether an app shows it is a matter of "
        "its list of tokens.",
        steps=(
            "Open the receiving address on the same network and add the token by its contract address.",
            "If the receiver is an exchange, ask there: only the exchange can credit it.",
        ),
        never=(
            "If you did not expect this token, do not swap it and open no link in its name.",
            _NO_PHRASE,
        ),
        actor=Actor.OWNER,
        reversible=False,
        article="token-not-shown",
    ),
    Code.CONFIRMED: Advice(
        title="It was carried out",
        meaning="The network has carried it out. Nobody can take it back.",
        steps=(
            "Check the receiving address and its balance on the same network.",
            "If the receiver is an exchange, ask there: only the exchange can credit it.",
        ),
        never=(_NO_HELPER, _NO_PHRASE),
        actor=Actor.RECIPIENT,
        reversible=False,
        article="incoming-not-received",
    ),
}

ACTORS: Final[dict[Actor, str]] = {
    Actor.OWNER: "Whoever holds the key of the sending or receiving address can act.",
    Actor.RECIPIENT: "Only whoever received it can send it back.",
    Actor.SENDER_OR_RECIPIENT: "If it was refused, whoever sent it can send again. If it arrived, only whoever received it can act.",
    Actor.PROVIDER: "Only the provider that holds it can send it.",
    Actor.NETWORK: "The network does it by itself.",
    Actor.SUPPORT: "We look at it.",
}
