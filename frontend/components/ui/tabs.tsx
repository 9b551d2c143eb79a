"use client";

import { Tabs as TabsPrimitive } from "radix-ui";
import { useEffect, useRef, type ComponentProps } from "react";

import { cn } from "@/lib/cn";

export const Tabs = TabsPrimitive.Root;

export function TabsList({ className, ...props }: ComponentProps<typeof TabsPrimitive.List>) {
  const list = useRef<HTMLDivElement>(null);
  // On a narrow screen a link may lead to a tab that lies beyond the edge.
  useEffect(() => {
    const active = list.current?.querySelector("[data-state=active]");
    active?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  }, []);
  return (
    <TabsPrimitive.List
      ref={list}
      className={cn("flex gap-5 overflow-x-auto border-b", className)}
      {...props}
    />
  );
}

export function TabsTrigger({ className, ...props }: ComponentProps<typeof TabsPrimitive.Trigger>) {
  return (
    <TabsPrimitive.Trigger
      className={cn(
        "-mb-px h-9 border-b-2 border-transparent text-sm whitespace-nowrap text-muted-foreground transition-colors duration-150 hover:text-foreground focus-visible:outline-offset-[-2px] data-[state=active]:border-primary data-[state=active]:font-medium data-[state=active]:text-foreground",
        className,
      )}
      {...props}
    />
  );
}

export function TabsContent({ className, ...props }: ComponentProps<typeof TabsPrimitive.Content>) {
  return <TabsPrimitive.Content className={cn("pt-5 outline-none", className)} {...props} />;
}
