"""Finding what a question is about: by meaning where the extra is installed, and how sure that is."""
