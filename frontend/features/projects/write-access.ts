"use client";

import { useProject } from "@/features/projects/api";
import type { Permission, ProjectRole } from "@/lib/api/types";
import { useSession } from "@/lib/api/use-session";
import { effectiveRole, isAtLeast } from "@/lib/project-role";

/** What belongs to a project and tells the caller's role there. */
type OfProject = { project_id: string; project_name: string; role: ProjectRole | null };

export type WriteAccess = {
  allowed: boolean;
  /** Why not, in a sentence; null where the platform role alone hides the action. */
  reason: string | null;
};

type Situation = {
  permissions: readonly Permission[];
  permission: Permission;
  atLeast: ProjectRole;
  archived: boolean;
};

/** Decides on a change by platform role, project role and state of the project, in this order. */
export function writeAccessTo(thing: OfProject, situation: Situation): WriteAccess {
  const { permissions, permission, atLeast, archived } = situation;
  if (!permissions.includes(permission)) return { allowed: false, reason: null };
  const role = effectiveRole(thing.role, permissions);
  if (!isAtLeast(role, atLeast)) {
    return { allowed: false, reason: refusal(thing, role, atLeast) };
  }
  if (archived) {
    const reason = `The project “${thing.project_name}” is archived, so nothing in it changes.`;
    return { allowed: false, reason };
  }
  return { allowed: true, reason: null };
}

function refusal(thing: OfProject, role: ProjectRole | null, atLeast: ProjectRole): string {
  if (role === null) return "This is shared with you: you can use it, not change it.";
  const who = atLeast === "owner" ? "owners" : "editors and owners";
  return `You are ${role === "viewer" ? "a viewer" : "an editor"} of “${thing.project_name}”. Only ${who} change this.`;
}

/** Whether the signed-in user may change something of a project, and why not. */
export function useWriteAccess(
  thing: OfProject,
  permission: Permission,
  atLeast: ProjectRole = "editor",
): WriteAccess {
  const permissions = useSession().user?.permissions ?? [];
  const isVisible = effectiveRole(thing.role, permissions) !== null;
  const project = useProject(isVisible ? thing.project_id : null);
  const archived = Boolean(project.data?.archived_at);
  return writeAccessTo(thing, { permissions, permission, atLeast, archived });
}
