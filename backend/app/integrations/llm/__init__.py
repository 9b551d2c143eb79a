"""Language models behind one port."""

from app.integrations.llm.base import (
    ChatModel,
    Completion,
    Delta,
    ModelEndpoint,
    Prompt,
    PromptMessage,
    TokenUsage,
)
from app.integrations.llm.connections import ChatModels

__all__ = [
    "ChatModel",
    "ChatModels",
    "Completion",
    "Delta",
    "ModelEndpoint",
    "Prompt",
    "PromptMessage",
    "TokenUsage",
]
