"""Technical services with no opinion about support: storage, delivery of events, HTTP, live lines."""
