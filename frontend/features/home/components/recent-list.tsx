import Link from "next/link";

import { RelativeTime } from "@/components/common/relative-time";

type RecentItem = { id: string; href: string; name: string; note: string; time: string };

type RecentListProps = { title: string; href: string; items: RecentItem[] | undefined };

/** The latest things of one kind; nothing at all while there are none. */
export function RecentList({ title, href, items }: RecentListProps) {
  if (!items || items.length === 0) return null;
  return (
    <section aria-label={title}>
      <div className="mb-2 flex items-baseline justify-between">
        <h2 className="font-medium">{title}</h2>
        <Link
          href={href}
          className="rounded-sm text-[13px] text-muted-foreground hover:text-foreground hover:underline"
        >
          View all
        </Link>
      </div>
      <ul className="divide-y rounded-lg border">
        {items.map((item) => (
          <li key={item.id}>
            <Link
              href={item.href}
              className="flex items-center gap-4 px-3.5 py-2.5 text-[13px] transition-colors duration-120 hover:bg-surface"
            >
              <span className="min-w-0 flex-1 truncate font-medium">{item.name}</span>
              <span className="hidden max-w-48 truncate text-muted-foreground sm:block">
                {item.note}
              </span>
              <span className="w-20 shrink-0 text-right text-muted-foreground">
                <RelativeTime iso={item.time} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
