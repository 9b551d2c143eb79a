"""What an answer may cost its asker, set aside before it."""

import uuid

from app.db.uow import UnitOfWork
from app.models import Deployment, DeploymentVersion
from app.models.usage import UsageKind
from app.services.answers.prompt import prompt_of, room_for_passages
from app.services.answers.task import Task
from app.services.usage import tokens


def reserve(
    uow: UnitOfWork, kind: UsageKind, deployment: Deployment, version: DeploymentVersion, task: Task
) -> uuid.UUID:
    """Set aside what the answer may take: prompt, the passages still to be found, and reply.

    Raises:
        TooManyRequests: the actor's tokens of this month do not suffice.
    """
    call = tokens.call_by_actor(
        uow,
        kind,
        project_id=deployment.project_id,
        deployment_id=deployment.id,
        deployment_version_id=version.id,
        model_id=task.model.id,
    )
    return tokens.reserve(uow, call, _expected(task))


def _expected(task: Task) -> int:
    prompt = "".join(turn.content for turn in prompt_of(task, ()).messages)
    asked = tokens.estimate(prompt) + task.wishes.tokens()
    passages = min(task.plan.most_tokens, room_for_passages(task)) if task.is_grounded else 0
    return asked + passages + task.config.max_tokens
