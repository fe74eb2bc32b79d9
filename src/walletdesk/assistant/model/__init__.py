"""The bot's rules: no I/O, no clock."""
