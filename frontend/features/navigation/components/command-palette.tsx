"use client";

import { BookOpen, MessageSquare, Monitor, Moon, Plus, Rocket, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { Dialog as DialogPrimitive } from "radix-ui";
import { useEffect } from "react";

import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from "@/components/ui/command";
import { useChatSessions } from "@/features/chat/api";
import { useDeployments } from "@/features/deployments/api";
import { useKnowledgeBases } from "@/features/knowledge_bases/api";
import { visiblePlaces } from "@/features/navigation/places";
import { useCan, useSession } from "@/lib/api/use-session";

type CommandPaletteProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** ⌘K: go to anything, do anything. */
export function CommandPalette({ open, onOpenChange }: CommandPaletteProps) {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      onOpenChange(!open);
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [open, onOpenChange]);

  return (
    <DialogPrimitive.Root open={open} onOpenChange={onOpenChange}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className="fixed inset-0 z-50 bg-black/40" />
        <DialogPrimitive.Content
          aria-describedby={undefined}
          className="fixed top-[14vh] left-1/2 z-50 w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 overflow-hidden rounded-lg border shadow-float"
        >
          <DialogPrimitive.Title className="sr-only">Command palette</DialogPrimitive.Title>
          <PaletteBody close={() => onOpenChange(false)} />
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  );
}

function PaletteBody({ close }: { close: () => void }) {
  const router = useRouter();
  const permissions = useSession().user?.permissions ?? [];

  function go(href: string) {
    close();
    router.push(href);
  }

  return (
    <Command loop>
      <CommandInput placeholder="Search or type a command" />
      <CommandList>
        <CommandEmpty>Nothing found.</CommandEmpty>
        <ActionGroup go={go} />
        <CommandGroup heading="Go to">
          {visiblePlaces(permissions)
            .flatMap((group) => group.places)
            .map(({ href, label, icon: Icon }) => (
              <CommandItem key={href} value={`go to ${label}`} onSelect={() => go(href)}>
                <Icon /> {label}
              </CommandItem>
            ))}
        </CommandGroup>
        <KnowledgeBaseGroup go={go} />
        <DeploymentGroup go={go} />
        <ConversationGroup go={go} />
        <ThemeGroup close={close} />
      </CommandList>
    </Command>
  );
}

type GroupProps = { go: (href: string) => void };

function ActionGroup({ go }: GroupProps) {
  const canWriteKnowledge = useCan("knowledge:write");
  const canDeploy = useCan("deployments:write");
  const canChat = useCan("chat:use");
  return (
    <CommandGroup heading="Actions">
      {canChat && (
        <CommandItem value="new conversation ask" onSelect={() => go("/chat")}>
          <Plus /> New conversation
        </CommandItem>
      )}
      {canWriteKnowledge && (
        <CommandItem value="create knowledge base" onSelect={() => go("/knowledge?create=true")}>
          <Plus /> Create knowledge base
        </CommandItem>
      )}
      {canDeploy && (
        <CommandItem value="create deployment" onSelect={() => go("/deployments/new")}>
          <Plus /> Create deployment
        </CommandItem>
      )}
    </CommandGroup>
  );
}

function KnowledgeBaseGroup({ go }: GroupProps) {
  const items = useKnowledgeBases().data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <CommandGroup heading="Knowledge bases">
      {items.map(({ id, name }) => (
        <CommandItem key={id} value={`${name} ${id}`} onSelect={() => go(`/knowledge/${id}`)}>
          <BookOpen /> <span className="truncate">{name}</span>
        </CommandItem>
      ))}
    </CommandGroup>
  );
}

function DeploymentGroup({ go }: GroupProps) {
  const items = useDeployments().data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <CommandGroup heading="Deployments">
      {items.map(({ id, name }) => (
        <CommandItem key={id} value={`${name} ${id}`} onSelect={() => go(`/deployments/${id}`)}>
          <Rocket /> <span className="truncate">{name}</span>
        </CommandItem>
      ))}
    </CommandGroup>
  );
}

function ConversationGroup({ go }: GroupProps) {
  const items = useChatSessions("").data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <CommandGroup heading="Conversations">
      {items.map(({ id, title }) => (
        <CommandItem key={id} value={`${title} ${id}`} onSelect={() => go(`/chat/${id}`)}>
          <MessageSquare /> <span className="truncate">{title}</span>
        </CommandItem>
      ))}
    </CommandGroup>
  );
}

const THEMES = [
  { value: "light", label: "Use light theme", icon: Sun },
  { value: "dark", label: "Use dark theme", icon: Moon },
  { value: "system", label: "Follow the system theme", icon: Monitor },
];

function ThemeGroup({ close }: { close: () => void }) {
  const { setTheme } = useTheme();
  return (
    <CommandGroup heading="Theme">
      {THEMES.map(({ value, label, icon: Icon }) => (
        <CommandItem
          key={value}
          value={label}
          onSelect={() => {
            setTheme(value);
            close();
          }}
        >
          <Icon /> {label}
        </CommandItem>
      ))}
    </CommandGroup>
  );
}
