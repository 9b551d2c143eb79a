"""Questions with what their answers are made of, without a database."""

import uuid

from app.models import ModelRegistry
from app.schemas.chat import Citation
from app.schemas.deployments import DeploymentConfig
from app.schemas.retrieval import RetrievalProfile
from app.services.answers.passages import Passage
from app.services.answers.task import Task
from app.services.answers.turns import Turn
from app.services.knowledge_bases.retrieval.planning import Plan


def passage(number: int, text: str = "") -> Passage:
    id_ = uuid.UUID(int=number)
    text = text or f"Passage number {number} " + "says this and that. " * 20
    citation = Citation(
        number=number,
        document_id=id_,
        document_name=f"{number}.txt",
        knowledge_base_id=id_,
        chunk_id=id_,
        page=None,
        section=None,
        char_start=0,
        char_end=len(text),
        quote=text,
        text=text,
        score=0.5,
    )
    return Passage(citation, text, 0, len(text))


def turn(number: int, *passages: Passage) -> Turn:
    return Turn(f"question {number}", f"answer {number}", tuple(p.given() for p in passages))


def task(turns: list[Turn], passages: list[Passage], *, context: int = 8192) -> Task:
    return Task(
        deployment_id=uuid.UUID(int=0),
        version_id=uuid.UUID(int=0),
        version=1,
        question="and now?",
        history=tuple(turns),
        memory_turns=8,
        model=ModelRegistry(config={"context_tokens": context}),
        knowledge_base_ids=(uuid.UUID(int=1),),
        system_prompt="",
        template=None,
        config=DeploymentConfig(max_tokens=100),
        plan=Plan(RetrievalProfile()),
        earlier={each.given(): each for each in passages},
    )
