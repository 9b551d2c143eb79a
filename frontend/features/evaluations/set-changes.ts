/** Changes to a question set before they are written as a new version. */
import type { Question, QuestionDraft } from "@/lib/api/types";

export type SetChanges = {
  /** New questions, under keys that tell them apart. */
  added: ReadonlyMap<string, QuestionDraft>;
  /** By id, what a question becomes. */
  changed: ReadonlyMap<string, QuestionDraft>;
  removed: ReadonlySet<string>;
};

export const NO_CHANGES: SetChanges = { added: new Map(), changed: new Map(), removed: new Set() };

export function countChanges({ added, changed, removed }: SetChanges): number {
  return added.size + changed.size + removed.size;
}

/** "1 added, 2 changed": what a version is about. */
export function changesText({ added, changed, removed }: SetChanges): string {
  const parts = [
    added.size > 0 && `${added.size} added`,
    changed.size > 0 && `${changed.size} changed`,
    removed.size > 0 && `${removed.size} removed`,
  ];
  return parts.filter(Boolean).join(", ");
}

/** The form in which a question is written; its id and place are the version's business. */
export function draftOf(question: Question): QuestionDraft {
  const { external_id, question: text, expected_answer, gold, tags } = question;
  return { external_id, question: text, expected_answer, gold, tags };
}

/** All questions of the next version: those of the one before with the changes. */
export function applyChanges(questions: readonly Question[], changes: SetChanges): QuestionDraft[] {
  const kept = questions
    .filter(({ id }) => !changes.removed.has(id))
    .map((question) => changes.changed.get(question.id) ?? draftOf(question));
  return [...kept, ...changes.added.values()];
}

/** With a question written: one that exists already, or one that is new, by its key. */
export function withQuestion(
  changes: SetChanges,
  key: string,
  draft: QuestionDraft,
  isNew: boolean,
): SetChanges {
  if (isNew) return { ...changes, added: new Map(changes.added).set(key, draft) };
  return { ...changes, changed: new Map(changes.changed).set(key, draft) };
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): Map<string, Value> {
  return new Map([...map].filter(([other]) => other !== key));
}

/** With a question removed; one that was new is forgotten. */
export function withoutQuestion(changes: SetChanges, key: string): SetChanges {
  if (changes.added.has(key)) return { ...changes, added: without(changes.added, key) };
  return {
    ...changes,
    changed: without(changes.changed, key),
    removed: new Set(changes.removed).add(key),
  };
}

/** With what was changed of a question taken back. */
export function withUndone(changes: SetChanges, key: string): SetChanges {
  return {
    added: without(changes.added, key),
    changed: without(changes.changed, key),
    removed: new Set([...changes.removed].filter((other) => other !== key)),
  };
}

export type QuestionRow = {
  key: string;
  draft: QuestionDraft;
  state: "kept" | "added" | "changed" | "removed";
};

/** A page of questions as they will be; what was added stands before the first page. */
export function rowsOf(
  questions: readonly Question[],
  changes: SetChanges,
  withAdded: boolean,
): QuestionRow[] {
  const added = withAdded
    ? [...changes.added].map(([key, draft]) => ({ key, draft, state: "added" as const }))
    : [];
  const kept = questions.map((question): QuestionRow => {
    const { id: key } = question;
    if (changes.removed.has(key)) return { key, draft: draftOf(question), state: "removed" };
    const changed = changes.changed.get(key);
    if (changed) return { key, draft: changed, state: "changed" };
    return { key, draft: draftOf(question), state: "kept" };
  });
  return [...added, ...kept];
}
