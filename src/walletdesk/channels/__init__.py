"""The media people write by: one folder each, inbound and outbound behind the same interface."""
