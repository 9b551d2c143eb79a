"use client";

import { useEffect, useRef, type ComponentProps } from "react";

import { cn } from "@/lib/cn";

const MAX_HEIGHT = 240;
/** The longest question that the API takes. */
const MAX_LENGTH = 8000;

/** A text field that grows with its text, up to a height from which it scrolls. */
export function GrowingTextarea({ className, ...props }: ComponentProps<"textarea">) {
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${Math.min(element.scrollHeight, MAX_HEIGHT)}px`;
  }, [props.value]);

  return (
    <textarea
      ref={field}
      rows={1}
      maxLength={MAX_LENGTH}
      className={cn(
        "block w-full resize-none bg-transparent text-[15px] leading-relaxed outline-none placeholder:text-muted-foreground",
        className,
      )}
      {...props}
    />
  );
}
