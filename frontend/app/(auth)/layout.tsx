import { Suspense, type ReactNode } from "react";

import { GuestOnly } from "@/features/auth/components/guest-only";

export default function AuthPagesLayout({ children }: { children: ReactNode }) {
  return (
    <Suspense>
      <GuestOnly>{children}</GuestOnly>
    </Suspense>
  );
}
