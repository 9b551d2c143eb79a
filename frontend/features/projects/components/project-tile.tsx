import { Layers } from "lucide-react";

import { PROJECT_COLOURS, PROJECT_ICONS } from "@/features/projects/appearance";
import type { Project } from "@/lib/api/types";
import { cn } from "@/lib/cn";

type ProjectTileProps = {
  /** Null for all projects together. */
  project: Pick<Project, "icon" | "colour"> | null;
  className?: string;
};

/** The sign of a project: its icon on its colour. */
export function ProjectTile({ project, className }: ProjectTileProps) {
  const Icon = project ? PROJECT_ICONS[project.icon] : Layers;
  return (
    <span
      aria-hidden
      className={cn(
        "grid size-6 shrink-0 place-items-center rounded-md",
        project ? PROJECT_COLOURS[project.colour] : "bg-muted text-muted-foreground",
        className,
      )}
    >
      <Icon className="size-3.5 text-current" />
    </span>
  );
}
