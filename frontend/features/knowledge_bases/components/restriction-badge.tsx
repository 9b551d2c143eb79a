import { Lock } from "lucide-react";

import { Badge } from "@/components/ui/badge";
import { Tooltip } from "@/components/ui/tooltip";
import type { NamedReference } from "@/lib/api/types";

/** Marks a document that only some groups may read; nothing for all others. */
export function RestrictionBadge({ groups }: { groups: NamedReference[] }) {
  if (groups.length === 0) return null;
  const names = groups.map(({ name }) => name).join(", ");
  return (
    <Tooltip label={`Only for: ${names}`}>
      <Badge tone="warning" tabIndex={0} data-testid="restriction-badge">
        <Lock aria-hidden /> Restricted
        <span className="sr-only">to {names}</span>
      </Badge>
    </Tooltip>
  );
}
