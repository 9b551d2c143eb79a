"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { createContext, Fragment, useContext, useState, type ReactNode } from "react";
import { createPortal } from "react-dom";

export type Crumb = { label: string; href?: string };

type Slot = { element: HTMLElement | null; setElement: (element: HTMLElement | null) => void };

const SlotContext = createContext<Slot>({ element: null, setElement: () => undefined });

/** Lets a page write its breadcrumbs into the top bar, which lies outside of it. */
export function BreadcrumbProvider({ children }: { children: ReactNode }) {
  const [element, setElement] = useState<HTMLElement | null>(null);
  return <SlotContext value={{ element, setElement }}>{children}</SlotContext>;
}

export function BreadcrumbSlot() {
  const { setElement } = useContext(SlotContext);
  return <div ref={setElement} className="min-w-0 flex-1" />;
}

type BreadcrumbsProps = {
  items: Crumb[];
  /** What can be done with the last of them. */
  children?: ReactNode;
};

export function Breadcrumbs({ items, children }: BreadcrumbsProps) {
  const { element } = useContext(SlotContext);
  if (!element) return null;
  return createPortal(
    <div className="flex min-w-0 items-center gap-1">
      <CrumbList items={items} />
      {children}
    </div>,
    element,
  );
}

function CrumbList({ items }: { items: Crumb[] }) {
  return (
    <nav aria-label="Breadcrumbs" className="min-w-0">
      <ol className="flex items-center gap-1 text-sm">
        {items.map((crumb, index) => (
          <Fragment key={index}>
            {index > 0 && (
              <ChevronRight
                aria-hidden
                className="size-3.5 shrink-0 text-muted-foreground max-sm:hidden"
              />
            )}
            <li className="min-w-0 truncate last:font-medium max-sm:not-last:hidden">
              {crumb.href ? (
                <Link
                  href={crumb.href}
                  className="rounded-sm text-muted-foreground hover:text-foreground"
                >
                  {crumb.label}
                </Link>
              ) : (
                <span aria-current="page">{crumb.label}</span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
