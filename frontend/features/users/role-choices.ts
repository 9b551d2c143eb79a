import type { Choice } from "@/components/common/choice-select";
import type { Role } from "@/lib/api/types";
import { isPowerful, ROLE_NAMES, ROLES } from "@/lib/roles";

/** The roles somebody may give; those of administrators are a super admin's to give. */
export function roleChoices(giver: Role | undefined): Choice<Role>[] {
  return ROLE_NAMES.map((value) => ({
    value,
    label: ROLES[value].label,
    disabled: isPowerful(value) && giver !== "super_admin",
  }));
}
