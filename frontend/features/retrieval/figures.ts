/** Lengths of bars, shares of time and pieces of text that a search's result is drawn with. */
import { RANKING_NAMES, type Ranking } from "@/features/retrieval/words";
import type { SearchHit, SearchResult } from "@/lib/api/types";
import type { Span } from "@/lib/text-span";

type Scored = Pick<SearchHit, "scores">;

/** The score that fills a bar of each ranking: similarity ends at 1, the others at their best. */
export type Scales = Record<Ranking, number>;

export function scalesOf(hits: readonly Scored[]): Scales {
  const best = (ranking: Ranking) =>
    Math.max(0, ...hits.map(({ scores }) => scores[ranking]?.score ?? 0));
  return { dense: 1, keyword: best("keyword"), fused: best("fused"), rerank: best("rerank") };
}

/** How much of its bar a score fills, in percent. */
export function fillOf(score: number, scale: number): number {
  return scale <= 0 ? 0 : Math.min(1, Math.max(0, score / scale)) * 100;
}

/** The rankings that took part in a search. */
export function rankingsOf(hits: readonly Scored[]): Ranking[] {
  return RANKING_NAMES.filter((ranking) => hits.some(({ scores }) => scores[ranking] !== null));
}

/** A score with as many digits as tell neighbours apart: similarity 0.612, fused 0.0325. */
export function scoreText(ranking: Ranking, score: number): string {
  if (ranking === "keyword") return score.toFixed(2);
  return score.toFixed(ranking === "fused" ? 4 : 3);
}

type Timing = SearchResult["timings"][number];
type Timed = Pick<SearchResult, "timings" | "total_ms">;

export type StageShare = { stage: Timing["stage"] | "other"; ms: number; share: number };

/** Each stage with its share of the time in percent, and what lies between them as the last. */
export function stageShares({ timings, total_ms: total }: Timed): StageShare[] {
  const other = total - timings.reduce((sum, { ms }) => sum + ms, 0);
  const stages = [...timings, ...(other > 0 ? [{ stage: "other" as const, ms: other }] : [])];
  return stages.map((timing) => ({
    ...timing,
    share: total === 0 ? 0 : (timing.ms / total) * 100,
  }));
}

/** Whether the stores were not asked, because nothing has changed since the same search. */
export function isRemembered({ hits, timings }: Pick<SearchResult, "hits" | "timings">): boolean {
  return hits.length > 0 && !timings.some(({ stage }) => stage === "search");
}

export type TextPart = { text: string; matched: boolean };

/** Cuts a text where its matches begin and end; positions count code points, as in the API. */
export function cutMatches(text: string, matches: readonly Span[]): TextPart[] {
  const points = Array.from(text);
  const parts: TextPart[] = [];
  let position = 0;
  const add = (end: number, matched: boolean) => {
    const part = points.slice(position, end).join("");
    if (part) parts.push({ text: part, matched });
    position = Math.max(position, end);
  };
  for (const { start, end } of [...matches].sort((a, b) => a.start - b.start)) {
    add(Math.max(start, position), false);
    add(end, true);
  }
  add(points.length, false);
  return parts;
}

/** What is read before and after a passage; code-point positions as in the API. */
export function contextParts(
  hit: Pick<
    SearchHit,
    "char_start" | "char_end" | "context_start" | "context_end" | "context_text"
  >,
): { before: string; passage: string; after: string } {
  const points = Array.from(hit.context_text);
  const start = Math.min(Math.max(0, hit.char_start - hit.context_start), points.length);
  const end = Math.max(start, points.length - Math.max(0, hit.context_end - hit.char_end));
  return {
    before: points.slice(0, start).join(""),
    passage: points.slice(start, end).join(""),
    after: points.slice(end).join(""),
  };
}

/** Whether more than the passage itself is read. */
export function hasContext(
  hit: Pick<SearchHit, "char_start" | "char_end" | "context_start" | "context_end">,
): boolean {
  return hit.context_start < hit.char_start || hit.context_end > hit.char_end;
}
