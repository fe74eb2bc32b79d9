"""The arithmetic of staffing: what was, what comes, who is needed for it. No input, no output, no clock."""
