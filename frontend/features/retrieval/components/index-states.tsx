import { TriangleAlert } from "lucide-react";

import { CopyableId } from "@/components/common/copy-button";
import type { IndexState } from "@/lib/api/types";
import { plural } from "@/lib/format";

/** Indexes from before there were keywords have this layout. */
const WITHOUT_KEYWORDS = 1;

/** What was searched, and the state that tells whether two searches saw the same. */
export function IndexStates({ indexes }: { indexes: IndexState[] }) {
  return (
    <ul className="grid gap-2 text-[13px]" data-testid="index-states">
      {indexes.map((index) => (
        <li key={index.index_id}>
          <span className="[overflow-wrap:anywhere]">{index.embedding_model}</span>{" "}
          <span className="text-muted-foreground tabular-nums">
            · {plural(index.documents, "document")}, {plural(index.chunks, "chunk")} · state{" "}
          </span>
          <CopyableId id={index.state} />
          {index.layout === WITHOUT_KEYWORDS && (
            <p className="mt-1 flex items-start gap-1.5 text-warning">
              <TriangleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
              This index has no words yet, so only meaning is searched. It is being rebuilt.
            </p>
          )}
        </li>
      ))}
      {indexes.length === 0 && (
        <li className="text-muted-foreground">Nothing is indexed here yet.</li>
      )}
    </ul>
  );
}
