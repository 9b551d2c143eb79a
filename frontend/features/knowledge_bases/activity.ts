import type { KnowledgeBase } from "@/lib/api/types";

/** How many documents of a knowledge base wait or are being read. */
export function inWork({ status_counts: { pending, processing } }: KnowledgeBase): number {
  return pending + processing;
}

/** How much of a knowledge base is through, 0 to 100. */
export function shareDone(base: KnowledgeBase): number {
  if (base.document_count === 0) return 100;
  return (1 - inWork(base) / base.document_count) * 100;
}

/** Those that were in work before and are no longer. */
export function endedWork(before: KnowledgeBase[], now: KnowledgeBase[]): KnowledgeBase[] {
  const running = new Set(before.filter((base) => inWork(base) > 0).map(({ id }) => id));
  return now.filter((base) => running.has(base.id) && inWork(base) === 0);
}
