import type { UserReference } from "@/lib/api/types";

/** A person as name over address; the address alone where there is no name. */
export function Person({ person }: { person: Pick<UserReference, "email" | "full_name"> }) {
  return (
    <div className="min-w-0 py-1">
      <p className="font-medium [overflow-wrap:anywhere]">{person.full_name || person.email}</p>
      {person.full_name && (
        <p className="[overflow-wrap:anywhere] text-muted-foreground">{person.email}</p>
      )}
    </div>
  );
}
