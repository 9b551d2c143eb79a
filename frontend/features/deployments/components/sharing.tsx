"use client";

import { Globe, Users } from "lucide-react";
import { useState, type FormEvent } from "react";
import { toast } from "sonner";

import { DialogForm } from "@/components/common/dialog-form";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { useShareDeployment } from "@/features/deployments/api";
import { GroupPicker } from "@/features/groups/components/group-picker";
import { useWriteAccess } from "@/features/projects/write-access";
import type { Deployment } from "@/lib/api/types";
import { plural } from "@/lib/format";

type Sharing = Deployment["sharing"];

/** Marks a deployment that people outside of its project may use. */
export function SharedBadge({ sharing }: { sharing: Sharing }) {
  if (sharing.everyone) {
    return (
      <Badge tone="info">
        <Globe aria-hidden /> Everyone
      </Badge>
    );
  }
  if (sharing.groups.length === 0) return null;
  return (
    <Badge tone="info">
      <Users aria-hidden /> {plural(sharing.groups.length, "group")}
    </Badge>
  );
}

function audience({ everyone, groups }: Sharing): string {
  if (everyone) return "Everyone who is signed in may ask it.";
  if (groups.length === 0) return "Only members of the project may ask it.";
  const names = groups.map(({ name }) => name).join(", ");
  return `Members of the project may ask it, and: ${names}.`;
}

/** Who may ask a deployment; owners of the project change it here. */
export function SharingPanel({ deployment }: { deployment: Deployment }) {
  const [editing, setEditing] = useState(false);
  const canShare = useWriteAccess(deployment, "deployments:write", "owner").allowed;
  return (
    <section
      aria-labelledby="sharing-title"
      className="rounded-lg border px-4 py-3"
      data-testid="sharing-panel"
    >
      <div className="flex items-center justify-between gap-3">
        <h2 id="sharing-title" className="font-medium">
          Sharing
        </h2>
        {canShare && (
          <Button size="sm" onClick={() => setEditing(true)} data-testid="open-sharing">
            Change
          </Button>
        )}
      </div>
      <p className="mt-1 text-[13px] [overflow-wrap:anywhere] text-muted-foreground">
        {audience(deployment.sharing)}
      </p>
      <Dialog open={editing} onOpenChange={setEditing}>
        <DialogContent
          title="Share this deployment"
          description="Those it is shared with can ask it and open what its answers cite. They see nothing else of the project."
        >
          <SharingForm deployment={deployment} onDone={() => setEditing(false)} />
        </DialogContent>
      </Dialog>
    </section>
  );
}

function SharingForm({ deployment, onDone }: { deployment: Deployment; onDone: () => void }) {
  const [everyone, setEveryone] = useState(deployment.sharing.everyone);
  const [groupIds, setGroupIds] = useState(deployment.sharing.groups.map(({ id }) => id));
  const share = useShareDeployment(deployment.id);

  function submit(event: FormEvent) {
    event.preventDefault();
    share.mutate(
      { everyone, group_ids: groupIds },
      {
        onSuccess: ({ sharing }) => {
          toast.success("Sharing changed", { description: audience(sharing) });
          onDone();
        },
      },
    );
  }

  return (
    <DialogForm
      onSubmit={submit}
      action="Save sharing"
      pending={share.isPending}
      error={share.error}
      testId="save-sharing"
    >
      <label className="flex cursor-pointer items-start gap-3 rounded-lg border px-3 py-2 hover:bg-surface">
        <Checkbox
          className="mt-0.5"
          checked={everyone}
          onCheckedChange={(checked) => setEveryone(checked === true)}
          aria-label="Everyone who is signed in"
        />
        <span>
          Everyone who is signed in
          <span className="block text-[13px] text-muted-foreground">
            Whoever has an account on this server.
          </span>
        </span>
      </label>
      {!everyone && (
        <div className="grid gap-1.5">
          <p className="text-[13px] font-medium">Groups</p>
          <GroupPicker value={groupIds} onChange={setGroupIds} />
        </div>
      )}
    </DialogForm>
  );
}
