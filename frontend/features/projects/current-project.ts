"use client";

import { isProjectGone, useProject } from "@/features/projects/api";
import type { Project } from "@/lib/api/types";
import { useSession } from "@/lib/api/use-session";
import { useStoredText } from "@/lib/stored-value";

export type CurrentProject = {
  /** Null for all projects. */
  id: string | null;
  /** Undefined while it is loading, and for all projects. */
  project: Project | undefined;
  choose: (id: string | null) => void;
};

/** The project that this user works in, kept in this browser; one that is gone counts as none. */
export function useCurrentProject(): CurrentProject {
  const userId = useSession().user?.id ?? "nobody";
  const [stored, choose] = useStoredText(`llmb:project:${userId}`);
  const project = useProject(stored);
  const id = isProjectGone(project.error) ? null : stored;
  return { id, project: id ? project.data : undefined, choose };
}
