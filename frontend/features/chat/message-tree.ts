/** The messages of a conversation as a tree: every branch of it, and the one that is shown. */
import type { Message } from "@/lib/api/types";

/** A question with the answer to it that lies on the branch. */
export type Exchange = { question: Message; answer: Message | null };

export type MessageTree = {
  /** As they were written. */
  messages: readonly Message[];
  byId: ReadonlyMap<string, Message>;
  /** By a message, those that follow it; by null the first questions. */
  following: ReadonlyMap<string | null, readonly Message[]>;
};

export function treeOf(messages: readonly Message[]): MessageTree {
  const following = new Map<string | null, Message[]>();
  for (const message of messages) {
    const siblings = following.get(message.parent_id);
    if (siblings) siblings.push(message);
    else following.set(message.parent_id, [message]);
  }
  return { messages, byId: new Map(messages.map((message) => [message.id, message])), following };
}

/** The messages that follow the same one, this one included, as they were written. */
export function siblingsOf(tree: MessageTree, message: Message): readonly Message[] {
  return tree.following.get(message.parent_id) ?? [message];
}

/** The answers to a question, as they were written. */
export function answersTo(tree: MessageTree, questionId: string): readonly Message[] {
  return tree.following.get(questionId) ?? [];
}

/** Where the branch goes on that leads over a message: what was written last behind it. */
export function latestLeaf(tree: MessageTree, messageId: string): string {
  const behind = new Set([messageId]);
  let latest = messageId;
  for (const message of tree.messages) {
    if (message.parent_id === null || !behind.has(message.parent_id)) continue;
    behind.add(message.id);
    latest = message.id;
  }
  return latest;
}

/** The branch that ends with a message; the one that was written last where that is unknown. */
export function branchTo(tree: MessageTree, leafId: string | null): Message[] {
  const branch: Message[] = [];
  let message = (leafId && tree.byId.get(leafId)) || tree.messages.at(-1);
  while (message) {
    branch.push(message);
    message = message.parent_id === null ? undefined : tree.byId.get(message.parent_id);
  }
  return branch.reverse();
}

/** A branch as questions with their answers. */
export function exchangesOf(branch: readonly Message[]): Exchange[] {
  const answers = new Map(branch.map((message) => [message.reply_to_id, message]));
  return branch
    .filter((message) => message.role === "user")
    .map((question) => ({ question, answer: answers.get(question.id) ?? null }));
}

/** The branch before a question, which another one takes the place of. */
export function exchangesBefore(exchanges: readonly Exchange[], questionId: string): Exchange[] {
  const at = exchanges.findIndex(({ question }) => question.id === questionId);
  return at < 0 ? [...exchanges] : exchanges.slice(0, at);
}

/** Whether an answer has ended before it was complete. */
export function isBroken(answer: Message | null): boolean {
  return !answer || answer.status === "failed" || answer.status === "interrupted";
}

/** Puts messages in the place of those with the same id; new ones come last. */
export function withMessages(current: readonly Message[], changed: readonly Message[]): Message[] {
  const byId = new Map(changed.map((message) => [message.id, message]));
  const known = new Set(current.map((message) => message.id));
  return [
    ...current.map((message) => byId.get(message.id) ?? message),
    ...changed.filter((message) => !known.has(message.id)),
  ];
}
