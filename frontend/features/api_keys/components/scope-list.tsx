import { Check } from "lucide-react";

import { SCOPES } from "@/features/api_keys/scopes";
import type { KeyScope } from "@/lib/api/types";

/** What a key may do, in plain words. */
export function ScopeList({ scopes }: { scopes: KeyScope[] }) {
  return (
    <ul className="grid gap-1.5 text-[13px]">
      {scopes.map((scope) => (
        <li key={scope} className="flex items-start gap-2">
          <Check className="mt-0.5 size-4 shrink-0 text-success" aria-hidden />
          <span>{SCOPES[scope].note}</span>
        </li>
      ))}
    </ul>
  );
}
