"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { Ban, CircleCheck, Clock, KeyRound, Plus, Trash2 } from "lucide-react";
import { parseAsBoolean, parseAsInteger, parseAsString, useQueryStates } from "nuqs";
import { useState } from "react";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { DataTable } from "@/components/common/data-table";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { FilterBar, FilterChips } from "@/components/common/filter-bar";
import { WithInspector } from "@/components/common/inspector";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { RelativeTime } from "@/components/common/relative-time";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { API_KEYS_PER_PAGE, useApiKeys, useRevokeApiKey } from "@/features/api_keys/api";
import { ApiKeyInspector } from "@/features/api_keys/components/api-key-inspector";
import { CreateApiKey } from "@/features/api_keys/components/create-api-key";
import { SCOPES } from "@/features/api_keys/scopes";
import type { ApiKey } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";

const STATUS: Record<ApiKey["status"], { tone: BadgeTone; label: string; icon: typeof Ban }> = {
  active: { tone: "success", label: "Active", icon: CircleCheck },
  expired: { tone: "warning", label: "Expired", icon: Clock },
  revoked: { tone: "neutral", label: "Revoked", icon: Ban },
};

function StatusBadge({ status }: { status: ApiKey["status"] }) {
  const { tone, label, icon: Icon } = STATUS[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden /> {label}
    </Badge>
  );
}

const nameColumn: ColumnDef<ApiKey> = {
  id: "name",
  header: "Name",
  cell: ({ row: { original: key } }) => (
    <div className="min-w-0 py-1">
      <p className="font-medium [overflow-wrap:anywhere]">{key.name}</p>
      <p className="font-mono text-xs text-muted-foreground">{key.key_prefix}…</p>
    </div>
  ),
  meta: { className: "min-w-36" },
};

const ownerColumn: ColumnDef<ApiKey> = {
  id: "owner",
  header: "Whose",
  cell: ({ row }) => row.original.user.email,
  meta: { className: "hidden max-w-48 truncate md:table-cell" },
};

const otherColumns: ColumnDef<ApiKey>[] = [
  {
    id: "status",
    header: "State",
    cell: ({ row }) => <StatusBadge status={row.original.status} />,
    meta: { className: "w-28" },
  },
  {
    id: "scopes",
    header: "May",
    cell: ({ row }) => (
      <span className="flex flex-wrap gap-1">
        {row.original.scopes.map((scope) => (
          <Badge key={scope}>{SCOPES[scope].label}</Badge>
        ))}
      </span>
    ),
    meta: { className: "hidden sm:table-cell" },
  },
  {
    id: "used",
    header: "Last used",
    cell: ({ row: { original: key } }) =>
      key.last_used_at ? <RelativeTime iso={key.last_used_at} /> : "Never",
    meta: { className: "hidden w-28 text-muted-foreground md:table-cell" },
  },
  {
    id: "expires",
    header: "Expires",
    cell: ({ row: { original: key } }) =>
      key.expires_at ? <RelativeTime iso={key.expires_at} /> : "Never",
    meta: { className: "hidden w-28 text-muted-foreground md:table-cell" },
  },
];

function revokeColumn(onRevoke: (key: ApiKey) => void): ColumnDef<ApiKey> {
  return {
    id: "revoke",
    header: () => <span className="sr-only">Actions</span>,
    cell: ({ row: { original: key } }) =>
      key.status === "revoked" ? null : (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Revoke ${key.name}`}
          title="Revoke"
          onClick={() => onRevoke(key)}
        >
          <Trash2 />
        </Button>
      ),
    meta: { className: "w-12 text-right" },
  };
}

/** Keys with which programs act in somebody's name. */
export function ApiKeyList() {
  const canSeeAll = useCan("users:manage");
  const [filter, setFilter] = useQueryStates({
    all: parseAsBoolean.withDefault(false),
    offset: parseAsInteger.withDefault(0),
    create: parseAsBoolean.withDefault(false),
    deployment: parseAsString,
    key: parseAsString,
  });
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const keys = useApiKeys({ all: filter.all && canSeeAll, offset: filter.offset });
  const revoke = useRevokeApiKey();
  const chosen = keys.data?.items.find(({ id }) => id === filter.key);
  const isEmpty = keys.data?.total === 0 && !filter.all;
  const createButton = (
    <Button
      variant="primary"
      onClick={() => void setFilter({ create: true })}
      data-testid="open-create-api-key"
    >
      <Plus /> Create API key
    </Button>
  );
  const columns = [
    nameColumn,
    ...(filter.all ? [ownerColumn] : []),
    ...otherColumns,
    revokeColumn(setRevoking),
  ];
  return (
    <PageBody>
      <Breadcrumbs items={[{ label: "API keys" }]} />
      <PageHeader
        title="API keys"
        description="With a key a program acts in your name, and never may more than you do."
        actions={!isEmpty && createButton}
      />
      {keys.error && <ErrorState error={keys.error} onRetry={keys.refetch} />}
      {canSeeAll && !keys.error && (
        <FilterBar>
          <FilterChips
            label="Whose"
            value={filter.all ? "all" : null}
            onChange={(value) => void setFilter({ all: value !== null || null, offset: null })}
            chips={[{ value: "all", label: "Of everybody" }]}
          />
        </FilterBar>
      )}
      {isEmpty && (
        <EmptyState icon={KeyRound} title="No API keys yet" action={createButton}>
          Give a script, a website or a workflow its own key. You choose what it may do and for how
          long, and can take it back at any time.
        </EmptyState>
      )}
      {!isEmpty && !keys.error && (
        <WithInspector
          label="API key"
          onClose={() => void setFilter({ key: null })}
          inspector={
            chosen ? (
              <ApiKeyInspector
                apiKey={chosen}
                status={<StatusBadge status={chosen.status} />}
                onRevoke={() => setRevoking(chosen)}
                onClose={() => void setFilter({ key: null })}
              />
            ) : null
          }
        >
          <DataTable
            label="API keys"
            columns={columns}
            rows={keys.data?.items}
            rowId={(key) => key.id}
            onRowClick={(key) => void setFilter({ key: key.id })}
            isSelected={(key) => key.id === filter.key}
            noMatch="Nobody has made a key."
            paging={{
              offset: filter.offset,
              limit: API_KEYS_PER_PAGE,
              total: keys.data?.total ?? 0,
              onOffsetChange: (offset) => void setFilter({ offset }),
            }}
          />
        </WithInspector>
      )}
      <CreateApiKey
        open={filter.create}
        onOpenChange={(open) => void setFilter({ create: open || null, deployment: null })}
        deploymentId={filter.deployment}
      />
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={(open) => !open && setRevoking(null)}
        title={`Revoke “${revoking?.name ?? ""}”?`}
        description="Programs that use this key are refused from their next call on. A revoked key never works again."
        action="Revoke key"
        onConfirm={async () => {
          if (revoking) await revoke.mutateAsync(revoking.id);
        }}
      />
    </PageBody>
  );
}
