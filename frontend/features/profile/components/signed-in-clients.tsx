"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { LogOut } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";

import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { DataTable } from "@/components/common/data-table";
import { ErrorState } from "@/components/common/error-state";
import { RelativeTime } from "@/components/common/relative-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import {
  CLIENTS_PER_PAGE,
  useEndClient,
  useSignedInClients,
  useSignOutEverywhere,
} from "@/features/profile/api";
import { clientName } from "@/features/profile/user-agent";
import type { SignedInClient } from "@/lib/api/types";

const columns: ColumnDef<SignedInClient>[] = [
  {
    id: "client",
    header: "Where",
    cell: ({ row: { original: client } }) => (
      <div className="py-1">
        <p className="flex flex-wrap items-center gap-2 font-medium" title={client.user_agent}>
          {clientName(client.user_agent)}
          {client.is_current && <Badge tone="accent">This one</Badge>}
        </p>
        <p className="font-mono text-xs text-muted-foreground">{client.ip_address ?? "–"}</p>
      </div>
    ),
  },
  {
    id: "active",
    header: "Last active",
    cell: ({ row }) => <RelativeTime iso={row.original.last_active_at} />,
    meta: { className: "w-28 text-muted-foreground" },
  },
  {
    id: "since",
    header: "Signed in",
    cell: ({ row }) => <RelativeTime iso={row.original.created_at} />,
    meta: { className: "hidden w-28 text-muted-foreground sm:table-cell" },
  },
  {
    id: "end",
    header: () => <span className="sr-only">Actions</span>,
    cell: ({ row }) => (row.original.is_current ? null : <EndButton client={row.original} />),
    meta: { className: "w-12 text-right" },
  },
];

function EndButton({ client }: { client: SignedInClient }) {
  const end = useEndClient();
  const label = `Sign out ${clientName(client.user_agent)}`;
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={label}
      title={label}
      pending={end.isPending}
      onClick={() => end.mutate(client.id, { onError: (error) => toast.error(error.message) })}
    >
      {!end.isPending && <LogOut />}
    </Button>
  );
}

export function SignedInClients() {
  const [offset, setOffset] = useState(0);
  const [confirming, setConfirming] = useState(false);
  const clients = useSignedInClients(offset);
  const signOut = useSignOutEverywhere();
  if (clients.error) return <ErrorState error={clients.error} onRetry={clients.refetch} />;
  return (
    <div className="grid grid-cols-1 gap-3" data-testid="signed-in-clients">
      <DataTable
        label="Signed-in browsers and programs"
        columns={columns}
        rows={clients.data?.items}
        rowId={(client) => client.id}
        paging={{
          offset,
          limit: CLIENTS_PER_PAGE,
          total: clients.data?.total ?? 0,
          onOffsetChange: setOffset,
        }}
      />
      <div>
        <Button onClick={() => setConfirming(true)}>
          <LogOut /> Sign out everywhere
        </Button>
      </div>
      <ConfirmDialog
        open={confirming}
        onOpenChange={setConfirming}
        title="Sign out everywhere?"
        description="Every browser and program asks for your password again, this one too. API keys go on working."
        action="Sign out everywhere"
        onConfirm={() => signOut.mutateAsync()}
      />
    </div>
  );
}
