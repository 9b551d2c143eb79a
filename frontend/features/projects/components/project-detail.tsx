"use client";

import { BookOpen, Rocket, Users } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { parseAsStringLiteral, useQueryState } from "nuqs";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { CopyableId } from "@/components/common/copy-button";
import { ErrorState } from "@/components/common/error-state";
import { FactRow } from "@/components/common/facts";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { RelativeTime } from "@/components/common/relative-time";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { useProject } from "@/features/projects/api";
import { ArchivedBadge, ProjectRoleBadge } from "@/features/projects/components/project-list";
import { ProjectMembers } from "@/features/projects/components/project-members";
import { ProjectSettings } from "@/features/projects/components/project-settings";
import { ProjectTile } from "@/features/projects/components/project-tile";
import { useCurrentProject } from "@/features/projects/current-project";
import type { Project } from "@/lib/api/types";
import { useSession } from "@/lib/api/use-session";
import { plural } from "@/lib/format";
import { effectiveRole } from "@/lib/project-role";

const TABS = ["overview", "members", "settings"] as const;

export function ProjectDetail({ id }: { id: string }) {
  const project = useProject(id);
  return (
    <PageBody>
      <Breadcrumbs
        items={[{ label: "Projects", href: "/projects" }, { label: project.data?.name ?? "…" }]}
      />
      {project.error && <ErrorState error={project.error} onRetry={project.refetch} />}
      {project.isPending && <Skeleton className="h-96 w-full" />}
      {project.data && <DetailContent project={project.data} />}
    </PageBody>
  );
}

/** Whether the signed-in user may invite, change and delete here. */
function useIsOwner(project: Project): boolean {
  const permissions = useSession().user?.permissions ?? [];
  const isOwner = effectiveRole(project.role, permissions) === "owner";
  return isOwner && permissions.includes("projects:write");
}

function DetailContent({ project }: { project: Project }) {
  const isOwner = useIsOwner(project);
  const current = useCurrentProject();
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("overview"));
  return (
    <>
      <PageHeader
        title={
          <span className="flex items-center gap-2.5">
            <ProjectTile project={project} className="size-7" />
            {project.name}
          </span>
        }
        description={project.description}
        badge={
          <>
            <ProjectRoleBadge role={project.role} />
            {project.archived_at && <ArchivedBadge />}
          </>
        }
        actions={
          current.id !== project.id && (
            <Button variant="primary" onClick={() => current.choose(project.id)}>
              Work in this project
            </Button>
          )
        }
      />
      {project.archived_at && (
        <p className="mb-5 rounded-lg bg-warning-soft px-4 py-3 text-warning">
          This project is archived: it can be read, nothing in it changes, and its deployments do
          not answer.
        </p>
      )}
      <Tabs value={tab} onValueChange={(value) => void setTab(value as typeof tab)}>
        <TabsList>
          <TabsTrigger value="overview">Overview</TabsTrigger>
          <TabsTrigger value="members" data-testid="tab-members">
            Members
          </TabsTrigger>
          {isOwner && <TabsTrigger value="settings">Settings</TabsTrigger>}
        </TabsList>
        <TabsContent value="overview">
          <Overview project={project} />
        </TabsContent>
        <TabsContent value="members">
          <ProjectMembers project={project} isOwner={isOwner} />
        </TabsContent>
        {isOwner && (
          <TabsContent value="settings">
            <ProjectSettings project={project} />
          </TabsContent>
        )}
      </Tabs>
    </>
  );
}

function Overview({ project }: { project: Project }) {
  const router = useRouter();
  const { choose } = useCurrentProject();

  /** The lists show the current project, so it is chosen on the way there. */
  function open(href: string) {
    choose(project.id);
    router.push(href);
  }

  const parts = [
    {
      icon: BookOpen,
      label: plural(project.knowledge_base_count, "knowledge base"),
      note: "Documents that deployments answer from",
      open: () => open("/knowledge"),
    },
    {
      icon: Rocket,
      label: plural(project.deployment_count, "deployment"),
      note: "Assistants that people can ask",
      open: () => open("/deployments"),
    },
  ];
  return (
    <div className="grid gap-5">
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {parts.map(({ icon: Icon, label, note, open: onClick }) => (
          <li key={note}>
            <button type="button" onClick={onClick} className={partStyles}>
              <Icon className="mt-0.5 size-4 shrink-0 text-muted-foreground" aria-hidden />
              <span>
                <span className="block font-medium">{label}</span>
                <span className="block text-[13px] text-muted-foreground">{note}</span>
              </span>
            </button>
          </li>
        ))}
        <li>
          <Link href={`/projects/${project.id}?tab=members`} className={partStyles}>
            <Users className="mt-0.5 size-4 shrink-0 text-muted-foreground" aria-hidden />
            <span>
              <span className="block font-medium">{plural(project.member_count, "member")}</span>
              <span className="block text-[13px] text-muted-foreground">
                People and groups who may come in
              </span>
            </span>
          </Link>
        </li>
      </ul>
      <FactRow
        facts={[
          { label: "Created by", value: project.created_by.full_name || project.created_by.email },
          { label: "Created", value: <RelativeTime iso={project.created_at} /> },
          { label: "Updated", value: <RelativeTime iso={project.updated_at} /> },
          ...(project.archived_at
            ? [{ label: "Archived", value: <RelativeTime iso={project.archived_at} /> }]
            : []),
          { label: "Id", value: <CopyableId id={project.id} /> },
        ]}
      />
    </div>
  );
}

const partStyles =
  "flex h-full w-full items-start gap-3 rounded-lg border px-4 py-3 text-left transition-colors duration-120 hover:bg-surface";
