"use client";

import { FileCode2, LogOut, UserRound } from "lucide-react";

import Link from "next/link";

import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { useLogout } from "@/features/auth/api";
import { apiUrl } from "@/lib/api/origin";
import { useSession } from "@/lib/api/use-session";
import { ROLES } from "@/lib/roles";

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters
    .map((word) => Array.from(word ?? "")[0] ?? "")
    .join("")
    .toUpperCase();
}

export function ProfileMenu() {
  const { user } = useSession();
  const logout = useLogout();
  if (!user) return null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label="Your account"
        data-testid="profile-menu"
        className="ml-1 grid size-7 place-items-center rounded-full bg-primary-soft text-xs font-medium text-primary-text"
      >
        {initials(user.full_name || user.email)}
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-60">
        <div className="px-2 py-1.5">
          <p className="truncate font-medium">{user.full_name}</p>
          <p className="truncate text-[13px] text-muted-foreground">{user.email}</p>
          <p className="mt-1 text-xs text-muted-foreground">{ROLES[user.role].label}</p>
        </div>
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/profile" data-testid="open-profile">
            <UserRound /> Profile
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <a href={apiUrl("/docs")} target="_blank" rel="noreferrer">
            <FileCode2 /> API reference
          </a>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => logout.mutate()} data-testid="sign-out">
          <LogOut /> Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
