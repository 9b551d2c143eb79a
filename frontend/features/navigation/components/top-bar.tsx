"use client";

import { Menu, Search } from "lucide-react";

import { BreadcrumbSlot } from "@/components/common/breadcrumbs";
import { ThemeMenu } from "@/components/common/theme-menu";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { ProfileMenu } from "@/features/navigation/components/profile-menu";
import { useChooseTheme } from "@/features/profile/preferences";

type TopBarProps = { onOpenMenu: () => void; onOpenPalette: () => void };

export function TopBar({ onOpenMenu, onOpenPalette }: TopBarProps) {
  const chooseTheme = useChooseTheme();
  return (
    <header className="flex h-13 shrink-0 items-center gap-2 border-b px-3 sm:px-4">
      <Button
        variant="ghost"
        size="icon"
        className="md:hidden"
        aria-label="Open navigation"
        onClick={onOpenMenu}
      >
        <Menu />
      </Button>
      <BreadcrumbSlot />
      <button
        type="button"
        onClick={onOpenPalette}
        data-testid="open-palette"
        className="hidden h-8 w-56 items-center gap-2 rounded-md border bg-surface px-2.5 text-[13px] text-muted-foreground transition-colors hover:border-border-strong lg:flex"
      >
        <Search className="size-4" aria-hidden />
        Search or go to
        <span className="ml-auto flex gap-0.5">
          <Kbd>⌘</Kbd>
          <Kbd>K</Kbd>
        </span>
      </button>
      <Button
        variant="ghost"
        size="icon"
        className="lg:hidden"
        aria-label="Search or go to"
        onClick={onOpenPalette}
      >
        <Search />
      </Button>
      <ThemeMenu onChoose={chooseTheme} />
      <ProfileMenu />
    </header>
  );
}
