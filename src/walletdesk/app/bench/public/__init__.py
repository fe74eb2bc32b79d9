"""The public sets of intents, answered by our own engine: what ``walletdesk eval answers --dataset`` does."""
