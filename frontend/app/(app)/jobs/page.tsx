import type { Metadata } from "next";

import { JobBoard } from "@/features/jobs/components/job-board";

export const metadata: Metadata = { title: "Jobs" };

export default function JobsPage() {
  return <JobBoard />;
}
