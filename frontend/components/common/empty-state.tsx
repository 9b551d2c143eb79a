import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type EmptyStateProps = {
  icon: LucideIcon;
  title: string;
  /** One sentence: what this is for. */
  children: ReactNode;
  action?: ReactNode;
};

/** An empty place that teaches what belongs there and offers the one way to start. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div
      data-testid="empty-state"
      className="flex flex-col items-center rounded-lg border border-dashed px-6 py-14 text-center"
    >
      <span className="mb-4 grid size-10 place-items-center rounded-lg border bg-surface">
        <Icon className="size-5 text-muted-foreground" aria-hidden />
      </span>
      <h2 className="text-[15px] font-medium">{title}</h2>
      <p className="mt-1 max-w-md text-balance text-muted-foreground">{children}</p>
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
