"use client";

import { ArrowUpRight, ChevronDown } from "lucide-react";
import Link from "next/link";

import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { AnsweringModel } from "@/features/chat/models-api";
import { useDeployments } from "@/features/deployments/api";
import type { Deployment } from "@/lib/api/types";
import { plural } from "@/lib/format";

/** The choice that stands for no choice: the deployment's own model. */
const OWN = "own";
const DEPLOYMENTS_OFFERED = 5;

type ModelMenuProps = {
  deployment: Deployment;
  models: readonly AnsweringModel[];
  /** The model that was chosen; null for the deployment's own. */
  modelId: string | null;
  onChange: (modelId: string | null) => void;
};

/** What answers in a conversation: its deployment, and with which model. */
export function ModelMenu({ deployment, models, modelId, onChange }: ModelMenuProps) {
  const chosen = models.find(({ id }) => id === modelId);
  const others = models.filter(({ id }) => id !== deployment.model_id);
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        data-testid="model-menu"
        className="flex h-8 min-w-0 items-center gap-1.5 rounded-md px-2 transition-colors duration-120 hover:bg-muted hover:text-foreground data-[state=open]:bg-muted"
      >
        <span className="truncate">{deployment.name}</span>
        <span aria-hidden>·</span>
        <span className="truncate">{chosen?.name ?? deployment.model_name}</span>
        <ChevronDown className="size-3.5 shrink-0" aria-hidden />
      </DropdownMenuTrigger>
      <DropdownMenuContent
        align="start"
        collisionPadding={8}
        className="max-h-(--radix-dropdown-menu-content-available-height) w-72 overflow-y-auto"
      >
        <DropdownMenuLabel>Model for the next answers</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          value={modelId ?? OWN}
          onValueChange={(value) => onChange(value === OWN ? null : value)}
        >
          <DropdownMenuRadioItem value={OWN}>
            <span className="min-w-0">
              <span className="block truncate">{deployment.model_name}</span>
              <span className="block text-xs text-muted-foreground">
                The one of this deployment
              </span>
            </span>
          </DropdownMenuRadioItem>
          {others.map(({ id, name }) => (
            <DropdownMenuRadioItem key={id} value={id}>
              <span className="truncate">{name}</span>
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <p className="px-2 py-1.5 text-xs text-muted-foreground" data-testid="memory-note">
          {memoryText(deployment)}
        </p>
        <DropdownMenuItem asChild>
          <Link href={`/deployments/${deployment.id}`}>
            <ArrowUpRight /> Open {deployment.name}
          </Link>
        </DropdownMenuItem>
        <OtherDeployments deployment={deployment} />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function OtherDeployments({ deployment }: { deployment: Deployment }) {
  const all = useDeployments().data?.items ?? [];
  const others = all.filter(({ id }) => id !== deployment.id).slice(0, DEPLOYMENTS_OFFERED);
  if (others.length === 0) return null;
  return (
    <>
      <DropdownMenuSeparator />
      <DropdownMenuLabel>New conversation with</DropdownMenuLabel>
      {others.map(({ id, name }) => (
        <DropdownMenuItem key={id} asChild>
          <Link href={`/chat?deployment=${id}`}>
            <span className="truncate">{name}</span>
          </Link>
        </DropdownMenuItem>
      ))}
      <DropdownMenuItem asChild>
        <Link href="/chat">Choose another deployment</Link>
      </DropdownMenuItem>
    </>
  );
}

/** How much of the conversation the model is given with a question. */
function memoryText({ memory_turns: turns, config }: Deployment): string {
  if (turns === 0) return "Each question stands for itself: nothing before it is remembered.";
  const remembered = `The model reads up to ${plural(turns, "earlier question")} with the answers.`;
  if (!config.summaries) return remembered;
  return `${remembered} What came before is summed up.`;
}
