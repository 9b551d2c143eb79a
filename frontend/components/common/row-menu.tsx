"use client";

import { Ellipsis } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

type RowMenuProps = {
  /** Whose actions these are, e.g. "Actions for Handbook.pdf". */
  label: string;
  /** A bordered button, for use outside of a row. */
  prominent?: boolean;
  children: ReactNode;
};

/** The menu at the end of a row: everything that a click on the row does not do. */
export function RowMenu({ label, prominent, children }: RowMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant={prominent ? "secondary" : "ghost"}
          size={prominent ? "icon" : "icon-sm"}
          aria-label={label}
        >
          <Ellipsis />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>{children}</DropdownMenuContent>
    </DropdownMenu>
  );
}
