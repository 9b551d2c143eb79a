import { act, render } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import { DataTable } from "@/components/common/data-table";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push: vi.fn() }) }));

test("does not render without end when something changes while the rows are loading", async () => {
  let renders = 0;
  const columns = [
    {
      id: "name",
      header: () => {
        renders += 1;
        if (renders > 100) throw new Error("renders without end");
        return "Name";
      },
    },
  ];
  const table = (label: string) => (
    <DataTable label={label} columns={columns} rows={undefined} rowId={String} />
  );
  const { rerender } = render(table("one"));
  for (const label of ["two", "three"]) {
    rerender(table(label));
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
  }
  expect(renders).toBeLessThan(10);
});
