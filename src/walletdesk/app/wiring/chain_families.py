"""How the chains of each family are asked: one line a family, from the operator's addresses to a source."""

from collections.abc import Callable, Mapping, Sequence
from time import monotonic
from typing import Final

from walletdesk.chains import Chain, Family
from walletdesk.chains.ports import ChainSource
from walletdesk.chains.sources.door import Send
from walletdesk.chains.sources.endpoint import Endpoints, evm_endpoint
from walletdesk.chains.sources.evm import EvmSource

Build = Callable[[Chain, Sequence[str], Send], ChainSource]


def _evm(chain: Chain, urls: Sequence[str], send: Send) -> ChainSource:
    number = int(chain.chain_id or 0)
    ways = [evm_endpoint(send, url, chain=chain.id, chain_id=number, now=monotonic) for url in urls]
    return EvmSource(*Endpoints(ways).each)


FAMILIES: Final[Mapping[Family, Build]] = {Family.EVM: _evm}
