import type { Metadata } from "next";

import { AddModel } from "@/features/models/components/add-model";

export const metadata: Metadata = { title: "Add models" };

export default function AddModelPage() {
  return <AddModel />;
}
