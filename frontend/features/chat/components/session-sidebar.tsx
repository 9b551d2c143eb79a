"use client";

import { Ellipsis, Pencil, Plus, Trash2 } from "lucide-react";
import Link from "next/link";
import { useParams, useRouter } from "next/navigation";
import { useState } from "react";

import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { ErrorState } from "@/components/common/error-state";
import { SearchField } from "@/components/common/filter-bar";
import { RelativeTime } from "@/components/common/relative-time";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Skeleton } from "@/components/ui/skeleton";
import { useChatSessions, useDeleteChatSession } from "@/features/chat/api";
import { RenameDialog } from "@/features/chat/components/rename-dialog";
import type { ChatSession } from "@/lib/api/types";
import { cn } from "@/lib/cn";

/** The reader's conversations, latest first. */
export function SessionSidebar({ onNavigate }: { onNavigate?: () => void }) {
  const [query, setQuery] = useState("");
  const sessions = useChatSessions(query);
  return (
    <div className="flex h-full flex-col" data-testid="session-sidebar">
      <div className="flex items-center gap-2 p-3">
        <SearchField
          value={query}
          onChange={setQuery}
          placeholder="Search titles"
          className="sm:w-full"
        />
        <Button asChild size="icon" aria-label="New conversation" title="New conversation">
          <Link href="/chat" onClick={onNavigate}>
            <Plus />
          </Link>
        </Button>
      </div>
      <nav aria-label="Conversations" className="min-h-0 flex-1 overflow-y-auto px-2 pb-3">
        {sessions.error && <ErrorState error={sessions.error} onRetry={sessions.refetch} />}
        {sessions.isPending && <SidebarSkeleton />}
        {sessions.data?.items.length === 0 && (
          <p className="px-2 py-6 text-center text-[13px] text-muted-foreground">
            {query ? "No conversation has this in its title." : "Your conversations appear here."}
          </p>
        )}
        <ul className="flex flex-col gap-0.5">
          {sessions.data?.items.map((session) => (
            <SessionItem key={session.id} session={session} onNavigate={onNavigate} />
          ))}
        </ul>
      </nav>
    </div>
  );
}

function SidebarSkeleton() {
  return Array.from({ length: 6 }, (_, index) => (
    <Skeleton key={index} className="mx-2 my-2 h-9" />
  ));
}

type SessionItemProps = { session: ChatSession; onNavigate?: () => void };

function SessionItem({ session, onNavigate }: SessionItemProps) {
  const { sessionId } = useParams<{ sessionId?: string }>();
  const current = sessionId === session.id;
  return (
    <li
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
        <span className="flex gap-1.5 text-xs text-muted-foreground">
          <span className="truncate">{session.deployment_name}</span>
          <span aria-hidden>·</span>
          <RelativeTime iso={session.updated_at} />
        </span>
      </Link>
      <SessionMenu session={session} current={current} />
    </li>
  );
}

function SessionMenu({ session, current }: { session: ChatSession; current: boolean }) {
  const router = useRouter();
  const [dialog, setDialog] = useState<"rename" | "delete" | null>(null);
  const remove = useDeleteChatSession();
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`Actions for ${session.title}`}
            className="absolute top-1.5 right-1 opacity-0 group-hover:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100 max-md:opacity-100"
          >
            <Ellipsis />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => setDialog("rename")}>
            <Pencil /> Rename
          </DropdownMenuItem>
          <DropdownMenuItem tone="danger" onSelect={() => setDialog("delete")}>
            <Trash2 /> Delete
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <RenameDialog
        session={session}
        open={dialog === "rename"}
        onOpenChange={(open) => setDialog(open ? "rename" : null)}
      />
      <ConfirmDialog
        open={dialog === "delete"}
        onOpenChange={(open) => setDialog(open ? "delete" : null)}
        title="Delete this conversation?"
        description={`“${session.title}” and its messages are removed.`}
        action="Delete conversation"
        onConfirm={async () => {
          await remove.mutateAsync(session.id);
          if (current) router.push("/chat");
        }}
      />
    </>
  );
}
