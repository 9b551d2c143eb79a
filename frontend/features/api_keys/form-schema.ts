import { z } from "zod";

import { SCOPE_NAMES } from "@/features/api_keys/scopes";
import type { ApiKeyCreate } from "@/lib/api/types";

const NETWORK = /^[0-9a-fA-F.:]+(\/\d{1,3})?$/;

/** One network per line or between commas. */
export function splitNetworks(text: string): string[] {
  return text
    .split(/[\s,]+/)
    .map((part) => part.trim())
    .filter(Boolean);
}

/** How long a key may live, in days; `custom` takes the field beside it. */
export const EXPIRIES = ["30", "90", "365", "never", "custom"] as const;

/** The choice for keys that work with every deployment their owner may use. */
export const ANY_DEPLOYMENT = "any";

export const apiKeySchema = z
  .object({
    name: z.string().trim().min(1, "Give it a name.").max(120, "Use at most 120 characters."),
    scopes: z.array(z.enum(SCOPE_NAMES)).min(1, "Tick at least one thing it may do."),
    expiry: z.enum(EXPIRIES),
    days: z.number().int("Use a whole number.").min(1, "At least 1.").max(3650, "At most 3,650."),
    deployment_id: z.string(),
    networks: z.string(),
  })
  .refine(({ networks }) => splitNetworks(networks).every((part) => NETWORK.test(part)), {
    path: ["networks"],
    message: "Write addresses or networks such as 10.0.0.0/8, one per line.",
  });

export type ApiKeyValues = z.infer<typeof apiKeySchema>;

export const NEW_API_KEY: ApiKeyValues = {
  name: "",
  scopes: ["chat"],
  expiry: "90",
  days: 30,
  deployment_id: ANY_DEPLOYMENT,
  networks: "",
};

function daysOf({ expiry, days }: ApiKeyValues): number | null {
  if (expiry === "never") return null;
  return expiry === "custom" ? days : Number(expiry);
}

export function bodyOf(values: ApiKeyValues): ApiKeyCreate {
  return {
    name: values.name,
    scopes: values.scopes,
    expires_in_days: daysOf(values),
    deployment_id: values.deployment_id === ANY_DEPLOYMENT ? null : values.deployment_id,
    allowed_networks: splitNetworks(values.networks),
  };
}
