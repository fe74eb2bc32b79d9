"""What the codes mean that rest on what is known beside the chain's own word. The rest is in ``advice``."""

from typing import Final

from walletdesk.chains.model.diagnosis.advice_words import NO_HELPER, NO_PHRASE, NOT_TWICE, Advice
from walletdesk.chains.model.diagnosis.codes import Actor, Code

IN_CONTEXT: Final[dict[Code, Advice]] = {
    Code.ADDRESS_POISONING: Advice(
        title="The address looks like another one that you paid or meant",
        meaning="It was carried out. The address that received it begins and ends like another one that you paid or meant, but they are two. Such addresses are made on purpose, so that people copy the wrong one from their history. Which of the two is the right one only you and whoever was to be paid know.",
        steps=(
            "Compare all letters of both addresses, not only the two ends.",
            "Tell us at once and keep the transaction id: you need it for a report to the police.",
            "Take addresses from your address book or from whoever is to be paid, never from the history.",
        ),
        never=(
            NO_HELPER,
            "Send nothing more to either address until you have compared it with whoever is to be paid.",
            NO_PHRASE,
        ),
        actor=Actor.RECIPIENT,
        reversible=False,
        article="wrong-address",
    ),
    Code.WRONG_ADDRESS: Advice(
        title="It went to another address than the one you meant",
        meaning="It was carried out, and what received it is not the address you told us. Nobody but whoever holds that address can send it back.",
        steps=(
            "Check whether the receiving address is one of your own, in another wallet or account.",
            "If it belongs to a service or somebody you know, ask them, with the transaction id.",
        ),
        never=(NO_HELPER, NO_PHRASE),
        actor=Actor.RECIPIENT,
        reversible=False,
        article="wrong-address",
    ),
    Code.WRONG_NETWORK: Advice(
        title="It seems to be on another network than was meant",
        meaning="It was carried out, but on another network than the one that was named, or at an address that is a program on another network and not here. It is not on both.",
        steps=(
            "Open the receiving address in your wallet on the network named below: if it is your own, what you sent is there.",
            "If the address belongs to an exchange or another service, ask it, with the transaction id and the network: only it can say what can be done.",
        ),
        never=("Do not send a second amount to try it out.", NO_HELPER, NO_PHRASE),
        actor=Actor.RECIPIENT,
        reversible=False,
        article="wrong-network-deposit",
    ),
    Code.BRIDGE_IN_TRANSIT: Advice(
        title="It is with the bridge",
        meaning="It was carried out, and a bridge has received it. The bridge pays out on the other network by its own rules; whether it has done so cannot be seen here.",
        steps=(
            "Look the transaction id up on the bridge's own page, opened from your bookmark and not from a message.",
            "If its time is over, ask the bridge, with the transaction id.",
        ),
        never=(NOT_TWICE, NO_HELPER, NO_PHRASE),
        actor=Actor.RECIPIENT,
        reversible=False,
        article="bridge-stuck",
    ),
    Code.EXCHANGE_NOT_CREDITED: Advice(
        title="It arrived at the exchange",
        meaning="It was carried out, and it is at an address of an exchange. When it shows up in your account there is for the exchange alone to decide: it waits for a number of blocks, and for its own checks.",
        steps=(
            "Compare network, address and, where one is asked for, tag or memo with the deposit page of the exchange.",
            "If they are right and it is not in your account, ask the exchange, with the transaction id, amount and time.",
        ),
        never=("Give a login or code of the exchange to nobody.", NO_HELPER, NO_PHRASE),
        actor=Actor.RECIPIENT,
        reversible=False,
        article="exchange-not-credited",
    ),
    Code.WITHDRAWAL_HELD: Advice(
        title="The provider has not sent it yet",
        meaning="Nothing of it is on any network yet: the provider still holds it, and only the provider can say why.",
        steps=(
            "Look in your account with the provider for a message or a check that waits for you.",
            "Ask the provider, with the number of the withdrawal. When there is a transaction id, send it to us.",
        ),
        never=("Pay no fee or tax to have it released, to nobody.", NO_HELPER, NO_PHRASE),
        actor=Actor.PROVIDER,
        reversible=False,
        article="exchange-not-credited",
    ),
    Code.ABNORMAL_FEE: Advice(
        title="It was carried out for an unusually high fee",
        meaning="It was carried out. It paid much more for its fee than others in the same block. The network has the fee; nobody can take it back.",
        steps=(
            "Before you send again look at the fee that your wallet suggests, and do not change it by hand.",
            "If a page or an app set this fee, do not use it any more, and tell us.",
        ),
        never=("Pay nobody who promises to bring the fee back.", NO_PHRASE),
        actor=Actor.NETWORK,
        reversible=False,
        article="gas-fee-high",
    ),
}
