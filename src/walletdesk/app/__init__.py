"""Putting it together: the command line, the server, and the one place that knows everyone."""
