"use client";

import { ArrowUpRight, Link2Off, RefreshCw } from "lucide-react";
import Link from "next/link";
import { useState, type ReactNode } from "react";

import { ChoiceSelect, type Choice } from "@/components/common/choice-select";
import { CopyButton } from "@/components/common/copy-button";
import { ErrorState } from "@/components/common/error-state";
import { RelativeTime } from "@/components/common/relative-time";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogClose, DialogContent } from "@/components/ui/dialog";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import {
  hasEnded,
  sharedPath,
  type ShareEnd,
  useRevokeShare,
  useShare,
  useShareConversation,
} from "@/features/chat/sharing-api";
import type { ChatSession, Share } from "@/lib/api/types";

type ShareDialogProps = {
  session: ChatSession;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** The link to a conversation: who can read what with it, and its end. */
export function ShareDialog({ session, open, onOpenChange }: ShareDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Share conversation" className="max-w-lg" data-testid="share-dialog">
        <ShareState session={session} />
      </DialogContent>
    </Dialog>
  );
}

function ShareState({ session }: { session: ChatSession }) {
  const share = useShare(session.id);
  if (share.error) return <ErrorState error={share.error} onRetry={share.refetch} />;
  if (share.data === undefined) return <Skeleton className="h-32 w-full" />;
  return share.data === null ? (
    <NotShared session={session} />
  ) : (
    <Shared session={session} share={share.data} />
  );
}

/** What a reader with the link gets to see. */
function Audience({ session, children }: { session: ChatSession; children?: ReactNode }) {
  return (
    <ul className="grid list-disc gap-1 pl-4 text-[13px] text-muted-foreground">
      <li>
        Only people who are signed in and may use{" "}
        <span className="text-foreground">{session.deployment_name}</span> can open it.
      </li>
      <li>They see the questions, the answers with their sources, and your name.</li>
      <li>A document that they may not open is not quoted to them.</li>
      {children}
    </ul>
  );
}

const ENDS: Choice<string>[] = [
  { value: "1", label: "1 day" },
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "never", label: "No end", note: "until you stop sharing" },
];

function toEnd(choice: string): ShareEnd {
  return { expires_in_days: choice === "never" ? null : Number(choice) };
}

function NotShared({ session }: { session: ChatSession }) {
  const share = useShareConversation(session.id);
  const [end, setEnd] = useState("30");
  return (
    <>
      <Audience session={session}>
        <li>What is asked after this stays yours until you share again.</li>
      </Audience>
      <Field label="The link works for" className="mt-4">
        {(control) => (
          <ChoiceSelect control={control} value={end} onChange={setEnd} choices={ENDS} />
        )}
      </Field>
      {share.error && <ErrorState error={share.error} className="mt-3" />}
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button
          variant="primary"
          pending={share.isPending}
          onClick={() => share.mutate(toEnd(end))}
          data-testid="create-share"
        >
          Create link
        </Button>
      </DialogActions>
    </>
  );
}

function Shared({ session, share }: { session: ChatSession; share: Share }) {
  const path = sharedPath(share.token);
  const url = window.location.origin + path;
  const isBehind = share.leaf_id !== session.active_leaf_id;
  return (
    <>
      <div className="flex items-center gap-1">
        <Input
          readOnly
          aria-label="Link"
          value={url}
          onFocus={(event) => event.target.select()}
          className="font-mono text-xs"
          data-testid="share-link"
        />
        <CopyButton text={url} label="Copy link" />
      </div>
      <p className="mt-2 mb-3 flex items-center justify-between gap-3 text-[13px] text-muted-foreground">
        <ShareEnding session={session} share={share} />
        <Link
          href={path}
          target="_blank"
          className="flex items-center gap-1 rounded-sm text-primary-text hover:underline"
        >
          See what they see <ArrowUpRight className="size-3.5" aria-hidden />
        </Link>
      </p>
      <Audience session={session} />
      {isBehind && <UpdateShare session={session} />}
      <StopSharing session={session} />
    </>
  );
}

/** Until when the link works, and other ends to choose from. */
function ShareEnding({ session, share }: { session: ChatSession; share: Share }) {
  const change = useShareConversation(session.id);
  const { expires_at: end } = share;
  const isOver = hasEnded(share);
  return (
    <span className="flex items-center gap-2">
      <span className={isOver ? "text-warning" : undefined} data-testid="share-end">
        {end == null ? "Works until you stop sharing" : isOver ? "Ended" : "Ends"}{" "}
        {end != null && <RelativeTime iso={end} />}
      </span>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="link" size="sm" pending={change.isPending}>
            Change
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start">
          {ENDS.map(({ value, label }) => (
            <DropdownMenuItem key={value} onSelect={() => change.mutate(toEnd(value))}>
              {label}
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
    </span>
  );
}

/** The link shows less, or another branch, than what is open now. */
function UpdateShare({ session }: { session: ChatSession }) {
  const share = useShareConversation(session.id);
  return (
    <div className="mt-3 flex items-center justify-between gap-3 rounded-lg border px-3 py-2 text-[13px]">
      <p>The link shows an earlier state of this conversation.</p>
      <Button size="sm" pending={share.isPending} onClick={() => share.mutate({})}>
        {!share.isPending && <RefreshCw />} Show it as it is now
      </Button>
      {share.error && <ErrorState error={share.error} />}
    </div>
  );
}

function StopSharing({ session }: { session: ChatSession }) {
  const revoke = useRevokeShare(session.id);
  const [asked, setAsked] = useState(false);
  return (
    <>
      {revoke.error && <ErrorState error={revoke.error} className="mt-3" />}
      {asked && (
        <p className="mt-4 text-[13px]" role="status">
          The link will lead nowhere, and a new one will be another.
        </p>
      )}
      <DialogActions>
        <Button
          variant={asked ? "danger" : "secondary"}
          pending={revoke.isPending}
          onClick={() => (asked ? revoke.mutate() : setAsked(true))}
          data-testid="revoke-share"
        >
          {!revoke.isPending && <Link2Off />} Stop sharing
        </Button>
        <DialogClose asChild>
          <Button variant="primary">Done</Button>
        </DialogClose>
      </DialogActions>
    </>
  );
}
