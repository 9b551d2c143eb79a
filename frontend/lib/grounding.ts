/** What the check of an answer against its documents says, in plain words. */
import type { Grounding, UnsupportedSpan } from "@/lib/api/types";
import { plural } from "@/lib/format";

export type UnsupportedReason = UnsupportedSpan["reason"];

export const UNSUPPORTED_REASONS: Record<UnsupportedReason, string> = {
  wrong_figure: "The passages give another figure here.",
  wrong_name: "The passages give another name here.",
  contradicted: "The passages say the contrary.",
  not_found: "None of the passages says this.",
};

export type GroundingTone = "success" | "warning" | "danger" | "neutral";

export const GROUNDING_TONES: Record<Grounding, GroundingTone> = {
  supported: "success",
  partly: "warning",
  unsupported: "danger",
  not_in_documents: "neutral",
};

/** What the check makes of the whole answer; `unsupported` is how many sentences it marked. */
export function groundingText(grounding: Grounding, unsupported: number): string {
  if (grounding === "supported") return "Supported by the documents";
  if (grounding === "not_in_documents") return "Not in the documents";
  if (grounding === "partly" && unsupported === 0) return "Partly in the documents";
  return `${plural(unsupported, "sentence")} not supported by the documents`;
}

/** What that means for the reader. */
export const GROUNDING_NOTES: Record<Grounding, string> = {
  supported: "Every sentence that states something was found in the passages it cites.",
  partly: "What is underlined was not found in the passages. Check it before you rely on it.",
  unsupported: "No passage that was read supports this answer. Do not rely on it unchecked.",
  not_in_documents:
    "The answer says that the documents do not tell. Ask in other words, or add a document that does.",
};

/** 0.92 → "92%". */
export function confidenceText(confidence: number): string {
  return `${Math.round(confidence * 100)}%`;
}

/** Cuts the words that a span of code points covers out of an answer, without Markdown marks. */
export function spanText(answer: string, { start, end }: { start: number; end: number }): string {
  const words = Array.from(answer).slice(start, end).join("");
  return words
    .replace(/[*_`~#>|]+/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

export type QuotedPassage = { before: string; quote: string; after: string };

/** The quoted part of a passage with so many characters around it as show what it is about. */
export function quoteInPassage(passage: string, quote: string, around: number): QuotedPassage {
  const at = quote ? passage.indexOf(quote) : -1;
  if (at < 0) return { before: "", quote, after: "" };
  return {
    before: shortenedStart(passage.slice(0, at), around),
    quote,
    after: shortenedEnd(passage.slice(at + quote.length), around),
  };
}

function shortenedStart(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = text.slice(-length);
  return `…${kept.slice(Math.max(0, kept.search(/\s/)))}`;
}

function shortenedEnd(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = text.slice(0, length);
  const blank = Math.max(kept.lastIndexOf(" "), kept.lastIndexOf("\n"));
  return `${blank > 0 ? kept.slice(0, blank) : kept}…`;
}
