import { cn } from "@/lib/cn";

/** The mark: a citation, which is what every answer here carries. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden className={cn("size-6 shrink-0", className)}>
      <rect width="24" height="24" rx="6" className="fill-foreground" />
      <g className="stroke-background" strokeWidth="2" fill="none" strokeLinecap="square">
        <path d="M9 6.5H6.5v11H9" />
        <path d="M15 6.5h2.5v11H15" />
      </g>
      <circle cx="12" cy="12" r="2" className="fill-background" />
    </svg>
  );
}

export function Logo() {
  return (
    <span className="flex items-center gap-2 font-semibold tracking-tight">
      <LogoMark />
      LLM Builder
    </span>
  );
}
