import type { Metadata } from "next";

import { SetDetail } from "@/features/evaluations/components/set-detail";

export const metadata: Metadata = { title: "Question set" };

export default async function SetDetailPage({ params }: PageProps<"/evaluations/sets/[id]">) {
  const { id } = await params;
  return <SetDetail id={id} />;
}
