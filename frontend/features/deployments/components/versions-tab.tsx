"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { GitCompareArrows } from "lucide-react";
import Link from "next/link";
import { parseAsInteger, useQueryStates } from "nuqs";
import { useMemo, useState } from "react";

import { DataTable } from "@/components/common/data-table";
import { ErrorState } from "@/components/common/error-state";
import { WithInspector } from "@/components/common/inspector";
import { RelativeTime } from "@/components/common/relative-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { VersionBadge } from "@/features/deployments/components/version-badge";
import { personOf, VersionInspector } from "@/features/deployments/components/version-inspector";
import { changedParts, missingParts } from "@/features/deployments/version-words";
import { useDeploymentVersions, VERSIONS_PER_PAGE } from "@/features/deployments/versions-api";
import type { Deployment, DeploymentVersion } from "@/lib/api/types";

/** A version, and in what it differs from the one before it. */
type Row = { version: DeploymentVersion; changed: string[] };

function rowsOf(versions: DeploymentVersion[]): Row[] {
  return versions.slice(0, VERSIONS_PER_PAGE).map((version, index) => {
    const before = versions[index + 1];
    return { version, changed: before ? changedParts(version, before) : [] };
  });
}

const COLUMNS: ColumnDef<Row>[] = [
  {
    id: "version",
    header: "Version",
    cell: ({ row: { original } }) => (
      <span className="flex flex-wrap items-center gap-2">
        <span className="font-mono text-xs">{original.version.number}</span>
        <VersionBadge version={original.version} />
      </span>
    ),
    meta: { className: "w-40" },
  },
  {
    id: "changed",
    header: "What changed",
    cell: ({ row: { original } }) => <ChangedCell row={original} />,
    meta: { className: "min-w-40" },
  },
  {
    id: "by",
    header: "By",
    cell: ({ row }) => personOf(row.original.version),
    meta: { className: "hidden max-w-44 truncate md:table-cell" },
  },
  {
    id: "created",
    header: "Made",
    cell: ({ row }) => <RelativeTime iso={row.original.version.created_at} />,
    meta: { className: "hidden w-28 text-muted-foreground sm:table-cell" },
  },
];

function ChangedCell({ row: { version, changed } }: { row: Row }) {
  const first = version.number === 1;
  return (
    <div className="grid gap-1 py-1">
      {version.note && (
        <p className="line-clamp-2 [overflow-wrap:anywhere]" title={version.note}>
          {version.note}
        </p>
      )}
      <p className="flex flex-wrap gap-1">
        {changed.map((part) => (
          <Badge key={part}>{part}</Badge>
        ))}
        {first && <span className="text-muted-foreground">The first version</span>}
        {!first && changed.length === 0 && (
          <span className="text-muted-foreground">The same as the version before</span>
        )}
        {missingParts(version) && <Badge tone="warning">Incomplete</Badge>}
      </p>
    </div>
  );
}

function tickColumn(ticked: number[], toggle: (number: number) => void): ColumnDef<Row> {
  return {
    id: "tick",
    header: () => <span className="sr-only">Compare</span>,
    cell: ({ row: { original } }) => (
      <Checkbox
        checked={ticked.includes(original.version.number)}
        onCheckedChange={() => toggle(original.version.number)}
        aria-label={`Compare version ${original.version.number}`}
      />
    ),
    meta: { className: "w-10" },
  };
}

type VersionsTabProps = { deployment: Deployment; canWrite: boolean };

/** Every version there was, the latest first; a click opens one beside the list. */
export function VersionsTab({ deployment, canWrite }: VersionsTabProps) {
  const [{ version: opened, from }, setPlace] = useQueryStates({
    version: parseAsInteger,
    from: parseAsInteger.withDefault(0),
  });
  const versions = useDeploymentVersions(deployment.id, {
    offset: from,
    // One more, which the last of them is compared with.
    limit: VERSIONS_PER_PAGE + 1,
  });
  const [ticked, setTicked] = useState<number[]>([]);
  const columns = useMemo(() => {
    const toggle = (number: number) =>
      setTicked((before) =>
        before.includes(number)
          ? before.filter((other) => other !== number)
          : [...before, number].slice(-2),
      );
    return [tickColumn(ticked, toggle), ...COLUMNS];
  }, [ticked]);
  const rows = useMemo(() => versions.data && rowsOf(versions.data.items), [versions.data]);
  if (versions.error) return <ErrorState error={versions.error} onRetry={versions.refetch} />;
  return (
    <>
      <CompareBar deployment={deployment} ticked={ticked} />
      <WithInspector
        label="Version"
        inspector={
          opened !== null && (
            <VersionInspector
              key={opened}
              deployment={deployment}
              number={opened}
              canWrite={canWrite}
              onClose={() => void setPlace({ version: null })}
            />
          )
        }
        onClose={() => void setPlace({ version: null })}
      >
        <DataTable
          label="Versions"
          columns={columns}
          rows={rows}
          rowId={({ version }) => String(version.number)}
          onRowClick={({ version }) => void setPlace({ version: version.number })}
          isSelected={({ version }) => version.number === opened}
          paging={{
            offset: from,
            limit: VERSIONS_PER_PAGE,
            total: versions.data?.total ?? 0,
            onOffsetChange: (offset) => void setPlace({ from: offset || null }),
          }}
        />
      </WithInspector>
    </>
  );
}

type CompareBarProps = { deployment: Deployment; ticked: number[] };

function CompareBar({ deployment, ticked }: CompareBarProps) {
  const [a, b] = ticked.toSorted((one, other) => one - other);
  const href = `/deployments/${deployment.id}/compare`;
  return (
    <div className="mb-3 flex min-h-8 flex-wrap items-center justify-between gap-2">
      <p className="text-[13px] text-muted-foreground">
        {ticked.length === 1
          ? `Version ${a} is ticked. Tick another one to compare them.`
          : "A version never changes. Tick two to compare them."}
      </p>
      {b !== undefined && (
        <Button asChild size="sm" variant="primary">
          <Link href={`${href}?a=${a}&b=${b}`} data-testid="compare-ticked">
            <GitCompareArrows /> Compare {a} and {b}
          </Link>
        </Button>
      )}
    </div>
  );
}
