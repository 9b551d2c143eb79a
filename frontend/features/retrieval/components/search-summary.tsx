"use client";

import { ChevronRight } from "lucide-react";

import { FactList, type Fact } from "@/components/common/facts";
import { IndexStates } from "@/features/retrieval/components/index-states";
import { StageTimings } from "@/features/retrieval/components/stage-timings";
import { stageShares } from "@/features/retrieval/figures";
import { languageName } from "@/features/retrieval/filters";
import { DEFAULT_RETRIEVAL, overridesBetween } from "@/features/retrieval/profile";
import { overridesText, STAGES } from "@/features/retrieval/words";
import type { SearchResult } from "@/lib/api/types";
import { formatDuration, formatNumber, plural } from "@/lib/format";

/** How a search went: how much was found, how long each stage took, and what was searched. */
export function SearchSummary({ result }: { result: SearchResult }) {
  const { hits, candidate_count: candidates, total_ms: total } = result;
  return (
    <details className="group mb-4 rounded-lg border" data-testid="search-summary">
      <summary className="cursor-pointer list-none rounded-lg px-4 py-2.5 [&::-webkit-details-marker]:hidden">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px]">
          <ChevronRight
            className="size-4 text-muted-foreground transition-transform duration-120 group-open:rotate-90"
            aria-hidden
          />
          <span className="tabular-nums">
            {plural(hits.length, "passage")} of {formatNumber(candidates)} candidates in{" "}
            {formatDuration(total)}
          </span>
          <span className="ml-auto text-muted-foreground">Stages, index and settings</span>
        </span>
        <StageBar result={result} />
      </summary>
      <div className="grid items-start gap-x-8 gap-y-4 border-t px-4 py-3 md:grid-cols-2">
        <StageTimings result={result} />
        <div className="min-w-0">
          <FactList facts={factsOf(result)} />
        </div>
      </div>
    </details>
  );
}

/** The stages in one line, each as wide as its share of the time. */
function StageBar({ result }: { result: SearchResult }) {
  return (
    <span aria-hidden className="mt-2 flex h-1.5 gap-px overflow-hidden rounded-full">
      {stageShares(result).map(({ stage, ms, share }, index) => (
        <span
          key={stage}
          title={`${STAGES[stage].label} ${formatDuration(ms)}`}
          className={index % 2 === 0 ? "bg-primary" : "bg-primary/45"}
          style={{ width: `${share}%` }}
        />
      ))}
    </span>
  );
}

function factsOf(result: SearchResult): Fact[] {
  const { query, searched_query: searched, languages, indexes } = result;
  return [
    ...(searched === query ? [] : [{ label: "Searched as", value: searched }]),
    {
      label: "Languages",
      value: languages.length > 0 ? languages.map(languageName).join(", ") : "Not known",
    },
    { label: "Index", value: <IndexStates indexes={indexes} /> },
    { label: "Settings", value: settingsText(result) },
  ];
}

function settingsText({ profile }: SearchResult): string {
  return overridesText(overridesBetween(DEFAULT_RETRIEVAL, profile)) || "All as by default";
}
