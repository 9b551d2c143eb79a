"use client";

import {
  Archive,
  ArchiveRestore,
  Braces,
  Ellipsis,
  FileText,
  Pencil,
  Share2,
  Trash2,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";

import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { useDeleteChatSession } from "@/features/chat/api";
import { RenameDialog } from "@/features/chat/components/rename-dialog";
import { ShareDialog } from "@/features/chat/components/share-dialog";
import {
  exportConversation,
  useArchiveConversation,
  type ExportFormat,
} from "@/features/chat/sharing-api";
import { toApiError } from "@/lib/api/errors";
import type { ChatSession } from "@/lib/api/types";

type OpenDialog = "rename" | "share" | "delete";

type ConversationMenuProps = {
  session: ChatSession;
  /** It is the one that is open. */
  current: boolean;
  className?: string;
  /** Names the button for browser tests. */
  testId?: string;
};

/** What can be done with a whole conversation. */
export function ConversationMenu(props: ConversationMenuProps) {
  const { session, current, className, testId } = props;
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`Actions for ${session.title}`}
            className={className}
            data-testid={testId}
          >
            <Ellipsis />
          </Button>
        </DropdownMenuTrigger>
        <MenuItems session={session} onOpen={setDialog} />
      </DropdownMenu>
      <MenuDialogs session={session} current={current} dialog={dialog} onOpen={setDialog} />
    </>
  );
}

type MenuItemsProps = { session: ChatSession; onOpen: (dialog: OpenDialog) => void };

function MenuItems({ session, onOpen }: MenuItemsProps) {
  const archive = useArchiveConversation();
  const isArchived = session.archived_at !== null;
  const isEmpty = session.message_count === 0;

  function setArchived(archived: boolean) {
    archive.mutate(
      { id: session.id, archived },
      {
        onSuccess: () =>
          toast(archived ? "Conversation archived" : "Conversation is back in the list", {
            action: { label: "Undo", onClick: () => setArchived(!archived) },
          }),
        onError: (error) => toast.error(toApiError(error).message),
      },
    );
  }

  return (
    <DropdownMenuContent>
      <DropdownMenuItem onSelect={() => onOpen("rename")}>
        <Pencil /> Rename
      </DropdownMenuItem>
      <DropdownMenuItem disabled={isEmpty} onSelect={() => onOpen("share")}>
        <Share2 /> {session.shared ? "Shared: change" : "Share"}
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      <DropdownMenuItem disabled={isEmpty} onSelect={() => void saveAs(session, "md")}>
        <FileText /> Export as Markdown
      </DropdownMenuItem>
      <DropdownMenuItem disabled={isEmpty} onSelect={() => void saveAs(session, "json")}>
        <Braces /> Export as JSON
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      <DropdownMenuItem onSelect={() => setArchived(!isArchived)}>
        {isArchived ? <ArchiveRestore /> : <Archive />}
        {isArchived ? "Take out of the archive" : "Archive"}
      </DropdownMenuItem>
      <DropdownMenuItem tone="danger" onSelect={() => onOpen("delete")}>
        <Trash2 /> Delete
      </DropdownMenuItem>
    </DropdownMenuContent>
  );
}

async function saveAs(session: ChatSession, format: ExportFormat): Promise<void> {
  try {
    await exportConversation(session, format);
  } catch (error) {
    const { message, advice } = toApiError(error);
    toast.error(message, { description: advice ?? undefined });
  }
}

type MenuDialogsProps = {
  session: ChatSession;
  current: boolean;
  dialog: OpenDialog | null;
  onOpen: (dialog: OpenDialog | null) => void;
};

function MenuDialogs({ session, current, dialog, onOpen }: MenuDialogsProps) {
  const router = useRouter();
  const remove = useDeleteChatSession();
  const props = (name: OpenDialog) => ({
    session,
    open: dialog === name,
    onOpenChange: (open: boolean) => onOpen(open ? name : null),
  });
  return (
    <>
      <RenameDialog {...props("rename")} />
      <ShareDialog {...props("share")} />
      <ConfirmDialog
        {...props("delete")}
        title="Delete this conversation?"
        description={`“${session.title}”, its messages and its files are removed${session.shared ? ", and its link leads nowhere" : ""}.`}
        action="Delete conversation"
        onConfirm={async () => {
          await remove.mutateAsync(session.id);
          if (current) router.push("/chat");
        }}
      />
    </>
  );
}
