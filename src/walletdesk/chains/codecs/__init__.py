"""The forms in which chains write addresses, each with its checksum. No chain is known here by its name."""
