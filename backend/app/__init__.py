"""LLM Builder: from documents to deployed, cited assistants."""
