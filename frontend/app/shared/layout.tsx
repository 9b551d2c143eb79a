import { Suspense, type ReactNode } from "react";

import { SessionGuard } from "@/features/auth/components/session-guard";

export default function SharedPagesLayout({ children }: { children: ReactNode }) {
  return (
    <SessionGuard>
      <Suspense>{children}</Suspense>
    </SessionGuard>
  );
}
