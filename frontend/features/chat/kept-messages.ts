/** Changes to what is shown of a conversation, ahead of what the API will say of it. */
import type { Query, QueryClient } from "@tanstack/react-query";

import { chatKeys } from "@/features/chat/api";
import { withMessages } from "@/features/chat/message-tree";
import type { ChatSession, Message } from "@/lib/api/types";

/** Puts messages into what is shown, in the place of those with the same id. */
export function storeMessages(queryClient: QueryClient, id: string, changed: Message[]): void {
  queryClient.setQueryData<Message[]>(chatKeys.messages(id), (current = []) =>
    withMessages(current, changed),
  );
}

/** Shows the branch that ends with a message. */
export function showBranch(queryClient: QueryClient, id: string, leafId: string): void {
  queryClient.setQueryData<ChatSession>(chatKeys.one(id), (session) =>
    session ? { ...session, active_leaf_id: leafId } : session,
  );
}

/** Adds a question with answers to come, and shows the branch of the first of them. */
export async function placeMessages(
  queryClient: QueryClient,
  id: string,
  [question, ...answers]: [Message, Message, ...Message[]],
): Promise<void> {
  const conversation = { queryKey: chatKeys.one(id) };
  const isLoaded = (query: Query) => query.state.data !== undefined;
  const loaded = new Set(queryClient.getQueryCache().findAll(conversation).filter(isLoaded));
  // What was asked for before knows nothing of them, and would take them away again.
  await queryClient.cancelQueries(conversation);
  storeMessages(queryClient, id, [question, ...answers]);
  showBranch(queryClient, id, answers[0]!.id);
  // What had not come yet has to: the page waits for it.
  void queryClient.invalidateQueries({
    ...conversation,
    predicate: (query) => !loaded.has(query),
  });
}
