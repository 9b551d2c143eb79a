/** Under which keys what is known of knowledge bases is kept. */
export const keys = {
  all: ["knowledge-bases"] as const,
  list: () => [...keys.all, "list"] as const,
  one: (id: string) => [...keys.all, id] as const,
  documents: (id: string) => [...keys.one(id), "documents"] as const,
  documentLists: (id: string) => [...keys.documents(id), "list"] as const,
  document: (id: string, documentId: string) => [...keys.documents(id), documentId] as const,
};
