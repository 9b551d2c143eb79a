import { Suspense, type ReactNode } from "react";

import { SessionGuard } from "@/features/auth/components/session-guard";
import { AppShell } from "@/features/navigation/components/app-shell";

export default function AppLayout({ children }: { children: ReactNode }) {
  return (
    <SessionGuard>
      <AppShell>
        <Suspense>{children}</Suspense>
      </AppShell>
    </SessionGuard>
  );
}
