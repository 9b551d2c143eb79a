import Link from "next/link";

import { citationHref, citationPlace } from "@/components/common/cited-answer";
import { placeText } from "@/features/chat/replay";
import type { ReplayedPassage } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { plural } from "@/lib/format";

/** What the model reads now against what it read then. */
export function ReplayedPassages({ passages }: { passages: readonly ReplayedPassage[] }) {
  const added = passages.filter(({ before }) => before === null).length;
  const gone = passages.filter(({ after }) => after === null).length;
  if (passages.length === 0) return null;
  return (
    <section aria-label="Passages compared">
      <h3 className="mb-1.5 text-xs text-muted-foreground">
        {added + gone === 0
          ? `The same ${plural(passages.length, "passage")} were read`
          : `Passages: ${added} new, ${gone} no longer read`}
      </h3>
      <ol className="divide-y rounded-lg border text-[13px]" data-testid="replay-passages">
        {passages.map((entry) => (
          <PassageRow key={entry.passage.chunk_id} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

function PassageRow({ entry }: { entry: ReplayedPassage }) {
  const { passage, before, after } = entry;
  return (
    <li className="grid grid-cols-[1fr_auto] gap-x-3 px-3 py-2">
      <Link href={citationHref(passage)} className="min-w-0 truncate font-medium hover:underline">
        {passage.document_name}
      </Link>
      <span
        className={cn(
          "text-xs tabular-nums",
          before === null
            ? "text-success"
            : after === null
              ? "text-danger"
              : "text-muted-foreground",
        )}
      >
        {placeText(entry)}
      </span>
      <span className="col-span-2 truncate text-xs text-muted-foreground">
        {citationPlace(passage)}
      </span>
    </li>
  );
}
