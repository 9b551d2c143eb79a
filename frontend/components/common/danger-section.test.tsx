import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import { DangerSection } from "./danger-section";

const show = (blocked: string | null = null, onConfirm = vi.fn(async () => undefined)) => {
  render(
    <DangerSection
      title="Delete project"
      text="It is gone then."
      question="Delete this project?"
      warning="This cannot be undone."
      typedName="Harbour"
      onConfirm={onConfirm}
      blocked={blocked}
    />,
  );
  return onConfirm;
};

describe("DangerSection", () => {
  it("does nothing before the name is typed in the dialog", async () => {
    const user = userEvent.setup();
    const onConfirm = show();
    await user.click(screen.getByRole("button", { name: "Delete project" }));
    const dialog = await screen.findByRole("dialog", { name: "Delete this project?" });
    const confirm = () =>
      screen.getAllByRole("button", { name: "Delete project" }).find((it) => dialog.contains(it))!;
    expect(confirm()).toBeDisabled();
    await user.type(screen.getByRole("textbox"), "Harbour");
    await user.click(confirm());
    await waitFor(() => expect(onConfirm).toHaveBeenCalledOnce());
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  });

  it("stays open with the reason when it fails", async () => {
    const user = userEvent.setup();
    show(null, vi.fn().mockRejectedValue(new Error("It is in use.")));
    await user.click(screen.getByRole("button", { name: "Delete project" }));
    const dialog = await screen.findByRole("dialog");
    await user.type(screen.getByRole("textbox"), "Harbour{Enter}");
    await waitFor(() => expect(dialog.querySelector("[role=alert]")).not.toBeNull());
  });

  it("says why it cannot be done instead of offering it", () => {
    show("Your default project stays.");
    expect(screen.getByText("Your default project stays.")).toBeVisible();
    expect(screen.queryByRole("button")).not.toBeInTheDocument();
  });
});
