"""Facts, figures, and what is counted from them."""
