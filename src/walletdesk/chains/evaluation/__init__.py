"""How good each part is on rows that were judged before: what ``walletdesk eval`` prints and writes."""
