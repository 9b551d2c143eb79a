import type { Role, TierName } from "@/lib/api/types";

/** The platform roles, strongest first, in words. */
export const ROLES: Record<Role, { label: string; note: string }> = {
  super_admin: { label: "Super admin", note: "Everything, also making administrators" },
  admin: { label: "Admin", note: "Users, groups, limits and every project" },
  builder: { label: "Builder", note: "Creates projects, knowledge and deployments" },
  user: { label: "User", note: "Reads and asks where admitted" },
  auditor: { label: "Auditor", note: "Reads the audit log and usage, nothing else" },
};

export const ROLE_NAMES = Object.keys(ROLES) as Role[];

/** Whether only a super admin may give or change this role. */
export function isPowerful(role: Role): boolean {
  return role === "super_admin" || role === "admin";
}

export const TIERS: Record<TierName, string> = {
  free: "Free",
  pro: "Pro",
  enterprise: "Enterprise",
};

export const TIER_NAMES = Object.keys(TIERS) as TierName[];
