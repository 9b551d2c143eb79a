"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { LogOut, Plus, UserMinus, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";

import { ChoiceSelect } from "@/components/common/choice-select";
import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { DataTable } from "@/components/common/data-table";
import { ErrorState } from "@/components/common/error-state";
import { Person } from "@/components/common/person";
import { RelativeTime } from "@/components/common/relative-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import {
  MEMBERS_PER_PAGE,
  useChangeProjectMember,
  useProjectMembers,
  useRemoveProjectMember,
} from "@/features/projects/api";
import { AddMemberDialog } from "@/features/projects/components/add-member-dialog";
import { toApiError } from "@/lib/api/errors";
import type { Project, ProjectMember, ProjectRole } from "@/lib/api/types";
import { useSession } from "@/lib/api/use-session";
import { PROJECT_ROLE_NAMES, PROJECT_ROLES } from "@/lib/project-role";
import { ROLES } from "@/lib/roles";

type ProjectMembersProps = { project: Project; isOwner: boolean };

export function ProjectMembers({ project, isOwner }: ProjectMembersProps) {
  const [offset, setOffset] = useState(0);
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<ProjectMember | null>(null);
  const members = useProjectMembers(project.id, offset);
  const ownId = useSession().user?.id;
  const canAdd = isOwner && !project.archived_at;
  if (members.error) return <ErrorState error={members.error} onRetry={members.refetch} />;
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-xl text-[13px] text-muted-foreground">
          A person&apos;s platform role is the ceiling: an owner with the role “User” still only
          reads and asks.
        </p>
        {canAdd && (
          <Button variant="primary" onClick={() => setAdding(true)} data-testid="open-add-member">
            <Plus /> Add member
          </Button>
        )}
      </div>
      <DataTable
        label="Members"
        columns={memberColumns({ project, canChange: canAdd, ownId, onRemove: setLeaving })}
        rows={members.data?.items}
        rowId={(member) => member.id}
        noMatch="Nobody is in this project."
        paging={{
          offset,
          limit: MEMBERS_PER_PAGE,
          total: members.data?.total ?? 0,
          onOffsetChange: setOffset,
        }}
      />
      <AddMemberDialog projectId={project.id} open={adding} onOpenChange={setAdding} />
      <RemoveDialog project={project} member={leaving} onClose={() => setLeaving(null)} />
    </>
  );
}

function nameOf(member: ProjectMember): string {
  return member.group?.name ?? member.user?.full_name ?? member.user?.email ?? "this member";
}

type ColumnOptions = {
  project: Project;
  canChange: boolean;
  ownId: string | undefined;
  onRemove: (member: ProjectMember) => void;
};

function memberColumns(options: ColumnOptions): ColumnDef<ProjectMember>[] {
  const { project, canChange, ownId, onRemove } = options;
  return [
    {
      id: "name",
      header: "Name",
      cell: ({ row }) => <MemberName member={row.original} ownId={ownId} />,
      meta: { className: "min-w-32" },
    },
    {
      id: "role",
      header: "Role",
      cell: ({ row }) => (
        <MemberRole projectId={project.id} member={row.original} canChange={canChange} />
      ),
      meta: { className: "w-32 sm:w-40" },
    },
    {
      id: "platform",
      header: "Platform role",
      cell: ({ row }) =>
        row.original.platform_role ? ROLES[row.original.platform_role].label : "–",
      meta: { className: "hidden w-36 text-muted-foreground md:table-cell" },
    },
    {
      id: "since",
      header: "Since",
      cell: ({ row }) => <RelativeTime iso={row.original.created_at} />,
      meta: { className: "hidden w-32 text-muted-foreground sm:table-cell" },
    },
    {
      id: "remove",
      header: () => <span className="sr-only">Actions</span>,
      cell: ({ row: { original: member } }) => {
        const isSelf = member.user?.id === ownId;
        if (!canChange && !isSelf) return null;
        const label = isSelf ? "Leave project" : `Remove ${nameOf(member)}`;
        return (
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={label}
            title={label}
            onClick={() => onRemove(member)}
          >
            {isSelf ? <LogOut /> : <UserMinus />}
          </Button>
        );
      },
      meta: { className: "w-12 text-right" },
    },
  ];
}

function MemberName({ member, ownId }: { member: ProjectMember; ownId: string | undefined }) {
  if (member.group) {
    return (
      <div className="flex items-center gap-2 py-1 font-medium">
        <Users className="size-4 shrink-0 text-muted-foreground" aria-hidden />
        <span className="[overflow-wrap:anywhere]">{member.group.name}</span>
        <Badge>Group</Badge>
      </div>
    );
  }
  if (!member.user) return <>–</>;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Person person={member.user} />
      {member.user.id === ownId && <Badge tone="accent">You</Badge>}
    </div>
  );
}

type MemberRoleProps = { projectId: string; member: ProjectMember; canChange: boolean };

function MemberRole({ projectId, member, canChange }: MemberRoleProps) {
  const change = useChangeProjectMember(projectId);
  if (!canChange) return <Badge>{PROJECT_ROLES[member.role].label}</Badge>;
  return (
    <ChoiceSelect
      label={`Role of ${nameOf(member)}`}
      value={change.isPending ? change.variables.role : member.role}
      disabled={change.isPending}
      onChange={(role: ProjectRole) =>
        change.mutate({ memberId: member.id, role }, { onError: showConflict })
      }
      choices={PROJECT_ROLE_NAMES.map((value) => ({ value, label: PROJECT_ROLES[value].label }))}
      className="h-7 text-[13px]"
    />
  );
}

function showConflict(error: unknown): void {
  const { message, remedy } = toApiError(error);
  toast.error(message, { description: remedy });
}

type RemoveDialogProps = { project: Project; member: ProjectMember | null; onClose: () => void };

function RemoveDialog({ project, member, onClose }: RemoveDialogProps) {
  const router = useRouter();
  const remove = useRemoveProjectMember(project.id);
  const { user } = useSession();
  const isSelf = member?.user?.id === user?.id;
  const staysVisible = user?.permissions.includes("objects:of_others") ?? false;
  return (
    <ConfirmDialog
      open={member !== null}
      onOpenChange={(open) => !open && onClose()}
      title={isSelf ? "Leave this project?" : `Remove ${member ? nameOf(member) : ""}?`}
      description={
        isSelf
          ? "You no longer see what is in it. An owner can add you again."
          : "They no longer see what is in this project, from their next click on. What they made stays."
      }
      action={isSelf ? "Leave project" : "Remove member"}
      onConfirm={async () => {
        if (!member) return;
        await remove.mutateAsync(member.id);
        if (isSelf && !staysVisible) router.push("/projects");
      }}
    />
  );
}
