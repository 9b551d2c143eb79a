import type { components } from "@/lib/api/schema";
import { cn } from "@/lib/cn";

type TextSegment = components["schemas"]["TextSegment"];

type TextDiffProps = { segments: readonly TextSegment[]; className?: string };

/** A text before and after in one: what went is struck out, what came is marked. */
export function TextDiff({ segments, className }: TextDiffProps) {
  return (
    <p
      data-testid="text-diff"
      className={cn(
        "text-[13px] leading-relaxed [overflow-wrap:anywhere] whitespace-pre-wrap",
        className,
      )}
    >
      {segments.map((segment, index) => (
        <Segment key={index} {...segment} />
      ))}
    </p>
  );
}

function Segment({ kind, text }: TextSegment) {
  if (kind === "removed") {
    return <del className="mx-px rounded-xs bg-danger-soft text-danger">{text}</del>;
  }
  if (kind === "added") {
    return <ins className="mx-px rounded-xs bg-success-soft text-success no-underline">{text}</ins>;
  }
  return text;
}
