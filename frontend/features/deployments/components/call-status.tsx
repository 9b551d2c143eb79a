import { CircleAlert, CircleCheck, CircleDashed, CircleSlash, type LucideIcon } from "lucide-react";

import { Badge, type BadgeTone } from "@/components/ui/badge";
import { STATUS_LABELS } from "@/features/deployments/call-words";
import type { Call } from "@/lib/api/types";

const LOOKS: Record<Call["status"], { tone: BadgeTone; icon: LucideIcon }> = {
  streaming: { tone: "info", icon: CircleDashed },
  complete: { tone: "success", icon: CircleCheck },
  interrupted: { tone: "warning", icon: CircleSlash },
  failed: { tone: "danger", icon: CircleAlert },
};

/** How a call ended. */
export function CallStatusBadge({ status }: { status: Call["status"] }) {
  const { tone, icon: Icon } = LOOKS[status];
  return (
    <Badge tone={tone} data-testid="call-status">
      <Icon aria-hidden /> {STATUS_LABELS[status]}
    </Badge>
  );
}
