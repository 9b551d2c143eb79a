"use client";

import { useProject, useProjectChoices } from "@/features/projects/api";
import { useCurrentProject } from "@/features/projects/current-project";
import { writeAccessTo, type WriteAccess } from "@/features/projects/write-access";
import type { Permission, Project } from "@/lib/api/types";
import { useSession } from "@/lib/api/use-session";

/** Where something new goes to: `wanted`, else the current project, else the caller's default. */
export function useTargetProject(wanted?: string): Project | undefined {
  const current = useCurrentProject();
  const id = wanted ?? current.id;
  const named = useProject(id);
  const choices = useProjectChoices("", id === null);
  return id === null ? choices.data?.items.find((project) => project.is_default) : named.data;
}

/** Whether something new may be made in the current project, and why not. */
export function useCreateAccess(permission: Permission): WriteAccess {
  const permissions = useSession().user?.permissions ?? [];
  const { id, project } = useCurrentProject();
  if (id === null || !project) {
    return { allowed: permissions.includes(permission), reason: null };
  }
  return writeAccessTo(
    { project_id: project.id, project_name: project.name, role: project.role },
    { permissions, permission, atLeast: "editor", archived: Boolean(project.archived_at) },
  );
}
