"use client";

import { Plus } from "lucide-react";
import { useState, type FormEvent } from "react";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import type { Model, ModelOffer } from "@/lib/api/types";
import { formatNumber, plural } from "@/lib/format";

/** With more than this they are searched rather than looked through. */
const SEARCH_FROM = 8;
const SHOWN = 200;

type OfferListProps = {
  /** Null where the endpoint does not tell what it serves. */
  offers: ModelOffer[] | null;
  /** By model id, what is registered from this endpoint already. */
  registered: ReadonlyMap<string, Model>;
  chosen: ReadonlySet<string>;
  onToggle: (offer: ModelOffer) => void;
};

/** What an endpoint serves, to be ticked; other ids are entered by hand. */
export function OfferList({ offers, registered, chosen, onToggle }: OfferListProps) {
  const [query, setQuery] = useState("");
  const all = offers ?? [];
  const found = all.filter(({ id }) => id.toLowerCase().includes(query.trim().toLowerCase()));
  return (
    <div className="grid gap-3">
      {offers && (
        <p className="text-[13px] text-muted-foreground" data-testid="offer-count">
          {offers.length === 0
            ? "The endpoint answers, but says that it serves nothing. Load a model there, or enter its id."
            : `The endpoint answers. It serves ${plural(offers.length, "model")}.`}
        </p>
      )}
      {all.length > SEARCH_FROM && (
        <Input
          type="search"
          aria-label="Find a model"
          placeholder="Find a model"
          className="sm:max-w-xs"
          value={query}
          onChange={({ target }) => setQuery(target.value)}
        />
      )}
      {all.length > 0 && (
        <ul
          className="max-h-80 divide-y overflow-y-auto rounded-lg border"
          aria-label="Models of the endpoint"
        >
          {found.slice(0, SHOWN).map((offer) => (
            <OfferRow
              key={offer.id}
              offer={offer}
              model={registered.get(offer.id)}
              checked={chosen.has(offer.id)}
              onToggle={() => onToggle(offer)}
            />
          ))}
          {found.length === 0 && (
            <li className="px-3 py-4 text-center text-muted-foreground">
              Nothing it serves is called like this.
            </li>
          )}
        </ul>
      )}
      {found.length > SHOWN && (
        <p className="text-[13px] text-muted-foreground">
          The first {SHOWN} of {formatNumber(found.length)} are shown. Search for the others.
        </p>
      )}
      <IdByHand
        onAdd={(id) => onToggle({ id, owner: null, context_tokens: null })}
        known={chosen}
      />
    </div>
  );
}

type OfferRowProps = {
  offer: ModelOffer;
  model: Model | undefined;
  checked: boolean;
  onToggle: () => void;
};

function OfferRow({ offer, model, checked, onToggle }: OfferRowProps) {
  return (
    <li data-testid="offer">
      <label className="flex cursor-pointer items-center gap-3 px-3 py-2 hover:bg-surface">
        <Checkbox checked={checked} onCheckedChange={onToggle} aria-label={offer.id} />
        <span className="min-w-0 flex-1 font-mono text-[13px] [overflow-wrap:anywhere]">
          {offer.id}
        </span>
        {model && <Badge title={`Registered as ${model.name}`}>Added already</Badge>}
        {offer.context_tokens !== null && (
          <span className="shrink-0 text-[13px] text-muted-foreground tabular-nums max-sm:hidden">
            {formatNumber(offer.context_tokens)} tokens
          </span>
        )}
      </label>
    </li>
  );
}

type IdByHandProps = { onAdd: (id: string) => void; known: ReadonlySet<string> };

function IdByHand({ onAdd, known }: IdByHandProps) {
  const [id, setId] = useState("");
  const wanted = id.trim();

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!wanted || known.has(wanted)) return;
    onAdd(wanted);
    setId("");
  }

  return (
    <form className="flex gap-2 sm:max-w-md" onSubmit={submit}>
      <Input
        aria-label="Model id"
        placeholder="Or enter a model id"
        className="font-mono text-[13px]"
        maxLength={200}
        value={id}
        onChange={({ target }) => setId(target.value)}
        data-testid="model-id-by-hand"
      />
      <Button type="submit" disabled={!wanted || known.has(wanted)}>
        <Plus /> Add
      </Button>
    </form>
  );
}
