import type { Metadata } from "next";

import { AuthLayout } from "@/features/auth/components/auth-layout";
import { RegisterForm } from "@/features/auth/components/register-form";

export const metadata: Metadata = { title: "Create account" };

export default function RegisterPage() {
  return (
    <AuthLayout
      title="Create your account"
      description="One account for everything on this server."
    >
      <RegisterForm />
    </AuthLayout>
  );
}
