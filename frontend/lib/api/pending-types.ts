/** Usage and tiers, until the API document holds them. */
import type { TierName, UserReference } from "./types";

export type MeterName = "tokens" | "projects" | "documents" | "requests";

export type Meter = {
  name: MeterName;
  used: number;
  limit: number | null;
  percent: number | null;
  warning: boolean;
  resets_at: string | null;
};

type Counts = { requests: number; prompt_tokens: number; completion_tokens: number };

export type UsageDay = Counts & { date: string };
export type UsageByKind = Counts & { kind: string };

export type MyUsage = {
  tier: TierName;
  exempt: boolean;
  period_start: string;
  period_end: string;
  meters: Meter[];
  days: UsageDay[];
  by_kind: UsageByKind[];
};

export type UserUsage = Counts & { user: UserReference; tier: TierName; percent: number | null };

export type TierLimits = {
  tokens_per_month: number | null;
  projects: number | null;
  documents: number | null;
  models: number | null;
  requests_per_minute: number | null;
};

export type Tier = TierLimits & { name: TierName; user_count: number; updated_at: string };
