"use client";

import { ErrorState } from "@/components/common/error-state";

export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <main className="mx-auto max-w-xl px-6 py-16">
      <ErrorState error={error} onRetry={reset} />
    </main>
  );
}
