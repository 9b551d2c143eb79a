"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import type { ColumnDef } from "@tanstack/react-table";
import { Pencil, Trash2, UserMinus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { DataTable } from "@/components/common/data-table";
import { ErrorState } from "@/components/common/error-state";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { Person } from "@/components/common/person";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import {
  GROUP_MEMBERS_PER_PAGE,
  useAddGroupMember,
  useDeleteGroup,
  useGroup,
  useGroupMembers,
  useRemoveGroupMember,
} from "@/features/groups/api";
import { EditGroupDialog } from "@/features/groups/components/group-form";
import type { Group, UserReference } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";
import { errorBelowForm, showAtField } from "@/lib/field-errors";
import { plural } from "@/lib/format";

export function GroupDetail({ id }: { id: string }) {
  const group = useGroup(id);
  return (
    <PageBody>
      <Breadcrumbs
        items={[{ label: "Groups", href: "/groups" }, { label: group.data?.name ?? "…" }]}
      />
      {group.error && <ErrorState error={group.error} onRetry={group.refetch} />}
      {group.isPending && <Skeleton className="h-64 w-full" />}
      {group.data && <DetailContent group={group.data} />}
    </PageBody>
  );
}

function DetailContent({ group }: { group: Group }) {
  const canManage = useCan("groups:manage");
  const canSeeMembers = canManage || group.is_member;
  return (
    <>
      <PageHeader
        title={group.name}
        description={group.description}
        badge={<Badge>{plural(group.member_count, "member")}</Badge>}
        actions={canManage && <GroupActions group={group} />}
      />
      {canManage && <AddMemberForm group={group} />}
      {canSeeMembers ? (
        <MemberTable group={group} canManage={canManage} />
      ) : (
        <p className="text-muted-foreground">Only its members see who is in this group.</p>
      )}
    </>
  );
}

function GroupActions({ group }: { group: Group }) {
  const router = useRouter();
  const [editing, setEditing] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const remove = useDeleteGroup(group.id);
  return (
    <>
      <Button
        size="icon"
        aria-label="Delete group"
        title="Delete group"
        onClick={() => setConfirming(true)}
      >
        <Trash2 />
      </Button>
      <Button onClick={() => setEditing(true)}>
        <Pencil /> Edit
      </Button>
      <EditGroupDialog group={group} open={editing} onOpenChange={setEditing} />
      <ConfirmDialog
        open={confirming}
        onOpenChange={setConfirming}
        title="Delete this group?"
        description="Its members lose the access that it gave them, from their next click on. Their accounts stay."
        action="Delete group"
        typedName={group.name}
        onConfirm={async () => {
          await remove.mutateAsync();
          router.push("/groups");
        }}
      />
    </>
  );
}

const memberSchema = z.object({ email: z.email("Enter an email address.") });
const FIELD_OF = { user_not_found: "email", already_member: "email" } as const;

function AddMemberForm({ group }: { group: Group }) {
  const add = useAddGroupMember(group.id);
  const form = useForm({ resolver: zodResolver(memberSchema), defaultValues: { email: "" } });
  const submit = form.handleSubmit(({ email }) =>
    add.mutate(email, {
      onSuccess: () => form.reset(),
      onError: (error) => showAtField(form, error, FIELD_OF),
    }),
  );
  const below = errorBelowForm(add.error, FIELD_OF);
  return (
    <form noValidate onSubmit={submit} className="mb-5 max-w-xl">
      <Field label="Add somebody" error={form.formState.errors.email?.message}>
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              type="email"
              autoComplete="off"
              placeholder="sam@example.com"
              data-testid="group-member-email"
              {...form.register("email")}
            />
            <Button type="submit" pending={add.isPending}>
              Add member
            </Button>
          </div>
        )}
      </Field>
      {below != null && <ErrorState error={below} className="mt-3" />}
    </form>
  );
}

function MemberTable({ group, canManage }: { group: Group; canManage: boolean }) {
  const [offset, setOffset] = useState(0);
  const [removing, setRemoving] = useState<UserReference | null>(null);
  const members = useGroupMembers(group.id, offset);
  const remove = useRemoveGroupMember(group.id);
  if (members.error) return <ErrorState error={members.error} onRetry={members.refetch} />;
  return (
    <>
      <DataTable
        label="Members"
        columns={canManage ? [nameColumn, removeColumn(setRemoving)] : [nameColumn]}
        rows={members.data?.items}
        rowId={(member) => member.id}
        noMatch="Nobody is in this group yet."
        paging={{
          offset,
          limit: GROUP_MEMBERS_PER_PAGE,
          total: members.data?.total ?? 0,
          onOffsetChange: setOffset,
        }}
      />
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => !open && setRemoving(null)}
        title={`Remove ${removing?.full_name || removing?.email || ""}?`}
        description="They lose the access that the group gave them, from their next click on."
        action="Remove member"
        onConfirm={async () => {
          if (removing) await remove.mutateAsync(removing.id);
        }}
      />
    </>
  );
}

const nameColumn: ColumnDef<UserReference> = {
  id: "name",
  header: "Name",
  cell: ({ row }) => <Person person={row.original} />,
};

function removeColumn(onRemove: (member: UserReference) => void): ColumnDef<UserReference> {
  return {
    id: "remove",
    header: () => <span className="sr-only">Actions</span>,
    cell: ({ row: { original: member } }) => (
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Remove ${member.full_name || member.email}`}
        title="Remove"
        onClick={() => onRemove(member)}
      >
        <UserMinus />
      </Button>
    ),
    meta: { className: "w-12 text-right" },
  };
}
