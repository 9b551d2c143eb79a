"use client";

import { CopyableId } from "@/components/common/copy-button";
import { FactList } from "@/components/common/facts";
import { Inspector, InspectorSection } from "@/components/common/inspector";
import { Button } from "@/components/ui/button";
import { OutcomeBadge } from "@/features/audit/components/outcome-badge";
import type { AuditFilter } from "@/features/audit/filter";
import type { AuditLog as Entry } from "@/lib/api/types";
import { formatExact, formatNumber } from "@/lib/format";

type EntryInspectorProps = {
  entry: Entry;
  onClose: () => void;
  onFilter: (change: Partial<AuditFilter>) => void;
};

/** Everything that one entry records, and the ways on to its like. */
export function EntryInspector({ entry, onClose, onFilter }: EntryInspectorProps) {
  return (
    <Inspector
      title={<span className="font-mono text-[13px]">{entry.action}</span>}
      onClose={onClose}
      testId="audit-inspector"
    >
      <InspectorSection>
        <FactList facts={entryFacts(entry)} />
      </InspectorSection>
      {Object.keys(entry.details).length > 0 && (
        <InspectorSection title="Details">
          <pre
            tabIndex={0}
            className="max-h-80 overflow-auto rounded-lg border bg-surface p-3 font-mono text-xs"
          >
            {JSON.stringify(entry.details, null, 2)}
          </pre>
        </InspectorSection>
      )}
      <InspectorSection title="Show more of">
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => onFilter({ action: entry.action })}>
            This action
          </Button>
          {entry.user_id && (
            <Button size="sm" onClick={() => onFilter({ user: entry.user_id })}>
              This user
            </Button>
          )}
          <Button size="sm" onClick={() => onFilter({ type: entry.resource_type })}>
            This kind of thing
          </Button>
          {entry.resource_id && (
            <Button size="sm" onClick={() => onFilter({ resource: entry.resource_id })}>
              This thing
            </Button>
          )}
        </div>
      </InspectorSection>
    </Inspector>
  );
}

function idOr(id: string | null) {
  return id ? <CopyableId id={id} /> : "–";
}

function entryFacts(entry: Entry) {
  return [
    { label: "Entry", value: formatNumber(entry.sequence) },
    { label: "When", value: formatExact(entry.created_at) },
    { label: "Who", value: entry.user_email ?? "System" },
    ...(entry.api_key_id ? [{ label: "With API key", value: idOr(entry.api_key_id) }] : []),
    { label: "Outcome", value: <OutcomeBadge outcome={entry.outcome} /> },
    { label: "On what", value: entry.resource_type.replaceAll("_", " ") },
    { label: "Its id", value: idOr(entry.resource_id) },
    { label: "From", value: entry.ip_address ?? "–" },
    { label: "Request", value: idOr(entry.request_id) },
    {
      label: "Hash",
      value: <span className="font-mono text-xs break-all">{entry.hash}</span>,
    },
  ];
}
