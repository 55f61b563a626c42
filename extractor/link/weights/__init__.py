"""Learned weights, a file a link; `python -m tests.learn` writes them and says on what they were learned."""
