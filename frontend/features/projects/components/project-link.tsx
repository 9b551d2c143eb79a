"use client";

import Link from "next/link";

import type { ProjectRole } from "@/lib/api/types";
import { useSession } from "@/lib/api/use-session";
import { effectiveRole } from "@/lib/project-role";

type OfProject = { project_id: string; project_name: string; role: ProjectRole | null };

/** The project that something belongs to; a link only for those who may open it. */
export function ProjectLink({ of }: { of: OfProject }) {
  const permissions = useSession().user?.permissions ?? [];
  if (effectiveRole(of.role, permissions) === null) return <>{of.project_name}</>;
  return (
    <Link className="hover:underline" href={`/projects/${of.project_id}`}>
      {of.project_name}
    </Link>
  );
}
