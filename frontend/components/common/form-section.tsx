import type { ReactNode } from "react";

type FormSectionProps = { title: string; description: ReactNode; children: ReactNode };

/** A part of a long form: what it is about at the left, its fields at the right. */
export function FormSection({ title, description, children }: FormSectionProps) {
  return (
    <section className="grid grid-cols-1 gap-4 border-t py-6 first:border-t-0 first:pt-0 md:grid-cols-[13rem_minmax(0,1fr)] md:gap-8">
      <div>
        <h2 className="font-medium">{title}</h2>
        <p className="text-[13px] text-muted-foreground">{description}</p>
      </div>
      <div className="grid grid-cols-1 content-start gap-4">{children}</div>
    </section>
  );
}
