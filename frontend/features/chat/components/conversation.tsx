"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ArrowDown } from "lucide-react";
import Link from "next/link";
import { useState } from "react";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Dialog, SheetContent } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { useChatSession, useMessages } from "@/features/chat/api";
import { Composer } from "@/features/chat/components/composer";
import { ConversationMenu } from "@/features/chat/components/conversation-menu";
import { ExchangeView, type OpenSource } from "@/features/chat/components/exchange-view";
import { LiveExchange } from "@/features/chat/components/live-exchange";
import { SourcePanel } from "@/features/chat/components/source-panel";
import { canAnswerAgain, keptExchanges } from "@/features/chat/exchanges";
import { useFollowScroll } from "@/features/chat/hooks/use-follow-scroll";
import { answerAgain, askQuestion, stopAnswer, useLiveAnswer } from "@/features/chat/live-answers";
import { TracePanel } from "@/features/chat/components/trace-panel";
import type { ChatSession, Message } from "@/lib/api/types";
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
      {session.error ? (
        <div className="mx-auto w-full max-w-[720px] px-4 py-8">
          <ErrorState error={session.error} onRetry={session.refetch} />
        </div>
      ) : (
        <Thread
          sessionId={sessionId}
          session={session.data}
          openSource={panel?.source ?? null}
          onOpenSource={(source) => setPanel({ source })}
          openTraceId={panel?.trace?.id ?? null}
          onOpenTrace={(trace) => setPanel({ trace })}
        />
      )}
      <SidePanel panel={panel} onClose={() => setPanel(null)} />
    </div>
  );
}

type ThreadProps = {
  sessionId: string;
  session: ChatSession | undefined;
  openSource: OpenSource | null;
  onOpenSource: (source: OpenSource) => void;
  openTraceId: string | null;
  onOpenTrace: (answer: Message) => void;
};

function Thread({ sessionId, session, ...panels }: ThreadProps) {
  const queryClient = useQueryClient();
  const live = useLiveAnswer(sessionId);
  const messages = useMessages(sessionId, live === null);
  const { container, content, following, scrollToEnd } = useFollowScroll();
  const exchanges = keptExchanges(messages.data ?? [], live);
  const isWriting = live !== null && live.error === null;

  function ask(question: string) {
    askQuestion(queryClient, sessionId, question);
    scrollToEnd();
  }

  function retryLive() {
    if (live?.typedQuestion) ask(live.typedQuestion);
    else if (live?.question) answerAgain(queryClient, sessionId, live.question);
  }

  return (
    <div className="relative flex min-w-0 flex-1 flex-col">
      <div ref={container} className="min-h-0 flex-1 overflow-y-auto" data-testid="thread">
        <div ref={content} className="mx-auto max-w-[720px] px-4 pt-4 pb-6 sm:px-6">
          {messages.error && <ErrorState error={messages.error} onRetry={messages.refetch} />}
          {messages.isPending && !live && <ThreadSkeleton />}
          {exchanges.map((exchange, index) => {
            const isLast = index === exchanges.length - 1;
            const retriable = isLast && !live && canAnswerAgain(exchange.answer);
            return (
              <ExchangeView
                key={exchange.question.id}
                exchange={exchange}
                {...panels}
                onRetry={
                  retriable
                    ? () => answerAgain(queryClient, sessionId, exchange.question)
                    : undefined
                }
              />
            );
          })}
          {live && (
            <LiveExchange
              live={live}
              openSource={panels.openSource}
              onOpenSource={panels.onOpenSource}
              onRetry={retryLive}
            />
          )}
        </div>
      </div>
      <div className="relative mx-auto w-full max-w-[720px] px-4 pb-4 sm:px-6">
        {!following && (
          <Button
            size="icon"
            aria-label="Jump to the latest"
            className="absolute -top-11 left-1/2 -translate-x-1/2 rounded-full shadow-float"
            onClick={scrollToEnd}
          >
            <ArrowDown />
          </Button>
        )}
        <Composer
          key={sessionId}
          onSend={ask}
          onStop={isWriting ? () => void stopAnswer(sessionId) : undefined}
          placeholder="Ask a follow-up"
        >
          {session && (
            <Link
              href={`/deployments/${session.deployment_id}`}
              className="block truncate rounded-sm hover:text-foreground hover:underline"
            >
              {session.deployment_name}
            </Link>
          )}
        </Composer>
      </div>
    </div>
  );
}

function ThreadSkeleton() {
  return (
    <div aria-busy className="grid gap-3 py-5">
      <Skeleton className="mb-3 ml-auto h-10 w-56" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-11/12" />
      <Skeleton className="h-4 w-3/5" />
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
