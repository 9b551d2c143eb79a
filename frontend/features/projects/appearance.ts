import {
  BookOpen,
  Briefcase,
  Building2,
  Code,
  FlaskConical,
  Folder,
  Globe,
  GraduationCap,
  Heart,
  Landmark,
  Rocket,
  Scale,
  Shield,
  Ship,
  Users,
  Wrench,
  type LucideIcon,
} from "lucide-react";

import type { Project, ProjectColour, ProjectIcon } from "@/lib/api/types";

export const PROJECT_ICONS: Record<ProjectIcon, LucideIcon> = {
  folder: Folder,
  book: BookOpen,
  briefcase: Briefcase,
  building: Building2,
  code: Code,
  flask: FlaskConical,
  globe: Globe,
  graduation: GraduationCap,
  heart: Heart,
  landmark: Landmark,
  rocket: Rocket,
  scale: Scale,
  shield: Shield,
  ship: Ship,
  users: Users,
  wrench: Wrench,
};

/** A soft ground with an icon that stands out from it, in both themes. */
export const PROJECT_COLOURS: Record<ProjectColour, string> = {
  grey: "bg-zinc-500/15 text-zinc-700 dark:text-zinc-300",
  red: "bg-red-500/15 text-red-700 dark:text-red-300",
  orange: "bg-orange-500/15 text-orange-800 dark:text-orange-300",
  amber: "bg-amber-500/20 text-amber-800 dark:text-amber-300",
  green: "bg-green-500/15 text-green-800 dark:text-green-300",
  teal: "bg-teal-500/15 text-teal-800 dark:text-teal-300",
  blue: "bg-blue-500/15 text-blue-700 dark:text-blue-300",
  indigo: "bg-indigo-500/15 text-indigo-700 dark:text-indigo-300",
  purple: "bg-purple-500/15 text-purple-700 dark:text-purple-300",
  pink: "bg-pink-500/15 text-pink-700 dark:text-pink-300",
};

export const ICON_NAMES = Object.keys(PROJECT_ICONS) as ProjectIcon[];
export const COLOUR_NAMES = Object.keys(PROJECT_COLOURS) as ProjectColour[];

/** Tells projects of others apart: everybody has one called "Default". */
export function creatorOf({ created_by }: Project): string {
  return `Of ${created_by.full_name || created_by.email}`;
}
