"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";

import { Button } from "@/components/ui/button";
import { useSession } from "@/lib/api/use-session";

/** The way in: to the dashboard for whoever is signed in, else to an account. */
export function LandingActions({ size }: { size: "md" | "lg" }) {
  const signedIn = useSession().status === "signed_in";
  if (signedIn) {
    return (
      <Button asChild variant="primary" size={size}>
        <Link href="/home">
          Open dashboard <ArrowRight />
        </Link>
      </Button>
    );
  }
  return (
    <>
      <Button asChild variant={size === "lg" ? "secondary" : "ghost"} size={size}>
        <Link href="/login">Sign in</Link>
      </Button>
      <Button asChild variant="primary" size={size}>
        <Link href="/register">Create account</Link>
      </Button>
    </>
  );
}
