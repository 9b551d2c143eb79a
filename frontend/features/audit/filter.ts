import {
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
  type inferParserType,
} from "nuqs";

export const OUTCOMES = ["success", "denied", "failed"] as const;

/** Periods before now, in days; a period of one's own has a first and a last day. */
export const PERIODS = { "1": "Last 24 hours", "7": "Last 7 days", "30": "Last 30 days" } as const;

export const auditParsers = {
  q: parseAsString.withDefault(""),
  user: parseAsString,
  action: parseAsString,
  outcome: parseAsStringLiteral(OUTCOMES),
  type: parseAsString,
  resource: parseAsString,
  period: parseAsStringLiteral(["1", "7", "30"] as const),
  from: parseAsString,
  to: parseAsString,
  offset: parseAsInteger.withDefault(0),
};

export type AuditFilter = inferParserType<typeof auditParsers>;

export const NO_FILTER: AuditFilter = {
  q: "",
  user: null,
  action: null,
  outcome: null,
  type: null,
  resource: null,
  period: null,
  from: null,
  to: null,
  offset: 0,
};

/** The filter of the audit log, held in the address. A change of it leads to the first page. */
export function useAuditFilter() {
  const [filter, set] = useQueryStates(auditParsers);
  const setFilter = (change: Partial<AuditFilter>) => void set({ offset: null, ...change });
  return [filter, setFilter] as const;
}

export function isFiltered(filter: AuditFilter): boolean {
  return Object.entries(filter).some(([name, value]) => name !== "offset" && Boolean(value));
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The first moment of a day in the reader's own time zone; `days` later. */
function startOfDay(date: string, days = 0): string | undefined {
  const [year, month, day] = date.split("-").map(Number);
  if (!year || !month || !day) return undefined;
  return new Date(year, month - 1, day + days).toISOString();
}

/** The query of the API for a filter; `now` in milliseconds since the epoch. */
export function auditQuery(filter: AuditFilter, now: number) {
  // Whole minutes, so that the same filter is the same query for a while.
  const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const since = filter.period
    ? new Date(minute - Number(filter.period) * DAY_MS).toISOString()
    : filter.from && startOfDay(filter.from);
  const until = !filter.period && filter.to ? startOfDay(filter.to, 1) : undefined;
  return {
    q: filter.q || undefined,
    user_id: filter.user ?? undefined,
    action: filter.action ?? undefined,
    outcome: filter.outcome ?? undefined,
    resource_type: filter.type ?? undefined,
    resource_id: filter.resource ?? undefined,
    since: since || undefined,
    until,
  };
}
