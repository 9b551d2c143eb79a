"use client";

import { Link2Off, MessageCircle } from "lucide-react";
import Link from "next/link";
import { useState } from "react";

import { CitedAnswer } from "@/components/common/cited-answer";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { Logo } from "@/components/common/logo";
import { RelativeTime } from "@/components/common/relative-time";
import { ThemeMenu } from "@/components/common/theme-menu";
import { Button } from "@/components/ui/button";
import { Dialog, SheetContent } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { QuestionBubble } from "@/features/chat/components/question-view";
import type { OpenSource } from "@/features/chat/components/thread-context";
import { GroundingNote } from "@/features/chat/components/grounding-note";
import { SourcePanel } from "@/features/chat/components/source-panel";
import { useSharedConversation } from "@/features/chat/sharing-api";
import { toApiError } from "@/lib/api/errors";
import type { Citation, Message, SharedConversation as Shared } from "@/lib/api/types";
import { useMediaQuery } from "@/lib/use-media-query";

/** A conversation for those who were given its link: to read, with its sources. */
export function SharedConversation({ token }: { token: string }) {
  const shared = useSharedConversation(token);
  const [source, setSource] = useState<OpenSource | null>(null);
  return (
    <div className="flex h-dvh flex-col">
      <ReadingBar shared={shared.data} />
      <div className="flex min-h-0 flex-1">
        <main
          id="content"
          className="min-w-0 flex-1 overflow-y-auto"
          data-testid="shared-conversation"
        >
          <div className="mx-auto max-w-[720px] px-4 py-8 sm:px-6">
            {shared.isPending && <ReadingSkeleton />}
            {shared.error && <NotReadable error={shared.error} onRetry={shared.refetch} />}
            {shared.data && (
              <Reading shared={shared.data} openSource={source} onOpenSource={setSource} />
            )}
          </div>
        </main>
        {source && <Source citation={source.citation} onClose={() => setSource(null)} />}
      </div>
    </div>
  );
}

function ReadingBar({ shared }: { shared: Shared | undefined }) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b px-4">
      <Link href="/home" className="mr-auto rounded-sm" aria-label="LLM Builder, home">
        <Logo />
      </Link>
      <ThemeMenu />
      {shared && (
        <Button asChild variant="primary" size="sm">
          <Link href={`/chat?deployment=${shared.deployment_id}`}>
            <MessageCircle /> Ask your own question
          </Link>
        </Button>
      )}
    </header>
  );
}

type ReadingProps = {
  shared: Shared;
  openSource: OpenSource | null;
  onOpenSource: (source: OpenSource) => void;
};

function Reading({ shared, openSource, onOpenSource }: ReadingProps) {
  return (
    <>
      <h1 className="text-xl font-semibold text-balance [overflow-wrap:anywhere]">
        {shared.title}
      </h1>
      <p className="mt-1 flex flex-wrap gap-x-1.5 border-b pb-5 text-[13px] text-muted-foreground">
        <span>Shared by {shared.shared_by}</span>
        <span aria-hidden>·</span>
        <span>Answers by {shared.deployment_name}</span>
        <span aria-hidden>·</span>
        <RelativeTime iso={shared.shared_at} />
      </p>
      {shared.messages.map((message) => (
        <div key={message.id} className="pt-5">
          {message.role === "user" ? (
            <div className="flex justify-end">
              <QuestionBubble text={message.content} />
            </div>
          ) : (
            <SharedAnswer
              answer={message}
              openNumber={openSource?.answerId === message.id ? openSource.citation.number : null}
              onOpen={(citation) => onOpenSource({ answerId: message.id, citation })}
            />
          )}
        </div>
      ))}
    </>
  );
}

type SharedAnswerProps = {
  answer: Message;
  openNumber: number | null;
  onOpen: (citation: Citation) => void;
};

function SharedAnswer({ answer, openNumber, onOpen }: SharedAnswerProps) {
  return (
    <div data-testid="answer" data-status={answer.status}>
      <CitedAnswer
        text={answer.content}
        citations={answer.citations}
        unsupported={answer.unsupported}
        openNumber={openNumber}
        onOpen={onOpen}
      />
      {answer.status === "complete" ? (
        <GroundingNote answer={answer} />
      ) : (
        <p className="text-[13px] text-muted-foreground">This answer was not finished.</p>
      )}
    </div>
  );
}

function Source({ citation, onClose }: { citation: Citation; onClose: () => void }) {
  const beside = useMediaQuery("(min-width: 1024px)");
  const panel = <SourcePanel citation={citation} onClose={onClose} />;
  if (beside) return <aside className="w-96 shrink-0 border-l 2xl:w-[30rem]">{panel}</aside>;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <SheetContent title={`Source ${citation.number}`}>{panel}</SheetContent>
    </Dialog>
  );
}

/** Whether there is no such link or it is not for this reader is told to nobody. */
function NotReadable({ error, onRetry }: { error: Error; onRetry: () => void }) {
  if (toApiError(error).status !== 404 && toApiError(error).status !== 422) {
    return <ErrorState error={error} onRetry={onRetry} />;
  }
  return (
    <EmptyState
      icon={Link2Off}
      title="There is nothing to read here"
      action={
        <Button asChild>
          <Link href="/home">Go to the start page</Link>
        </Button>
      }
    >
      The conversation is not shared any more, or you may not use the assistant that answered in it.
      Ask the person who sent you the link.
    </EmptyState>
  );
}

function ReadingSkeleton() {
  return (
    <div aria-busy className="grid gap-3">
      <Skeleton className="h-6 w-3/5" />
      <Skeleton className="mb-6 h-4 w-2/5" />
      <Skeleton className="mb-3 ml-auto h-10 w-56" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-11/12" />
    </div>
  );
}
