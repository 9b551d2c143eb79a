import type { Metadata } from "next";

import { StartRun } from "@/features/evaluations/components/start-run";

export const metadata: Metadata = { title: "Start run" };

export default function StartRunPage() {
  return <StartRun />;
}
