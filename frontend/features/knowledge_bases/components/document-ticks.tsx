"use client";

import { createContext, useContext, useState, type ReactNode } from "react";

import { Checkbox } from "@/components/ui/checkbox";

type Ticks = { ticked: ReadonlySet<string>; setTicked: (ticked: ReadonlySet<string>) => void };

const TicksContext = createContext<Ticks>({ ticked: new Set(), setTicked: () => undefined });

/** Holds which rows are ticked beside the table, whose cells would lose focus with new columns. */
export function TicksProvider({ children }: { children: ReactNode }) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  return <TicksContext value={{ ticked, setTicked }}>{children}</TicksContext>;
}

export function useTicks(): Ticks {
  return useContext(TicksContext);
}

export function TickAll({ ids }: { ids: string[] }) {
  const { ticked, setTicked } = useTicks();
  const all = ids.length > 0 && ids.every((id) => ticked.has(id));
  return (
    <Checkbox
      aria-label="Tick all rows"
      checked={all}
      onCheckedChange={() => setTicked(new Set(all ? [] : ids))}
    />
  );
}

export function TickRow({ id, name }: { id: string; name: string }) {
  const { ticked, setTicked } = useTicks();
  function toggle() {
    const next = new Set(ticked);
    if (!next.delete(id)) next.add(id);
    setTicked(next);
  }
  return <Checkbox aria-label={`Tick ${name}`} checked={ticked.has(id)} onCheckedChange={toggle} />;
}
