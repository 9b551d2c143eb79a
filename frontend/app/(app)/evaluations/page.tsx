import type { Metadata } from "next";

import { EvaluationHome } from "@/features/evaluations/components/evaluation-home";

export const metadata: Metadata = { title: "Evaluation" };

export default function EvaluationHomePage() {
  return <EvaluationHome />;
}
