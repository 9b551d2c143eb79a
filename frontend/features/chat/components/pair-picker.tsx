"use client";

import { Columns2, X } from "lucide-react";
import { useState } from "react";

import { ChoiceSelect, type Choice } from "@/components/common/choice-select";
import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Tabs, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { useVersionsToCompare, type Pair } from "@/features/chat/branches-api";
import type { AnsweringModel } from "@/features/chat/models-api";
import type { Deployment } from "@/lib/api/types";

type PairPickerProps = {
  deployment: Deployment;
  models: readonly AnsweringModel[];
  onPick: (pair: Pair) => void;
};

/** Chooses two models, or two versions, that answer the next question side by side. */
export function PairPicker({ onPick, ...offered }: PairPickerProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          aria-label="Compare two answers"
          title="Compare two answers"
          data-testid="open-compare"
        >
          <Columns2 />
        </Button>
      </PopoverTrigger>
      <PopoverContent className="w-80 p-4" side="top">
        <PairForm
          {...offered}
          onPick={(pair) => {
            onPick(pair);
            setOpen(false);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}

type Kind = Pair["kind"];

function PairForm({ deployment, models, onPick }: PairPickerProps) {
  const hasVersions = deployment.role !== null && deployment.latest_version > 1;
  const [kind, setKind] = useState<Kind>(models.length < 2 && hasVersions ? "versions" : "models");
  const versions = useVersionsToCompare(deployment.id, hasVersions);
  const choices: Record<Kind, Choice<string>[]> = {
    models: ownFirst(models, deployment).map(({ id, name }) => ({ value: id, label: name })),
    versions: (versions.data?.items ?? []).toReversed().map(({ number, note, is_live }) => ({
      value: String(number),
      label: `Version ${number}`,
      note: is_live ? "live" : note.slice(0, 24),
    })),
  };
  return (
    <>
      <h3 className="font-medium">Two answers side by side</h3>
      <p className="mb-2 text-[13px] text-muted-foreground">
        Both are given your next question. You keep the one that you like better.
      </p>
      {hasVersions && models.length > 1 && (
        <Tabs value={kind} onValueChange={(value) => setKind(value as Kind)}>
          <TabsList className="mb-3">
            <TabsTrigger value="models">Models</TabsTrigger>
            <TabsTrigger value="versions">Versions</TabsTrigger>
          </TabsList>
        </Tabs>
      )}
      {versions.error && kind === "versions" && <ErrorState error={versions.error} />}
      {choices[kind].length < 2 ? (
        !versions.isFetching && <NothingToCompare />
      ) : (
        <PairFields key={kind} kind={kind} choices={choices[kind]} onPick={onPick} />
      )}
    </>
  );
}

function ownFirst(models: readonly AnsweringModel[], { model_id }: Deployment): AnsweringModel[] {
  const isOwn = ({ id }: AnsweringModel) => id === model_id;
  return [...models.filter(isOwn), ...models.filter((model) => !isOwn(model))];
}

function NothingToCompare() {
  return (
    <p className="text-[13px]" data-testid="nothing-to-compare">
      There is one model and one version only. Add a model, or save another version of the
      deployment.
    </p>
  );
}

type PairFieldsProps = {
  kind: Kind;
  choices: readonly Choice<string>[];
  onPick: (pair: Pair) => void;
};

function PairFields({ kind, choices, onPick }: PairFieldsProps) {
  const [first, setFirst] = useState(choices.at(kind === "models" ? 0 : -2)?.value ?? "");
  const [second, setSecond] = useState(choices.at(kind === "models" ? 1 : -1)?.value ?? "");
  const labelOf = (value: string) => choices.find((choice) => choice.value === value)?.label ?? "";
  const names: [string, string] = [labelOf(first), labelOf(second)];

  function pick() {
    if (kind === "models") onPick({ kind, ids: [first, second], names });
    else onPick({ kind, numbers: [Number(first), Number(second)], names });
  }

  return (
    <div className="grid gap-2">
      <ChoiceSelect
        label="Left"
        testId="compare-left"
        value={first}
        onChange={setFirst}
        choices={choices}
      />
      <ChoiceSelect
        label="Right"
        testId="compare-right"
        value={second}
        onChange={setSecond}
        choices={choices}
      />
      {first === second && (
        <p className="text-[13px] text-muted-foreground">
          The same twice shows how much it varies.
        </p>
      )}
      <Button variant="primary" className="mt-1" data-testid="choose-pair" onClick={pick}>
        Compare with the next question
      </Button>
    </div>
  );
}

/** Says above the text that two will answer, and takes it back. */
export function PairChip({ pair, onRemove }: { pair: Pair; onRemove: () => void }) {
  return (
    <div className="p-2 pb-0">
      <span
        data-testid="pair-chip"
        className="flex w-fit max-w-full items-center gap-2 rounded-md bg-primary-soft py-1 pr-1 pl-2.5 text-[13px] text-primary-text"
      >
        <Columns2 className="size-3.5 shrink-0" aria-hidden />
        <span className="truncate">
          {pair.names[0]} and {pair.names[1]} side by side
        </span>
        <button
          type="button"
          aria-label="Do not compare"
          onClick={onRemove}
          className="grid size-5 place-items-center rounded-sm hover:bg-background/60"
        >
          <X className="size-3.5" />
        </button>
      </span>
    </div>
  );
}
