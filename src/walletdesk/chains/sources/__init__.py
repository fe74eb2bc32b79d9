"""Who is asked about a chain: adapters of the port ``ChainSource`` over the guarded connector."""
