import { act, fireEvent, render, screen } from "@testing-library/react";
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

type Item = { id: string; name: string };

const first = { id: "a", name: "First" };
const second = { id: "b", name: "Second" };

test("draws only the rows again whose contents are new", () => {
  const drawn: string[] = [];
  const columns = [
    {
      id: "name",
      header: "Name",
      cell: ({ row }: { row: { original: Item } }) => {
        drawn.push(row.original.name);
        return row.original.name;
      },
    },
  ];
  const table = (rows: Item[]) => (
    <DataTable label="Items" columns={columns} rows={rows} rowId={({ id }) => id} />
  );
  const { rerender } = render(table([first, second]));
  drawn.length = 0;
  rerender(table([first, { ...second, name: "Changed" }]));
  expect(drawn).toEqual(["Changed"]);
});

test("opens a row on a click, but not on what can be clicked in it", () => {
  const columns = [
    {
      id: "name",
      header: "Name",
      cell: ({ row }: { row: { original: Item } }) => (
        <>
          <span>{row.original.name}</span>
          <button type="button">Menu of {row.original.name}</button>
        </>
      ),
    },
  ];
  const onRowClick = vi.fn();
  render(
    <DataTable
      label="Items"
      columns={columns}
      rows={[first, second]}
      rowId={({ id }) => id}
      onRowClick={onRowClick}
    />,
  );
  fireEvent.click(screen.getByRole("button", { name: "Menu of Second" }));
  expect(onRowClick).not.toHaveBeenCalled();
  fireEvent.click(screen.getByText("Second"));
  expect(onRowClick).toHaveBeenCalledExactlyOnceWith(second);
});
