"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";

import { Logo, LogoMark } from "@/components/common/logo";
import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import { visiblePlaces, type Place } from "@/features/navigation/places";
import { ProjectSwitcher } from "@/features/projects/components/project-switcher";
import { useCan, useSession } from "@/lib/api/use-session";
import { cn } from "@/lib/cn";

type SidebarProps = {
  collapsed: boolean;
  onCollapsedChange?: (collapsed: boolean) => void;
  onNavigate?: () => void;
};

export function Sidebar({ collapsed, onCollapsedChange, onNavigate }: SidebarProps) {
  const canReadProjects = useCan("projects:read");
  return (
    <div className="flex h-full flex-col bg-surface">
      <div className={cn("flex h-13 items-center px-3", collapsed && "justify-center")}>
        <Link
          href="/home"
          onClick={onNavigate}
          className="rounded-md px-1"
          aria-label="LLM Builder"
        >
          {collapsed ? <LogoMark /> : <Logo />}
        </Link>
      </div>
      {canReadProjects && (
        <div className="px-2 pb-2">
          <ProjectSwitcher collapsed={collapsed} onNavigate={onNavigate} />
        </div>
      )}
      <PlaceList collapsed={collapsed} onNavigate={onNavigate} />
      {onCollapsedChange && (
        <div className={cn("mt-auto p-2", collapsed && "flex justify-center")}>
          <Button
            variant="ghost"
            size="icon"
            aria-label={collapsed ? "Expand sidebar" : "Collapse sidebar"}
            title={collapsed ? "Expand sidebar" : "Collapse sidebar"}
            onClick={() => onCollapsedChange(!collapsed)}
          >
            {collapsed ? <PanelLeftOpen /> : <PanelLeftClose />}
          </Button>
        </div>
      )}
    </div>
  );
}

function PlaceList({ collapsed, onNavigate }: Pick<SidebarProps, "collapsed" | "onNavigate">) {
  const permissions = useSession().user?.permissions ?? [];
  return (
    <nav
      aria-label="Main"
      className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-2 pt-1 pb-2"
    >
      {visiblePlaces(permissions).map((group) => (
        <div key={group.label ?? "top"}>
          {group.label && !collapsed && (
            <p className="px-2 pb-1 text-xs text-muted-foreground">{group.label}</p>
          )}
          {group.label && collapsed && <div className="mx-2 mb-2 h-px bg-border" />}
          <ul className="grid gap-0.5">
            {group.places.map((place) => (
              <li key={place.href}>
                <PlaceLink place={place} collapsed={collapsed} onNavigate={onNavigate} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

type PlaceLinkProps = { place: Place; collapsed: boolean; onNavigate?: () => void };

function PlaceLink({ place, collapsed, onNavigate }: PlaceLinkProps) {
  const pathname = usePathname();
  const current = pathname === place.href || pathname.startsWith(`${place.href}/`);
  const Icon = place.icon;
  const link = (
    <Link
      href={place.href}
      onClick={onNavigate}
      aria-current={current ? "page" : undefined}
      aria-label={collapsed ? place.label : undefined}
      className={cn(
        "flex h-8 items-center gap-2.5 rounded-md px-2 text-sm transition-colors duration-120",
        collapsed && "justify-center",
        current
          ? "bg-primary-soft font-medium text-primary-text"
          : "text-muted-foreground hover:bg-muted hover:text-foreground",
      )}
    >
      <Icon className="size-4 shrink-0" aria-hidden />
      {!collapsed && place.label}
    </Link>
  );
  return collapsed ? (
    <Tooltip label={place.label} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}
