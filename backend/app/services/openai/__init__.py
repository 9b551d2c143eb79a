"""Deployments and embedding models as OpenAI's API offers them."""
