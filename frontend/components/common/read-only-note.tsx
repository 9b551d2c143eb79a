import { Lock } from "lucide-react";

/** Why there is nothing to change here; nothing at all when there is no reason to tell. */
export function ReadOnlyNote({ reason }: { reason: string | null }) {
  if (!reason) return null;
  return (
    <p
      data-testid="read-only-note"
      className="mb-5 flex items-start gap-2 rounded-lg border bg-surface px-3.5 py-2.5 text-[13px] text-muted-foreground"
    >
      <Lock className="mt-0.5 size-4 shrink-0" aria-hidden />
      {reason}
    </p>
  );
}
