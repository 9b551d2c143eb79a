import type { Metadata } from "next";
import Link from "next/link";

import { Logo } from "@/components/common/logo";
import { Button } from "@/components/ui/button";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center px-6">
      <div className="max-w-sm text-center">
        <div className="mb-8 flex justify-center">
          <Logo />
        </div>
        <h1 className="text-xl font-semibold tracking-tight">There is no page here</h1>
        <p className="mt-1 text-muted-foreground">
          The address may be mistyped, or what it led to was deleted.
        </p>
        <Button asChild variant="primary" className="mt-6">
          <Link href="/home">Go to home</Link>
        </Button>
      </div>
    </main>
  );
}
