"""Retrieval: one path from a question to passages, for every feature that needs them."""
