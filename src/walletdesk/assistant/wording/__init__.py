"""The optional model: it words an answer from our articles, and every sentence of it is checked."""
