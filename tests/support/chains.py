"""Sources of chains as tests want them."""

import time
from urllib.parse import urlsplit

from walletdesk.chains.sources.endpoint import Endpoint, Endpoints
from walletdesk.chains.sources.evm import EvmSource
from walletdesk.platform.connector import Connector
from walletdesk.platform.settings.schema import ConnectorSettings


def source_of(url: str, chain_id: int) -> EvmSource:
    """Through the real connector, as in an installation."""
    connector = Connector(ConnectorSettings(may_reach=[urlsplit(url).netloc]))
    endpoint = Endpoint(connector.send, url, chain="test", chain_id=chain_id, now=time.monotonic)
    return EvmSource(Endpoints([endpoint]))
