"use client";

import { useEffect, useState } from "react";

const TICK_MS = 250;

function secondsUntil(deadline: number | null): number {
  return deadline === null ? 0 : Math.max(0, Math.ceil((deadline - Date.now()) / 1000));
}

/** Whole seconds until `deadline` (milliseconds since the epoch), counted down to 0. */
export function useCountdown(deadline: number | null): number {
  const [left, setLeft] = useState(() => secondsUntil(deadline));
  const [counted, setCounted] = useState(deadline);
  if (deadline !== counted) {
    setCounted(deadline);
    setLeft(secondsUntil(deadline));
  }
  useEffect(() => {
    if (deadline === null) return;
    const timer = setInterval(() => {
      const now = secondsUntil(deadline);
      setLeft(now);
      if (now === 0) clearInterval(timer);
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [deadline]);
  return left;
}
