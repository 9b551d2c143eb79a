import {
  BookOpen,
  Boxes,
  ChartColumn,
  FlaskConical,
  FolderOpen,
  House,
  KeyRound,
  ListChecks,
  MessageSquare,
  NotebookPen,
  Rocket,
  ScrollText,
  SlidersHorizontal,
  UserRound,
  UsersRound,
  type LucideIcon,
} from "lucide-react";

import type { Permission } from "@/lib/api/types";

export type Place = { label: string; href: string; icon: LucideIcon; permission?: Permission };
export type PlaceGroup = { label: string | null; places: Place[] };

/** Every place of the dashboard, in the order of the sidebar. */
export const PLACE_GROUPS: PlaceGroup[] = [
  { label: null, places: [{ label: "Home", href: "/home", icon: House }] },
  {
    label: "Build",
    places: [
      { label: "Projects", href: "/projects", icon: FolderOpen, permission: "projects:read" },
      { label: "Knowledge", href: "/knowledge", icon: BookOpen, permission: "knowledge:read" },
      {
        label: "Presets",
        href: "/presets",
        icon: SlidersHorizontal,
        permission: "knowledge:read",
      },
      { label: "Models", href: "/models", icon: Boxes, permission: "models:read" },
      { label: "Prompts", href: "/prompts", icon: NotebookPen, permission: "deployments:read" },
      {
        label: "Deployments",
        href: "/deployments",
        icon: Rocket,
        permission: "deployments:read",
      },
      {
        label: "Evaluation",
        href: "/evaluations",
        icon: FlaskConical,
        permission: "evaluations:read",
      },
    ],
  },
  {
    label: "Use",
    places: [
      { label: "Chat", href: "/chat", icon: MessageSquare, permission: "chat:use" },
      { label: "API keys", href: "/api-keys", icon: KeyRound, permission: "api_keys:manage" },
    ],
  },
  {
    label: "Govern",
    places: [
      { label: "Usage", href: "/usage", icon: ChartColumn, permission: "usage:read" },
      { label: "Jobs", href: "/jobs", icon: ListChecks, permission: "jobs:read" },
      { label: "Audit", href: "/audit", icon: ScrollText, permission: "audit:read" },
      { label: "Users", href: "/users", icon: UserRound, permission: "users:manage" },
      { label: "Groups", href: "/groups", icon: UsersRound, permission: "groups:manage" },
    ],
  },
];

/** The groups a user with these permissions sees; empty groups disappear. */
export function visiblePlaces(permissions: readonly string[]): PlaceGroup[] {
  return PLACE_GROUPS.map((group) => ({
    ...group,
    places: group.places.filter(
      ({ permission }) => !permission || permissions.includes(permission),
    ),
  })).filter((group) => group.places.length > 0);
}
