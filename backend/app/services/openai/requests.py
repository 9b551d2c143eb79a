"""What a request for a completion says, in our own terms."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.integrations.llm import OutputSchema, PromptMessage, Tool, ToolCall
from app.integrations.llm.base import Role
from app.schemas.deployments import DeploymentConfig
from app.schemas.openai import ChatCompletionRequest, MessageIn, NamedTool
from app.services.answers.wishes import Wishes


@dataclass(frozen=True, slots=True)
class Asked:
    """The question, and what the program wishes besides."""

    question: str
    wishes: Wishes


def understand(request: ChatCompletionRequest) -> Asked:
    """Tell the question, the user's last message, from what is around it."""
    spoken = [each for each in request.messages if each.role not in ("system", "developer")]
    at = max(index for index, message in enumerate(spoken) if message.role == "user")
    wishes = Wishes(
        instructions=_instructions(request.messages),
        earlier=tuple(map(_turn, spoken[:at])),
        later=tuple(map(_turn, spoken[at + 1 :])),
        top_p=request.top_p,
        stop=_stop(request.stop),
        seed=request.seed,
        tools=_tools(request),
        tool_choice=_tool_choice(request),
        output=_output(request),
    )
    return Asked(spoken[at].text, wishes)


def configured(config: DeploymentConfig, request: ChatCompletionRequest) -> DeploymentConfig:
    """The deployment's configuration as the request narrows it.

    An answer may be wanted shorter than the deployment allows, never longer.
    """
    wanted = request.max_completion_tokens or request.max_tokens or config.max_tokens
    changes: dict[str, float | int] = {"max_tokens": min(wanted, config.max_tokens)}
    if request.temperature is not None:
        changes["temperature"] = request.temperature
    return config.model_copy(update=changes)


def _instructions(messages: Sequence[MessageIn]) -> str:
    texts = (each.text for each in messages if each.role in ("system", "developer"))
    return "\n\n".join(filter(None, texts))


def _turn(message: MessageIn) -> PromptMessage:
    calls = tuple(
        ToolCall(call.id, call.function.name, call.function.arguments)
        for call in message.tool_calls or ()
    )
    role: Role = "system" if message.role == "developer" else message.role
    return PromptMessage(role, message.text, calls, message.tool_call_id)


def _stop(stop: str | list[str] | None) -> tuple[str, ...]:
    return (stop,) if isinstance(stop, str) else tuple(stop or ())


def _tools(request: ChatCompletionRequest) -> tuple[Tool, ...]:
    return tuple(
        Tool(tool.function.name, tool.function.description or "", tool.function.parameters or {})
        for tool in request.tools or ()
    )


def _tool_choice(request: ChatCompletionRequest) -> str | None:
    choice = request.tool_choice if request.tools else None
    return choice.function.name if isinstance(choice, NamedTool) else choice


def _output(request: ChatCompletionRequest) -> OutputSchema | Literal["json"] | None:
    wanted = request.response_format
    if wanted is None or wanted.type == "text":
        return None
    if wanted.json_schema is None:
        return "json"
    schema = wanted.json_schema
    return OutputSchema(schema.name, schema.json_schema, bool(schema.strict))
