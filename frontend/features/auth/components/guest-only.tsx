"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, type ReactNode } from "react";

import { safeNextPath } from "@/features/auth/next-path";
import { useSession } from "@/lib/api/use-session";

/** Leads on whoever is already signed in, also right after a login. */
export function GuestOnly({ children }: { children: ReactNode }) {
  const router = useRouter();
  const next = safeNextPath(useSearchParams().get("next"));
  const { status } = useSession();
  useEffect(() => {
    if (status === "signed_in") router.replace(next);
  }, [status, next, router]);
  return <>{children}</>;
}
