"use client";

import { useEffect, useState } from "react";

import { Tooltip } from "@/components/ui/tooltip";
import { formatExact, formatRelative } from "@/lib/format";

const REFRESH_MS = 30_000;

/** "5 min. ago", with the exact time on hover; kept current while shown. */
export function RelativeTime({ iso }: { iso: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <Tooltip label={formatExact(iso)}>
      <time dateTime={iso} className="whitespace-nowrap" suppressHydrationWarning>
        {formatRelative(iso, now)}
      </time>
    </Tooltip>
  );
}
