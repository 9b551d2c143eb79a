/** What live events change in what is shown, without asking the API. */
import type { Document, DocumentStatus } from "@/lib/api/types";
import type { DocumentChanged, DocumentDeleted, LiveEvent } from "@/lib/events/messages";

export type DocumentEvent = DocumentChanged | DocumentDeleted;

export function isDocumentEvent(event: LiveEvent): event is DocumentEvent {
  return event.type === "document.changed" || event.type === "document.deleted";
}

/** A document as the event tells it; its place in the queue is only told by the API. */
export function mergeDocument(document: Document, { data }: DocumentChanged): Document {
  const isWaiting = data.status === "pending";
  const queue_position = isWaiting ? document.progress.queue_position : null;
  return { ...document, ...data, progress: { ...data.progress, queue_position } };
}

type DocumentPage = { items: Document[]; total: number };

/** A page of documents after the events; the same object when none of them is on it. */
export function mergePage<Page extends DocumentPage>(
  page: Page,
  changes: ReadonlyMap<string, DocumentChanged>,
): Page {
  if (!page.items.some(({ id }) => changes.has(id))) return page;
  return {
    ...page,
    items: page.items.map((document) => {
      const event = changes.get(document.id);
      return event ? mergeDocument(document, event) : document;
    }),
  };
}

/** Remembers where each document stood, to tell a step within a stage from a new state. */
export class StatusMemory {
  private readonly statuses = new Map<string, DocumentStatus>();

  /** Whether the event puts its document into another state than the last one known. */
  notes(event: DocumentEvent): boolean {
    if (event.type === "document.deleted") return true;
    const isNew = this.statuses.get(event.document_id) !== event.data.status;
    this.statuses.set(event.document_id, event.data.status);
    return isNew;
  }
}
