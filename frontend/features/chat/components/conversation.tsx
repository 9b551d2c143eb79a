"use client";

import { useState } from "react";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { ErrorState } from "@/components/common/error-state";
import { Dialog, SheetContent } from "@/components/ui/dialog";
import { useChatSession } from "@/features/chat/api";
import { ConversationMenu } from "@/features/chat/components/conversation-menu";
import { SourcePanel } from "@/features/chat/components/source-panel";
import { ThreadSkeleton, ThreadView } from "@/features/chat/components/thread";
import type { OpenSource } from "@/features/chat/components/thread-context";
import { TracePanel } from "@/features/chat/components/trace-panel";
import type { Message } from "@/lib/api/types";
import { useMediaQuery } from "@/lib/use-media-query";

/** What is open beside the conversation: a source of an answer, or how the answer came about. */
type OpenPanel = { source: OpenSource; trace?: never } | { trace: Message; source?: never };

/** One conversation: what was said, the answer in the making, the composer, an open source. */
export function Conversation({ sessionId }: { sessionId: string }) {
  const session = useChatSession(sessionId);
  const [panel, setPanel] = useState<OpenPanel | null>(null);
  return (
    <div className="flex h-full min-w-0 flex-1">
      <Breadcrumbs
        items={[{ label: "Chat", href: "/chat" }, { label: session.data?.title ?? "…" }]}
      >
        {session.data && (
          <ConversationMenu session={session.data} current testId="conversation-menu" />
        )}
      </Breadcrumbs>
      {session.error && (
        <div className="mx-auto w-full max-w-[720px] px-4 py-8">
          <ErrorState error={session.error} onRetry={session.refetch} />
        </div>
      )}
      {session.isPending && (
        <div className="flex-1 px-4 pt-4 sm:px-6">
          <ThreadSkeleton />
        </div>
      )}
      {session.data && (
        <ThreadView
          session={session.data}
          panels={{
            openSource: panel?.source ?? null,
            onOpenSource: (source) => setPanel({ source }),
            openTraceId: panel?.trace?.id ?? null,
            onOpenTrace: (trace) => setPanel({ trace }),
          }}
        />
      )}
      <SidePanel panel={panel} onClose={() => setPanel(null)} />
    </div>
  );
}

/** The panel beside the answer, or over it where there is no room beside. */
function SidePanel({ panel, onClose }: { panel: OpenPanel | null; onClose: () => void }) {
  const beside = useMediaQuery("(min-width: 1024px)");
  if (!panel) return null;
  const content = panel.source ? (
    <SourcePanel {...panel.source} onClose={onClose} />
  ) : (
    <TracePanel key={panel.trace.id} answer={panel.trace} onClose={onClose} />
  );
  if (beside) return <aside className="w-96 shrink-0 border-l 2xl:w-[30rem]">{content}</aside>;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <SheetContent
        title={panel.source ? `Source ${panel.source.citation.number}` : "Why this answer"}
      >
        {content}
      </SheetContent>
    </Dialog>
  );
}
