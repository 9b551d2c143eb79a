"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";

import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { copyText } from "@/lib/copy-text";

const SHOWN_MS = 1500;

export function useCopied(): [boolean, (text: string) => Promise<void>] {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return [copied, async (text) => setCopied(await copyText(text))];
}

type CopyButtonProps = { text: string; label: string; className?: string };

export function CopyButton({ text, label, className }: CopyButtonProps) {
  const [copied, copy] = useCopied();
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={copied ? "Copied" : label}
      title={label}
      className={className}
      onClick={() => copy(text)}
    >
      {copied ? <Check className="text-success" /> : <Copy />}
    </Button>
  );
}

/** An id, shortened; a click copies the whole of it. */
export function CopyableId({ id, className }: { id: string; className?: string }) {
  const [copied, copy] = useCopied();
  return (
    <button
      type="button"
      onClick={() => copy(id)}
      title={`Copy ${id}`}
      className={cn(
        "rounded-sm font-mono text-xs text-muted-foreground hover:text-foreground",
        className,
      )}
    >
      {copied ? "Copied" : id.slice(0, 8)}
    </button>
  );
}
