type TrafficBarProps = {
  live: number;
  /** Null while no version is tried. */
  candidate: number | null;
  /** How many of the conversations the candidate answers. */
  percent: number;
};

/** How the conversations are divided between two versions. */
export function TrafficBar({ live, candidate, percent }: TrafficBarProps) {
  return (
    <div data-testid="traffic-bar">
      <div aria-hidden className="flex h-2 gap-0.5 overflow-hidden rounded-full">
        <span className="bg-success" style={{ width: `${100 - percent}%` }} />
        {candidate !== null && <span className="bg-info" style={{ width: `${percent}%` }} />}
      </div>
      <dl className="mt-2 flex flex-wrap justify-between gap-x-6 gap-y-1 text-[13px]">
        <Part tone="bg-success" label={`Version ${live}, live`} percent={100 - percent} />
        {candidate !== null && (
          <Part tone="bg-info" label={`Version ${candidate}, on trial`} percent={percent} />
        )}
      </dl>
    </div>
  );
}

function Part({ tone, label, percent }: { tone: string; label: string; percent: number }) {
  return (
    <div className="flex items-center gap-2">
      <span aria-hidden className={`size-2 rounded-full ${tone}`} />
      <dt>{label}</dt>
      <dd className="font-mono text-xs text-muted-foreground tabular-nums">{percent} %</dd>
    </div>
  );
}
