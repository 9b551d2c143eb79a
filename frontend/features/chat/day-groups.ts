/** Conversations under the day they were last written in. */
const DAY_MS = 86_400_000;

export type DayGroup<Item> = { label: string; items: Item[] };

function startOfDay(time: Date): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
}

/** "Today", "Yesterday", "Previous 7 days", "Previous 30 days", "May", "May 2024". */
export function dayLabel(iso: string, now: Date): string {
  const then = new Date(iso);
  // Rounded, since a day of the clock change has 23 or 25 hours.
  const days = Math.round((startOfDay(now) - startOfDay(then)) / DAY_MS);
  if (days <= 0) return "Today";
  if (days === 1) return "Yesterday";
  if (days <= 7) return "Previous 7 days";
  if (days <= 30) return "Previous 30 days";
  const year = then.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return then.toLocaleDateString("en", { month: "long", year });
}

/** Groups what is in order of time already. */
export function groupByDay<Item extends { updated_at: string }>(
  items: readonly Item[],
  now: Date,
): DayGroup<Item>[] {
  const groups: DayGroup<Item>[] = [];
  for (const item of items) {
    const label = dayLabel(item.updated_at, now);
    const last = groups.at(-1);
    if (last?.label === label) last.items.push(item);
    else groups.push({ label, items: [item] });
  }
  return groups;
}
