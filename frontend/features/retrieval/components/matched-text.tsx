import { cutMatches } from "@/features/retrieval/figures";
import type { Span } from "@/lib/text-span";

type MatchedTextProps = { text: string; matches: readonly Span[] };

/** A passage with the words that the question shares marked in it. */
export function MatchedText({ text, matches }: MatchedTextProps) {
  return cutMatches(text, matches).map((part, index) =>
    part.matched ? (
      <mark
        key={index}
        data-testid="match"
        className="rounded-xs bg-mark px-px text-mark-foreground shadow-[0_1px_0_0_var(--mark-edge)]"
      >
        {part.text}
      </mark>
    ) : (
      <span key={index}>{part.text}</span>
    ),
  );
}
