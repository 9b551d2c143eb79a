import Link from "next/link";
import type { ReactNode } from "react";

import { Logo } from "@/components/common/logo";
import { ThemeMenu } from "@/components/common/theme-menu";

type AuthLayoutProps = { title: string; description: ReactNode; children: ReactNode };

export function AuthLayout({ title, description, children }: AuthLayoutProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-14 items-center justify-between px-4 sm:px-6">
        <Link href="/" className="rounded-md">
          <Logo />
        </Link>
        <ThemeMenu />
      </header>
      <main className="flex flex-1 items-start justify-center px-4 pt-[12vh] pb-16">
        <div className="w-full max-w-sm">
          <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
          <p className="mt-1.5 mb-7 text-muted-foreground">{description}</p>
          {children}
        </div>
      </main>
    </div>
  );
}
