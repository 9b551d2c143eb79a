"""Deployments: a model with the knowledge it answers from."""
