import type { KeyScope } from "@/lib/api/types";

/** What each scope lets a key do, in words. */
export const SCOPES: Record<KeyScope, { label: string; note: string }> = {
  chat: { label: "Ask", note: "Ask deployments and hold conversations." },
  search: { label: "Search", note: "Search knowledge bases and read the passages found." },
  ingest: { label: "Upload", note: "Upload documents and follow their processing." },
  read: { label: "Read", note: "Read everything that you may read. It changes nothing." },
  manage: {
    label: "Manage",
    note: "Do everything that you may do, except for accounts, keys and limits.",
  },
};

export const SCOPE_NAMES = Object.keys(SCOPES) as KeyScope[];
