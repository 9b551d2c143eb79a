"""Evaluation: question sets with known answers, runs over them, and what they measured."""
