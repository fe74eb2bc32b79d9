"""Readers of the chains whose facts have one shape (``LedgerFacts``): one file a family."""
