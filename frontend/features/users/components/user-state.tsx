import { CircleCheck, CirclePause } from "lucide-react";

import { Badge } from "@/components/ui/badge";
import type { UserAdmin } from "@/lib/api/types";

/** Whether an account can be used, and whether it ever was. */
export function UserState({ user }: { user: UserAdmin }) {
  if (!user.is_active) {
    return (
      <Badge tone="danger">
        <CirclePause aria-hidden /> Suspended
      </Badge>
    );
  }
  if (!user.last_sign_in_at) return <Badge tone="info">Never signed in</Badge>;
  return (
    <Badge tone="success">
      <CircleCheck aria-hidden /> Active
    </Badge>
  );
}
