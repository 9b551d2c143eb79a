import type { Permission, ProjectRole } from "@/lib/api/types";

const ORDER: ProjectRole[] = ["viewer", "editor", "owner"];

export const PROJECT_ROLES: Record<ProjectRole, { label: string; note: string }> = {
  viewer: { label: "Viewer", note: "Reads, searches and asks" },
  editor: { label: "Editor", note: "Also adds and changes" },
  owner: { label: "Owner", note: "Also shares, invites and deletes" },
};

export const PROJECT_ROLE_NAMES = ORDER;

/**
 * What somebody may do in a project: administrators everything, others what their role says;
 * null for those who merely have something of it shared with them.
 */
export function effectiveRole(
  role: ProjectRole | null,
  permissions: readonly Permission[],
): ProjectRole | null {
  return permissions.includes("objects:of_others") ? "owner" : role;
}

/** Whether a role is at least as strong as another. */
export function isAtLeast(role: ProjectRole | null, wanted: ProjectRole): boolean {
  return role !== null && ORDER.indexOf(role) >= ORDER.indexOf(wanted);
}
