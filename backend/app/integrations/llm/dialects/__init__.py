"""The APIs that model servers speak."""

from app.integrations.llm.base import Dialect as DialectName
from app.integrations.llm.dialects.anthropic import AnthropicDialect
from app.integrations.llm.dialects.base import GARBAGE, AnswerReader, Dialect, Request, parsed
from app.integrations.llm.dialects.ollama import OllamaDialect
from app.integrations.llm.dialects.openai import OpenAIDialect

DIALECTS: dict[DialectName, Dialect] = {
    "openai": OpenAIDialect(),
    "ollama": OllamaDialect(),
    "anthropic": AnthropicDialect(),
}

__all__ = ["DIALECTS", "GARBAGE", "AnswerReader", "Dialect", "Request", "parsed"]
