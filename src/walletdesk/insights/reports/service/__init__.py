"""Use cases: keep what happened, count it, make reports of it."""
