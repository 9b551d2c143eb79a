import type { Metadata } from "next";

import { AuthLayout } from "@/features/auth/components/auth-layout";
import { LoginForm } from "@/features/auth/components/login-form";

export const metadata: Metadata = { title: "Sign in" };

export default function LoginPage() {
  return (
    <AuthLayout title="Sign in" description="Continue where you left off.">
      <LoginForm />
    </AuthLayout>
  );
}
