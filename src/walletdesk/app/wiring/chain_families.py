"""How the chains of each family are asked: one line a family, from the operator's addresses to a source."""

from collections.abc import Callable, Mapping, Sequence
from time import monotonic
from typing import Final

from walletdesk.chains import Block, Chain, Family
from walletdesk.chains.ports import ChainSource
from walletdesk.chains.sources.bitcoin import BitcoinSource
from walletdesk.chains.sources.bitcoin import is_of as is_of_bitcoin
from walletdesk.chains.sources.door import Door, Send
from walletdesk.chains.sources.endpoint import Endpoint, Endpoints, Proof, evm_endpoint
from walletdesk.chains.sources.evm import EvmSource
from walletdesk.chains.sources.ledgers.aptos import AptosReader, aptos_fits
from walletdesk.chains.sources.ledgers.cosmos import CosmosReader, cosmos_fits
from walletdesk.chains.sources.ledgers.eos import EosReader, eos_fits
from walletdesk.chains.sources.ledgers.looking import LedgerSource
from walletdesk.chains.sources.ledgers.stellar import StellarReader, stellar_fits
from walletdesk.chains.sources.ledgers.sui import SuiReader, sui_proof
from walletdesk.chains.sources.ledgers.ton import TonReader, ton_fits
from walletdesk.chains.sources.ledgers.xrp import XrpReader, xrp_fits
from walletdesk.chains.sources.pages import Fits, PageEndpoint, PageEndpoints
from walletdesk.chains.sources.solana import SolanaSource, solana_proof
from walletdesk.chains.sources.tron import TronSource
from walletdesk.chains.sources.tron import is_of as is_of_tron

Build = Callable[[Chain, Sequence[str], Send], ChainSource]


def _evm(chain: Chain, urls: Sequence[str], send: Send) -> ChainSource:
    number = int(chain.chain_id or 0)
    ways = [evm_endpoint(send, url, chain=chain.id, chain_id=number, now=monotonic) for url in urls]
    return EvmSource(*Endpoints(ways).each)


def _tron(chain: Chain, urls: Sequence[str], send: Send) -> ChainSource:
    return TronSource(_pages(chain, urls, send, is_of_tron(_proof(chain).id)))


def _bitcoin(chain: Chain, urls: Sequence[str], send: Send) -> ChainSource:
    proof = _proof(chain)
    return BitcoinSource(_pages(chain, urls, send, is_of_bitcoin(proof.id, proof.height)))


def _solana(chain: Chain, urls: Sequence[str], send: Send) -> ChainSource:
    return SolanaSource(_calls(chain, urls, send, solana_proof(_proof(chain).id)))


def _calls(chain: Chain, urls: Sequence[str], send: Send, proof: Proof) -> Endpoints:
    return Endpoints([Endpoint(Door(send, url, chain=chain.id, now=monotonic), proof) for url in urls])


def _pages(chain: Chain, urls: Sequence[str], send: Send, fits: Fits) -> PageEndpoints:
    return PageEndpoints([PageEndpoint(Door(send, url, chain=chain.id, now=monotonic), fits) for url in urls])


def _xrp(chain: Chain, urls: Sequence[str], send: Send) -> ChainSource:
    fits = xrp_fits(int(chain.chain_id or 0))
    return LedgerSource(XrpReader(_pages(chain, urls, send, fits)))


def _stellar(chain: Chain, urls: Sequence[str], send: Send) -> ChainSource:
    fits = stellar_fits(str(chain.chain_id))
    return LedgerSource(StellarReader(_pages(chain, urls, send, fits)))


def _ton(chain: Chain, urls: Sequence[str], send: Send) -> ChainSource:
    fits = ton_fits(int(chain.chain_id or 0))
    return LedgerSource(TonReader(_pages(chain, urls, send, fits), chain.coin.symbol))


def _cosmos(chain: Chain, urls: Sequence[str], send: Send) -> ChainSource:
    fits = cosmos_fits(str(chain.chain_id))
    return LedgerSource(CosmosReader(_pages(chain, urls, send, fits), chain.coin))


def _eos(chain: Chain, urls: Sequence[str], send: Send) -> ChainSource:
    return LedgerSource(EosReader(_pages(chain, urls, send, eos_fits(str(chain.chain_id)))))


def _aptos(chain: Chain, urls: Sequence[str], send: Send) -> ChainSource:
    return LedgerSource(AptosReader(_pages(chain, urls, send, aptos_fits(int(chain.chain_id or 0)))))


def _sui(chain: Chain, urls: Sequence[str], send: Send) -> ChainSource:
    return LedgerSource(SuiReader(_calls(chain, urls, send, sui_proof(str(chain.chain_id)))))


# What chains of a family call themselves (``chain_id``): an endpoint that says otherwise is not believed.
CALLED: Final[Mapping[Family, type[int | str]]] = {
    Family.EVM: int,
    Family.XRP: int,
    Family.STELLAR: str,
    Family.TON: int,
    Family.COSMOS: str,
    Family.EOS: str,
    Family.APTOS: int,
    Family.SUI: str,
}
# Those need ``proof`` in the chain table.
PROVEN_BY_BLOCK: Final = frozenset({Family.BITCOIN, Family.SOLANA, Family.TRON})
FAMILIES: Final[Mapping[Family, Build]] = {
    Family.EVM: _evm,
    Family.BITCOIN: _bitcoin,
    Family.SOLANA: _solana,
    Family.TRON: _tron,
    Family.XRP: _xrp,
    Family.STELLAR: _stellar,
    Family.TON: _ton,
    Family.COSMOS: _cosmos,
    Family.EOS: _eos,
    Family.APTOS: _aptos,
    Family.SUI: _sui,
}


def _proof(chain: Chain) -> Block:
    """Raise ValueError: a chain that cannot be told from others is not asked about."""
    if chain.proof is None:
        raise ValueError(chain.id)
    return chain.proof
