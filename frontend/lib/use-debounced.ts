"use client";

import { useEffect, useState } from "react";

/** A value once it has rested; `key` tells values apart that are made anew in each render. */
export function useDebounced<Value>(value: Value, key: string, pauseMs: number): Value {
  const [rested, setRested] = useState({ value, key });
  useEffect(() => {
    if (rested.key === key) return;
    const timer = setTimeout(() => setRested({ value, key }), pauseMs);
    return () => clearTimeout(timer);
    // The key stands for the value.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, rested.key, pauseMs]);
  return rested.value;
}
