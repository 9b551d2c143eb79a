"""Which documents the gold of questions means, by id or by name."""

import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.permissions import Actor
from app.models import Document, EvaluationGold, KnowledgeBase
from app.schemas.evaluations import Gold, QuestionIn
from app.services.access import scope

_WITHOUT_EXTENSION = func.regexp_replace(Document.name, r"\.[^.]+$", "")
_NAMED_IN_ERRORS = 100
_Names = dict[str, set[uuid.UUID]]


def resolve(
    session: Session, actor: Actor, kb_id: uuid.UUID, questions: Sequence[QuestionIn]
) -> list[list[EvaluationGold]]:
    """The gold of each question, with the documents that it means.

    A name is looked for with and without its extension. Documents that the actor may not read
    do not exist for them.

    Raises:
        Invalid: `unknown_documents` or `ambiguous_documents`, which are listed, or
            `duplicate_gold`.
    """
    wanted = [gold for question in questions for gold in question.gold]
    by_id = _by_id(session, actor, kb_id, {g.document_id for g in wanted if g.document_id})
    names = {g.document_name for g in wanted if g.document_name and not g.document_id}
    by_name = _by_name(session, actor, kb_id, names)
    _refuse_unknown(wanted, by_id, by_name)
    by_id |= {row[0]: row[1] for row in _named(session, by_name)}
    resolved = [[_row(gold, by_id, by_name) for gold in q.gold] for q in questions]
    _refuse_duplicates(questions, resolved)
    return resolved


def replaced(
    session: Session, actor: Actor, kb_id: uuid.UUID, gold: Iterable[EvaluationGold]
) -> dict[uuid.UUID, uuid.UUID]:
    """For documents of the gold that are gone, the one that has their name now, if one has.

    Those that are still there stand for themselves.
    """
    wanted = {row.document_id: row.document_name for row in gold}
    there = _by_id(session, actor, kb_id, wanted)
    gone = {id_: name for id_, name in wanted.items() if id_ not in there}
    by_name = _by_name(session, actor, kb_id, set(gone.values()))
    followed = {
        id_: next(iter(by_name[name])) for id_, name in gone.items() if len(by_name[name]) == 1
    }
    return {id_: id_ for id_ in there} | followed


def present_names(
    session: Session, actor: Actor, kb_id: uuid.UUID, gold: Iterable[EvaluationGold]
) -> dict[uuid.UUID, str]:
    """What the documents of the gold are called now, those that the actor may read."""
    return _by_id(session, actor, kb_id, {row.document_id for row in gold})


def _by_id(
    session: Session, actor: Actor, kb_id: uuid.UUID, ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, str]:
    """The names of those of these documents that the actor may read in this knowledge base."""
    rows = session.execute(
        select(Document.id, Document.name)
        .join(KnowledgeBase, KnowledgeBase.id == Document.knowledge_base_id)
        .where(
            Document.knowledge_base_id == kb_id,
            Document.id.in_(list(ids)),
            scope.documents(actor),
        )
    )
    return {row[0]: row[1] for row in rows}


def _by_name(session: Session, actor: Actor, kb_id: uuid.UUID, names: set[str]) -> _Names:
    """For each name the documents that it may mean: of that very name, else without extension."""
    rows = session.execute(
        select(Document.id, Document.name, _WITHOUT_EXTENSION)
        .join(KnowledgeBase, KnowledgeBase.id == Document.knowledge_base_id)
        .where(
            Document.knowledge_base_id == kb_id,
            or_(Document.name.in_(names), _WITHOUT_EXTENSION.in_(names)),
            scope.documents(actor),
        )
    )
    exact: _Names = {name: set() for name in names}
    loose: _Names = {name: set() for name in names}
    for document_id, name, stem in rows:
        exact.get(name, set()).add(document_id)
        loose.get(stem, set()).add(document_id)
    return {name: exact[name] or loose[name] for name in names}


def _named(session: Session, by_name: _Names) -> Iterable[tuple[uuid.UUID, str]]:
    ids = [next(iter(found)) for found in by_name.values()]
    query = select(Document.id, Document.name).where(Document.id.in_(ids))
    return [(row[0], row[1]) for row in session.execute(query)]


def _refuse_unknown(wanted: Sequence[Gold], by_id: dict[uuid.UUID, str], by_name: _Names) -> None:
    unknown = {str(g.document_id) for g in wanted if g.document_id and g.document_id not in by_id}
    unknown |= {name for name, found in by_name.items() if not found}
    if unknown:
        raise _refused(unknown, "unknown_documents", "are not in this knowledge base")
    ambiguous = {name for name, found in by_name.items() if len(found) > 1}
    if ambiguous:
        raise _refused(ambiguous, "ambiguous_documents", "are names of several documents")


def _refused(names: set[str], code: str, what: str) -> Invalid:
    listed = sorted(names)
    shown = ", ".join(listed[:5]) + (", …" if len(listed) > 5 else "")
    return Invalid(
        f"{len(listed)} of the named documents {what}: {shown}",
        code=code,
        remedy="Name documents as they are called in the knowledge base, or by their ids.",
        documents=listed[:_NAMED_IN_ERRORS],
        count=len(listed),
    )


def _row(gold: Gold, by_id: dict[uuid.UUID, str], by_name: _Names) -> EvaluationGold:
    document_id = gold.document_id or next(iter(by_name[gold.document_name or ""]))
    return EvaluationGold(
        document_id=document_id,
        document_name=by_id[document_id],
        char_start=gold.char_start,
        char_end=gold.char_end,
        grade=gold.grade,
    )


def _refuse_duplicates(
    questions: Sequence[QuestionIn], resolved: Sequence[Sequence[EvaluationGold]]
) -> None:
    for number, rows in enumerate(resolved, start=1):
        places = {(row.document_id, row.char_start, row.char_end) for row in rows}
        if len(places) != len(rows):
            question = questions[number - 1]
            raise Invalid(
                f"Question {question.external_id or number} names the same place twice.",
                code="duplicate_gold",
                question=number,
            )
