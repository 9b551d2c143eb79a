import type { ComponentProps } from "react";

import { cn } from "@/lib/cn";

type SliderProps = Omit<ComponentProps<"input">, "type" | "value" | "min" | "max"> & {
  value: number;
  min: number;
  max: number;
};

/** A range that is dragged or moved with the arrow keys. */
export function Slider({ className, style, ...props }: SliderProps) {
  const share = (props.value - props.min) / (props.max - props.min);
  return (
    <input
      type="range"
      className={cn("slider h-8 w-full min-w-0", className)}
      style={{ ...style, "--share": Math.min(1, Math.max(0, share)) } as typeof style}
      {...props}
    />
  );
}
