import type { ComponentProps } from "react";

import { cn } from "@/lib/cn";

export const fieldStyles =
  "w-full rounded-md border border-border-strong bg-background px-2.5 text-sm transition-colors duration-150 placeholder:text-muted-foreground hover:border-muted-foreground/60 disabled:opacity-60 aria-invalid:border-danger";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(fieldStyles, "h-8", className)} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea className={cn(fieldStyles, "min-h-20 py-2 leading-relaxed", className)} {...props} />
  );
}
