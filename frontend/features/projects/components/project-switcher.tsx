"use client";

import { Check, ChevronsUpDown, Plus, Settings2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState, type Ref } from "react";

import { ErrorState } from "@/components/common/error-state";
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from "@/components/ui/command";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Tooltip } from "@/components/ui/tooltip";
import { useProjectChoices } from "@/features/projects/api";
import { creatorOf } from "@/features/projects/appearance";
import { ProjectTile } from "@/features/projects/components/project-tile";
import { useCurrentProject } from "@/features/projects/current-project";
import type { Project } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";
import { cn } from "@/lib/cn";

/** With more projects than this they are searched rather than looked through. */
const SEARCH_FROM = 8;

type ProjectSwitcherProps = { collapsed: boolean; onNavigate?: () => void };

/** Says which project the lists show, and changes it. */
export function ProjectSwitcher({ collapsed, onNavigate }: ProjectSwitcherProps) {
  const [open, setOpen] = useState(false);
  const { id, project } = useCurrentProject();
  const list = useRef<HTMLDivElement>(null);
  const name = id ? (project?.name ?? "…") : "All projects";
  const trigger = (
    <PopoverTrigger
      aria-label={`Project: ${name}`}
      data-testid="project-switcher"
      className={cn(
        "flex h-9 w-full items-center gap-2 rounded-md border bg-background px-1.5 text-left text-sm transition-colors duration-120 hover:border-border-strong data-[state=open]:border-border-strong",
        collapsed && "w-9 justify-center px-0",
      )}
    >
      <ProjectTile project={project ?? null} />
      {!collapsed && (
        <>
          <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
          <ChevronsUpDown className="size-4 shrink-0 text-muted-foreground" aria-hidden />
        </>
      )}
    </PopoverTrigger>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} modal>
      {collapsed ? (
        <Tooltip label={name} side="right">
          {trigger}
        </Tooltip>
      ) : (
        trigger
      )}
      <PopoverContent
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          const field = list.current?.querySelector("input");
          (field ?? list.current)?.focus();
        }}
      >
        <ProjectMenu
          ref={list}
          close={() => {
            setOpen(false);
            onNavigate?.();
          }}
        />
      </PopoverContent>
    </Popover>
  );
}

type ProjectMenuProps = { ref: Ref<HTMLDivElement>; close: () => void };

function ProjectMenu({ ref, close }: ProjectMenuProps) {
  const router = useRouter();
  const canCreate = useCan("projects:write");
  const { id, choose } = useCurrentProject();
  const projects = useProjectChoices();
  const items = projects.data?.items ?? [];
  const others = items.filter(({ role }) => role === null);

  function pick(next: string | null) {
    choose(next);
    close();
  }

  function go(href: string) {
    close();
    router.push(href);
  }

  const itemOf = (project: Project) => (
    <ProjectItem
      key={project.id}
      project={project}
      chosen={project.id === id}
      onSelect={() => pick(project.id)}
    />
  );

  return (
    <Command ref={ref} loop className="outline-none" label="Projects">
      {items.length > SEARCH_FROM && <CommandInput placeholder="Find a project" />}
      <CommandList>
        <CommandEmpty>No project has this name.</CommandEmpty>
        {projects.error && <ErrorState error={projects.error} onRetry={projects.refetch} />}
        <CommandGroup heading="Show">
          <ProjectItem project={null} chosen={id === null} onSelect={() => pick(null)} />
          {items.filter(({ role }) => role !== null).map(itemOf)}
        </CommandGroup>
        {others.length > 0 && <CommandGroup heading="Of others">{others.map(itemOf)}</CommandGroup>}
        <CommandGroup className="border-t pt-1">
          {canCreate && (
            <CommandItem value="create project" onSelect={() => go("/projects?create=true")}>
              <Plus /> Create project
            </CommandItem>
          )}
          <CommandItem value="manage projects" onSelect={() => go("/projects")}>
            <Settings2 /> Manage projects
          </CommandItem>
        </CommandGroup>
      </CommandList>
    </Command>
  );
}

type ProjectItemProps = { project: Project | null; chosen: boolean; onSelect: () => void };

function ProjectItem({ project, chosen, onSelect }: ProjectItemProps) {
  return (
    <CommandItem
      value={project ? `${project.name} ${project.id}` : "all projects"}
      onSelect={onSelect}
      aria-current={chosen || undefined}
      data-testid="project-choice"
      className="py-1.5"
    >
      <ProjectTile project={project} className="[&_svg]:size-3.5 [&_svg]:text-current" />
      <span className="min-w-0 flex-1">
        <span className="block truncate">{project?.name ?? "All projects"}</span>
        {project?.role === null && (
          <span className="block truncate text-xs text-muted-foreground">{creatorOf(project)}</span>
        )}
      </span>
      {chosen && <Check aria-label="Shown now" />}
    </CommandItem>
  );
}
