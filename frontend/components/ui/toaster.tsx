"use client";

import { useTheme } from "next-themes";
import { Toaster as Sonner, type ToasterProps } from "sonner";

export function Toaster() {
  const { theme } = useTheme();
  return (
    <Sonner
      theme={theme as ToasterProps["theme"]}
      position="bottom-right"
      toastOptions={{
        classNames: {
          toast:
            "!rounded-lg !border-border !bg-elevated !text-foreground !shadow-float !font-sans",
          description: "!text-muted-foreground",
        },
      }}
    />
  );
}
