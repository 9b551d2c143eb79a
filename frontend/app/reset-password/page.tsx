import type { Metadata } from "next";
import { Suspense } from "react";

import { ResetPassword } from "@/features/auth/components/reset-password";

// The address holds a secret: it is told to nobody.
export const metadata: Metadata = { title: "Choose a password", referrer: "no-referrer" };

export default function ResetPasswordPage() {
  return (
    <Suspense>
      <ResetPassword />
    </Suspense>
  );
}
