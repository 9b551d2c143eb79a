"use client";

import type { ReactNode } from "react";

import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { TracePassages } from "@/features/traces/components/trace-passages";
import { TracePrompt } from "@/features/traces/components/trace-prompt";
import type { AnswerTrace } from "@/lib/api/types";
import { formatNumber } from "@/lib/format";

type TraceTabsProps = {
  /** Undefined while it is not here, null where none was kept with the answer. */
  trace: AnswerTrace | null | undefined;
  overview: ReactNode;
  /** The answer of another version, where one can be asked for. */
  replay?: ReactNode;
  /** What stands in for a trace that is not here (yet). */
  children?: ReactNode;
};

/** How an answer came about, part by part. */
export function TraceTabs({ trace, overview, replay, children }: TraceTabsProps) {
  const isHere = trace !== undefined;
  return (
    <Tabs defaultValue="overview" className="flex min-h-0 flex-1 flex-col">
      <TabsList className="shrink-0 px-4">
        <TabsTrigger value="overview">Overview</TabsTrigger>
        <TabsTrigger value="passages" data-testid="trace-tab-passages">
          Passages
          <FoundCount trace={trace} />
        </TabsTrigger>
        <TabsTrigger value="prompt" data-testid="trace-tab-prompt">
          Prompt
        </TabsTrigger>
        {replay && (
          <TabsTrigger value="replay" data-testid="trace-tab-replay">
            Replay
          </TabsTrigger>
        )}
      </TabsList>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-6" tabIndex={-1}>
        <TabsContent value="overview" className="pt-4">
          {children}
          {isHere && overview}
        </TabsContent>
        <TabsContent value="passages" className="pt-4">
          {children}
          {isHere && <TracePassages trace={trace} />}
        </TabsContent>
        <TabsContent value="prompt" className="pt-4">
          {children}
          {isHere && <TracePrompt prompt={trace?.prompt ?? []} />}
        </TabsContent>
        <TabsContent value="replay" className="pt-4">
          {replay}
        </TabsContent>
      </div>
    </Tabs>
  );
}

function FoundCount({ trace }: Pick<TraceTabsProps, "trace">) {
  const found = trace?.retrieval?.hits.length;
  if (found === undefined) return null;
  return (
    <span className="ml-1.5 font-mono text-xs text-muted-foreground">{formatNumber(found)}</span>
  );
}
