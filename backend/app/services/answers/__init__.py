"""Answers: how a question becomes one, whoever asked it."""
