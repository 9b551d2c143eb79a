"use client";

import { usePathname, useRouter } from "next/navigation";
import { useEffect, type ReactNode } from "react";

import { ErrorState } from "@/components/common/error-state";
import { LogoMark } from "@/components/common/logo";
import { loginPath } from "@/features/auth/next-path";
import { refreshSession } from "@/lib/api/session";
import { useSession } from "@/lib/api/use-session";

/** Shows its children to signed-in users; others are led to the login and back. */
export function SessionGuard({ children }: { children: ReactNode }) {
  const session = useSession();
  const router = useRouter();
  const pathname = usePathname();

  useEffect(() => {
    if (session.status !== "signed_out") return;
    router.replace(loginPath(pathname + window.location.search));
  }, [session.status, pathname, router]);

  if (session.status === "signed_in") return <>{children}</>;
  if (session.status === "unknown") {
    return (
      <main className="mx-auto max-w-xl px-6 py-24">
        <ErrorState error={session.error} onRetry={() => void refreshSession()} />
      </main>
    );
  }
  return (
    <div role="status" aria-label="Loading" className="grid min-h-dvh place-items-center">
      <LogoMark className="size-8 animate-pulse" />
    </div>
  );
}
