"""How fast, how large: ``python -m tests.bench`` measures everything in one run and prints the figures."""
