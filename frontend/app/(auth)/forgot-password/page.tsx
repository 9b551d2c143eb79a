import type { Metadata } from "next";

import { AuthLayout } from "@/features/auth/components/auth-layout";
import { ForgotPasswordForm } from "@/features/auth/components/forgot-password-form";

export const metadata: Metadata = { title: "Forgot password" };

export default function ForgotPasswordPage() {
  return (
    <AuthLayout
      title="Forgot your password?"
      description="Enter your address; a link to choose a new password is sent to it."
    >
      <ForgotPasswordForm />
    </AuthLayout>
  );
}
