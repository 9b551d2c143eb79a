"use client";

import { Globe, Lock, Users } from "lucide-react";
import { useId, useState } from "react";

import { Badge } from "@/components/ui/badge";
import { GroupPicker } from "@/features/groups/components/group-picker";
import type { Model, ModelCreate } from "@/lib/api/types";
import { plural } from "@/lib/format";

export type Visibility = NonNullable<ModelCreate["visibility"]>;
type Audience = "everyone" | "groups" | "nobody";

const AUDIENCES: Record<Audience, { label: string; note: string; icon: typeof Globe }> = {
  everyone: { label: "Everyone", note: "Whoever makes a deployment may choose it.", icon: Globe },
  groups: { label: "Some groups", note: "Their members may choose it.", icon: Users },
  nobody: {
    label: "Administrators only",
    note: "Out of the choice for all others. Deployments that answer with it go on.",
    icon: Lock,
  },
};

function audienceOf({ everyone, group_ids }: Visibility): Audience {
  if (everyone) return "everyone";
  return group_ids.length > 0 ? "groups" : "nobody";
}

/** Who may choose a model, for those who keep the registry. */
export function VisibilityBadge({ visibility }: { visibility: Model["visibility"] }) {
  const { everyone, groups } = visibility;
  const audience = audienceOf({ everyone, group_ids: groups.map(({ id }) => id) });
  const Icon = AUDIENCES[audience].icon;
  const names = groups.map(({ name }) => name).join(", ");
  return (
    <Badge tone={audience === "nobody" ? "warning" : "neutral"} title={names || undefined}>
      <Icon aria-hidden />
      {audience === "groups" ? plural(groups.length, "group") : AUDIENCES[audience].label}
    </Badge>
  );
}

type VisibilityFieldProps = { value: Visibility; onChange: (value: Visibility) => void };

/** One of everyone, some groups, or administrators only. */
export function VisibilityField({ value, onChange }: VisibilityFieldProps) {
  const name = useId();
  // While groups are being chosen there may be none yet, which is not the same as nobody.
  const [audience, setAudience] = useState(audienceOf(value));

  function choose(next: Audience) {
    setAudience(next);
    onChange({
      everyone: next === "everyone",
      group_ids: next === "groups" ? value.group_ids : [],
    });
  }

  return (
    <div className="grid gap-3">
      <div role="radiogroup" aria-label="Who may choose it" className="divide-y rounded-lg border">
        {(Object.keys(AUDIENCES) as Audience[]).map((each) => (
          <label
            key={each}
            className="flex cursor-pointer items-start gap-3 px-3 py-2 hover:bg-surface"
          >
            <input
              type="radio"
              name={name}
              className="mt-1 accent-primary"
              checked={audience === each}
              onChange={() => choose(each)}
              data-testid={`visibility-${each}`}
            />
            <span>
              {AUDIENCES[each].label}
              <span className="block text-[13px] text-muted-foreground">
                {AUDIENCES[each].note}
              </span>
            </span>
          </label>
        ))}
      </div>
      {audience === "groups" && (
        <div className="grid gap-1.5">
          <GroupPicker
            value={value.group_ids}
            onChange={(group_ids) => onChange({ everyone: false, group_ids })}
          />
          {value.group_ids.length === 0 && (
            <p className="text-[13px] text-muted-foreground">
              Tick at least one. Without any, only administrators may choose it.
            </p>
          )}
        </div>
      )}
    </div>
  );
}
