"use client";

import {
  BookOpen,
  Boxes,
  Layers,
  MessageSquare,
  NotebookPen,
  Plus,
  Rocket,
  UserRound,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog as DialogPrimitive } from "radix-ui";
import { useEffect } from "react";

import { THEMES } from "@/components/common/theme-menu";
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
import { useModels } from "@/features/models/api";
import { visiblePlaces } from "@/features/navigation/places";
import { useChooseTheme } from "@/features/profile/preferences";
import { useProjectChoices } from "@/features/projects/api";
import { ProjectTile } from "@/features/projects/components/project-tile";
import { useCurrentProject } from "@/features/projects/current-project";
import { usePromptTemplates } from "@/features/prompts/api";
import type { Permission } from "@/lib/api/types";
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
          <CommandItem value="go to Profile sessions password" onSelect={() => go("/profile")}>
            <UserRound /> Profile
          </CommandItem>
        </CommandGroup>
        <KnowledgeBaseGroup go={go} />
        <DeploymentGroup go={go} />
        <ModelGroup go={go} />
        <PromptGroup go={go} />
        <ConversationGroup go={go} />
        <ProjectGroup close={close} />
        <ThemeGroup close={close} />
      </CommandList>
    </Command>
  );
}

type GroupProps = { go: (href: string) => void };

const ACTIONS: { label: string; href: string; permission: Permission }[] = [
  { label: "New conversation", href: "/chat", permission: "chat:use" },
  { label: "Create project", href: "/projects?create=true", permission: "projects:write" },
  { label: "Create knowledge base", href: "/knowledge?create=true", permission: "knowledge:write" },
  { label: "Add models", href: "/models/new", permission: "models:write" },
  { label: "Create prompt", href: "/prompts/new", permission: "deployments:write" },
  { label: "Create deployment", href: "/deployments/new", permission: "deployments:write" },
  {
    label: "Create question set",
    href: "/evaluations?create=true",
    permission: "evaluations:write",
  },
  { label: "Create API key", href: "/api-keys?create=true", permission: "api_keys:manage" },
  { label: "Invite user", href: "/users?invite=true", permission: "users:manage" },
  { label: "Create group", href: "/groups?create=true", permission: "groups:manage" },
];

function ActionGroup({ go }: GroupProps) {
  const permissions = useSession().user?.permissions ?? [];
  return (
    <CommandGroup heading="Actions">
      {ACTIONS.filter(({ permission }) => permissions.includes(permission)).map(
        ({ label, href }) => (
          <CommandItem key={href} value={label} onSelect={() => go(href)}>
            <Plus /> {label}
          </CommandItem>
        ),
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

function ModelGroup({ go }: GroupProps) {
  const items = useModels().data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <CommandGroup heading="Models">
      {items.map(({ id, name }) => (
        <CommandItem key={id} value={`model ${name} ${id}`} onSelect={() => go(`/models/${id}`)}>
          <Boxes /> <span className="truncate">{name}</span>
        </CommandItem>
      ))}
    </CommandGroup>
  );
}

function PromptGroup({ go }: GroupProps) {
  const items = usePromptTemplates().data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <CommandGroup heading="Prompts">
      {items.map(({ id, name }) => (
        <CommandItem key={id} value={`prompt ${name} ${id}`} onSelect={() => go(`/prompts/${id}`)}>
          <NotebookPen /> <span className="truncate">{name}</span>
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

function ProjectGroup({ close }: { close: () => void }) {
  const canRead = useCan("projects:read");
  const { choose } = useCurrentProject();
  const items = useProjectChoices("", canRead).data?.items ?? [];
  if (items.length === 0) return null;
  const pick = (id: string | null) => {
    choose(id);
    close();
  };
  return (
    <CommandGroup heading="Work in project">
      <CommandItem value="work in all projects" onSelect={() => pick(null)}>
        <Layers /> All projects
      </CommandItem>
      {items.map((project) => (
        <CommandItem
          key={project.id}
          value={`work in ${project.name} ${project.id}`}
          onSelect={() => pick(project.id)}
        >
          <ProjectTile project={project} className="size-5 [&_svg]:size-3 [&_svg]:text-current" />
          <span className="truncate">{project.name}</span>
        </CommandItem>
      ))}
    </CommandGroup>
  );
}

function ThemeGroup({ close }: { close: () => void }) {
  const chooseTheme = useChooseTheme();
  return (
    <CommandGroup heading="Theme">
      {THEMES.map(({ value, label, icon: Icon }) => (
        <CommandItem
          key={value}
          value={`theme ${label}`}
          onSelect={() => {
            chooseTheme(value);
            close();
          }}
        >
          <Icon /> {label}
        </CommandItem>
      ))}
    </CommandGroup>
  );
}
