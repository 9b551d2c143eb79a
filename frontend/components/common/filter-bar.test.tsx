import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";

import { FilterChips, SearchField } from "./filter-bar";

function Host({ onChange }: { onChange: (value: string) => void }) {
  const [value, setValue] = useState("");
  return (
    <>
      <SearchField
        placeholder="Filter"
        value={value}
        onChange={(next) => {
          onChange(next);
          setValue(next);
        }}
      />
      <button onClick={() => setValue("set elsewhere")}>elsewhere</button>
    </>
  );
}

it("reports once the reader pauses, and keeps what is typed", async () => {
  const onChange = vi.fn();
  render(<Host onChange={onChange} />);
  await userEvent.type(screen.getByRole("searchbox"), "leave");
  await vi.waitFor(() => expect(onChange).toHaveBeenCalledWith("leave"));
  expect(onChange).toHaveBeenCalledTimes(1);
  expect(screen.getByRole("searchbox")).toHaveValue("leave");
});

it("follows a filter that is set elsewhere", async () => {
  render(<Host onChange={vi.fn()} />);
  await userEvent.click(screen.getByText("elsewhere"));
  expect(screen.getByRole("searchbox")).toHaveValue("set elsewhere");
});

it("clears a chip on the second click", async () => {
  const onChange = vi.fn();
  const chips = [{ value: "failed", label: "Failed", count: 2 }];
  const { rerender } = render(
    <FilterChips label="Status" chips={chips} value={null} onChange={onChange} />,
  );
  await userEvent.click(screen.getByRole("button", { name: /Failed/ }));
  expect(onChange).toHaveBeenLastCalledWith("failed");
  rerender(<FilterChips label="Status" chips={chips} value="failed" onChange={onChange} />);
  await userEvent.click(screen.getByRole("button", { name: /Failed/ }));
  expect(onChange).toHaveBeenLastCalledWith(null);
});
