"use client";

import type { ReactNode } from "react";

import { CopyButton } from "@/components/common/copy-button";
import { cn } from "@/lib/cn";

type CodeBlockProps = {
  /** The text that the copy button takes. */
  text: string;
  label?: string;
  className?: string;
  children?: ReactNode;
};

/** Code with its language and a copy button; `children` may be the highlighted form of `text`. */
export function CodeBlock({ text, label, className, children }: CodeBlockProps) {
  return (
    <div className={cn("prose-block overflow-hidden rounded-lg border bg-surface", className)}>
      <div className="flex h-9 items-center justify-between border-b pr-1 pl-3">
        <span className="font-mono text-xs text-muted-foreground">{label || "text"}</span>
        <CopyButton text={text} label="Copy code" />
      </div>
      <pre className="overflow-x-auto p-3 font-mono text-[13px] leading-relaxed" tabIndex={0}>
        <code>{children ?? text}</code>
      </pre>
    </div>
  );
}
