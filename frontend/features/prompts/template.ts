import type { PromptVariable } from "@/lib/api/types";

/** What may stand in a template, in braces, with what is put there. */
export const VARIABLES: Record<PromptVariable, { label: string; note: string }> = {
  question: { label: "Question", note: "What is asked. Has to stand in the template, once." },
  context: { label: "Passages", note: "What was found in the documents, numbered." },
  memory: {
    label: "Conversation",
    note: "What was said before. Without it, earlier turns go to the model as messages.",
  },
};

export const VARIABLE_NAMES = Object.keys(VARIABLES) as PromptVariable[];
export const MAX_CONTENT = 16_000;

const VARIABLE = /\{(context|question|memory)\}/;
const IN_BRACES = /\{\s*([A-Za-z_][\w ]{0,30}?)\s*\}/g;

export type Piece = { text: string; variable: PromptVariable | null };

/** Cuts a template into text and variables, in their order. */
export function cut(content: string): Piece[] {
  return content
    .split(new RegExp(VARIABLE.source, "g"))
    .map((text, index): Piece =>
      index % 2 === 1
        ? { text: `{${text}}`, variable: text as PromptVariable }
        : { text, variable: null },
    )
    .filter(({ text }) => text !== "");
}

function timesOf(content: string, name: PromptVariable): number {
  return content.split(`{${name}}`).length - 1;
}

/** What keeps a template from being saved; null when nothing does. */
export function problemOf(content: string): string | null {
  if (!content.trim()) return "Write what the model is told.";
  if (content.length > MAX_CONTENT) return "Use at most 16,000 characters.";
  if (timesOf(content, "question") === 0) {
    return "Put {question} where the question is to stand.";
  }
  const repeated = VARIABLE_NAMES.find((name) => timesOf(content, name) > 1);
  return repeated ? `{${repeated}} stands in it more than once. Leave it in one place.` : null;
}

/** What looks like a variable and is none: it goes to the model as it stands. */
export function unknownVariables(content: string): string[] {
  const found = [...content.matchAll(IN_BRACES)]
    .map(([text]) => text)
    .filter((text) => !new RegExp(`^${VARIABLE.source}$`).test(text));
  return [...new Set(found)];
}

/** What a template leaves out that its reader may not have meant to leave out. */
export function adviceOn(content: string): string[] {
  const advice: string[] = [];
  if (timesOf(content, "context") === 0) {
    advice.push("Without {context} the model sees nothing of what was found in the documents.");
  }
  for (const text of unknownVariables(content)) {
    advice.push(`${text} is not a variable and goes to the model as it stands.`);
  }
  return advice;
}

/** Puts a variable in the place of the selected part of a text. */
export function insertVariable(
  content: string,
  name: PromptVariable,
  [start, end]: readonly [number, number],
): { content: string; caret: number } {
  const text = `{${name}}`;
  return {
    content: content.slice(0, start) + text + content.slice(end),
    caret: start + text.length,
  };
}
