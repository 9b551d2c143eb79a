"use client";

import { ArrowUpRight, Link2Off, RefreshCw } from "lucide-react";
import Link from "next/link";
import { useState, type ReactNode } from "react";

import { CopyButton } from "@/components/common/copy-button";
import { ErrorState } from "@/components/common/error-state";
import { RelativeTime } from "@/components/common/relative-time";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import {
  sharedPath,
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

function NotShared({ session }: { session: ChatSession }) {
  const share = useShareConversation(session.id);
  return (
    <>
      <Audience session={session}>
        <li>What is asked after this stays yours until you share again.</li>
      </Audience>
      {share.error && <ErrorState error={share.error} className="mt-3" />}
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button
          variant="primary"
          pending={share.isPending}
          onClick={() => share.mutate()}
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
        <span>
          Shared <RelativeTime iso={share.created_at} />. It does not expire.
        </span>
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

/** The link shows less, or another branch, than what is open now. */
function UpdateShare({ session }: { session: ChatSession }) {
  const share = useShareConversation(session.id);
  return (
    <div className="mt-3 flex items-center justify-between gap-3 rounded-lg border px-3 py-2 text-[13px]">
      <p>The link shows an earlier state of this conversation.</p>
      <Button size="sm" pending={share.isPending} onClick={() => share.mutate()}>
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
