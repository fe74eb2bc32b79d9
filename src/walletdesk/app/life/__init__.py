"""Life for a demonstration: people who ask and answer, all through the doors that everybody uses."""
