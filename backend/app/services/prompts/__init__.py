"""Prompt templates: what a model is told, with places for what is asked and found."""
