import { CircleAlert, CircleCheck, CircleSlash } from "lucide-react";

import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { AuditOutcome } from "@/lib/api/types";

const OUTCOMES: Record<AuditOutcome, { tone: BadgeTone; label: string; icon: typeof CircleAlert }> =
  {
    success: { tone: "success", label: "Success", icon: CircleCheck },
    denied: { tone: "warning", label: "Denied", icon: CircleSlash },
    failed: { tone: "danger", label: "Failed", icon: CircleAlert },
  };

export function OutcomeBadge({ outcome }: { outcome: AuditOutcome }) {
  const { tone, label, icon: Icon } = OUTCOMES[outcome];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden /> {label}
    </Badge>
  );
}
