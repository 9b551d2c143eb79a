import type { ComponentProps } from "react";

import { cn } from "@/lib/cn";

/** A range that is dragged or moved with the arrow keys. */
export function Slider({ className, ...props }: Omit<ComponentProps<"input">, "type">) {
  return (
    <input
      type="range"
      className={cn(
        "h-8 w-full min-w-0 cursor-pointer accent-primary disabled:cursor-not-allowed disabled:opacity-60",
        className,
      )}
      {...props}
    />
  );
}
