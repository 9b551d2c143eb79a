"use client";

import { FileText, Plus } from "lucide-react";
import { useState } from "react";

import { Button } from "@/components/ui/button";
import {
  Command,
  CommandEmpty,
  CommandInput,
  CommandItem,
  CommandList,
} from "@/components/ui/command";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { useDocuments } from "@/features/knowledge_bases/documents-api";
import type { Document } from "@/lib/api/types";
import { useDebounced } from "@/lib/use-debounced";

const PAUSE_MS = 200;

type DocumentPickerProps = {
  knowledgeBaseId: string;
  /** Ids that are chosen already and need not be offered. */
  chosen: readonly (string | null | undefined)[];
  onPick: (document: Document) => void;
};

/** Adds a document of a knowledge base, found by its name. */
export function DocumentPicker(props: DocumentPickerProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover open={isOpen} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button size="sm" data-testid="add-gold">
          <Plus /> Add document
        </Button>
      </PopoverTrigger>
      <PopoverContent className="w-80 max-w-[calc(100vw-2rem)]">
        <Choices
          {...props}
          onPick={(document) => {
            setOpen(false);
            props.onPick(document);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}

function Choices({ knowledgeBaseId, chosen, onPick }: DocumentPickerProps) {
  const [typed, setTyped] = useState("");
  const q = useDebounced(typed, typed, PAUSE_MS);
  const documents = useDocuments(knowledgeBaseId, { q, status: null, offset: 0 });
  const shown = (documents.data?.items ?? []).filter(({ id }) => !chosen.includes(id));
  return (
    <Command shouldFilter={false} label="Documents">
      <CommandInput placeholder="Find a document" value={typed} onValueChange={setTyped} />
      <CommandList className="max-h-64">
        {documents.data && <CommandEmpty>No document has this name.</CommandEmpty>}
        {shown.map((document) => (
          <CommandItem
            key={document.id}
            value={document.id}
            onSelect={() => onPick(document)}
            data-testid="gold-choice"
          >
            <FileText /> <span className="truncate">{document.name}</span>
          </CommandItem>
        ))}
      </CommandList>
    </Command>
  );
}
