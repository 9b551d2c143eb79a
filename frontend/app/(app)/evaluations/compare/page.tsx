import type { Metadata } from "next";

import { CompareRuns } from "@/features/evaluations/components/compare-runs";

export const metadata: Metadata = { title: "Compare runs" };

export default function CompareRunsPage() {
  return <CompareRuns />;
}
