"use client";

import { Archive, ArrowLeft, Link2, Plus } from "lucide-react";
import Link from "next/link";
import { useParams } from "next/navigation";
import { useMemo, useState } from "react";

import { ErrorState } from "@/components/common/error-state";
import { SearchField } from "@/components/common/filter-bar";
import { RelativeTime } from "@/components/common/relative-time";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { ConversationMenu } from "@/features/chat/components/conversation-menu";
import { groupByDay } from "@/features/chat/day-groups";
import { useConversationPages, type ConversationFilter } from "@/features/chat/sharing-api";
import type { ChatSession } from "@/lib/api/types";
import { cn } from "@/lib/cn";

type SessionSidebarProps = { onNavigate?: () => void };

/** The reader's conversations, latest first, under their days; those put away apart. */
export function SessionSidebar({ onNavigate }: SessionSidebarProps) {
  const [query, setQuery] = useState("");
  const [archived, setArchived] = useState(false);
  return (
    <div className="flex h-full flex-col" data-testid="session-sidebar">
      <div className="flex items-center gap-2 p-3">
        <SearchField
          value={query}
          onChange={setQuery}
          placeholder="Search chats"
          className="sm:w-full"
        />
        <Button asChild size="icon" aria-label="New conversation" title="New conversation">
          <Link href="/chat" onClick={onNavigate}>
            <Plus />
          </Link>
        </Button>
      </div>
      {archived && (
        <h2 className="px-4.5 pb-1 text-[13px] font-medium" data-testid="archive-title">
          Archive
        </h2>
      )}
      <Conversations query={query} archived={archived} onNavigate={onNavigate} />
      <div className="border-t p-2">
        <Button
          variant="ghost"
          size="sm"
          className="w-full justify-start"
          onClick={() => setArchived(!archived)}
          data-testid="toggle-archive"
        >
          {archived ? <ArrowLeft /> : <Archive />}
          {archived ? "Back to conversations" : "Archive"}
        </Button>
      </div>
    </div>
  );
}

type ConversationsProps = ConversationFilter & SessionSidebarProps;

function Conversations({ query, archived, onNavigate }: ConversationsProps) {
  const pages = useConversationPages({ query, archived });
  const sessions = useMemo(() => pages.data?.pages.flatMap(({ items }) => items), [pages.data]);
  return (
    <nav aria-label="Conversations" className="min-h-0 flex-1 overflow-y-auto px-2 pb-3">
      {pages.error && <ErrorState error={pages.error} onRetry={pages.refetch} />}
      {pages.isPending && <SidebarSkeleton />}
      {sessions?.length === 0 && <NoConversations query={query} archived={archived} />}
      {sessions && <DayGroups sessions={sessions} onNavigate={onNavigate} />}
      {pages.hasNextPage && (
        <Button
          variant="ghost"
          size="sm"
          className="mt-2 w-full"
          pending={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          Show older
        </Button>
      )}
    </nav>
  );
}

function NoConversations({ query, archived }: ConversationFilter) {
  const text = query
    ? `No ${archived ? "archived " : ""}conversation has this in its title or its messages.`
    : archived
      ? "What you archive is kept here, out of the way."
      : "Your conversations appear here.";
  return <p className="px-2 py-6 text-center text-[13px] text-muted-foreground">{text}</p>;
}

type DayGroupsProps = SessionSidebarProps & { sessions: ChatSession[] };

function DayGroups({ sessions, onNavigate }: DayGroupsProps) {
  return groupByDay(sessions, new Date()).map(({ label, items }) => (
    <section key={label} aria-label={label} data-testid="day-group">
      <h3 className="px-2.5 pt-3 pb-1 text-xs text-muted-foreground">{label}</h3>
      <ul className="flex flex-col gap-0.5">
        {items.map((session) => (
          <SessionItem key={session.id} session={session} onNavigate={onNavigate} />
        ))}
      </ul>
    </section>
  ));
}

function SidebarSkeleton() {
  return Array.from({ length: 6 }, (_, index) => (
    <Skeleton key={index} className="mx-2 my-2 h-9" />
  ));
}

type SessionItemProps = SessionSidebarProps & { session: ChatSession };

function SessionItem({ session, onNavigate }: SessionItemProps) {
  const { sessionId } = useParams<{ sessionId?: string }>();
  const current = sessionId === session.id;
  return (
    <li
      data-testid="session-item"
      className={cn(
        "group relative rounded-md transition-colors duration-120",
        current ? "bg-primary-soft" : "hover:bg-muted",
      )}
    >
      <Link
        href={`/chat/${session.id}`}
        onClick={onNavigate}
        aria-current={current ? "page" : undefined}
        className="block rounded-md py-1.5 pr-9 pl-2.5"
      >
        <span className={cn("block truncate text-[13px]", current && "font-medium")}>
          {session.title}
        </span>
        <span className="flex items-center gap-1.5 text-xs text-muted-foreground">
          {session.shared && <Link2 className="size-3 shrink-0" aria-label="Shared" />}
          <span className="truncate">{session.deployment_name}</span>
          <span aria-hidden>·</span>
          <RelativeTime iso={session.updated_at} />
        </span>
      </Link>
      <ConversationMenu
        session={session}
        current={current}
        className="absolute top-1.5 right-1 opacity-0 group-hover:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100 max-lg:opacity-100"
      />
    </li>
  );
}
