import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { Call, Deployment } from "@/lib/api/types";
import { answerWith, refusal, showPage } from "@/tests/page";

import { aCall } from "../call-fixtures";
import { CallsTab } from "./calls-tab";

const push = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ push }) }));

const deployment = { id: "d1" } as Deployment;

const page = (items: Call[], total = items.length) =>
  Response.json({ items, total, limit: 50, offset: 0 });

const show = (searchParams = "") => {
  const onUrlUpdate = vi.fn();
  showPage(<CallsTab deployment={deployment} />, { searchParams, onUrlUpdate });
  return onUrlUpdate;
};

const rows = () => screen.findAllByTestId("table-row");
const cellsOf = (row: HTMLElement | undefined) =>
  within(row!)
    .getAllByRole("cell")
    .map((cell) => cell.textContent.trim());

beforeEach(() => push.mockReset());

describe("the calls of a deployment", () => {
  it("stand in the order of the API, each with who asked, what came of it and what it took", async () => {
    const asked = answerWith(() =>
      page([aCall("c2"), aCall("c1", { via: "run", api_key: null, version: null })]),
    );
    show();
    const [later, earlier] = (await rows()).map((row) => cellsOf(row).slice(1));
    expect(later).toEqual([
      "Question c2",
      "Website",
      "/v1",
      "3",
      "Complete",
      "1,204 + 86",
      "320 ms",
      "2.1 s",
    ]);
    expect(earlier?.slice(0, 4)).toEqual(["Question c1", "Signed in", "Run", "–"]);
    expect(asked.map(({ pathname, search }) => pathname + search)).toEqual([
      "/api/v1/deployments/d1/calls?offset=0&limit=50",
    ]);
  });

  it("lead to the whole call, by a link for the keyboard and by a click on the row", async () => {
    answerWith(() => page([aCall("c1")]));
    show();
    const [row] = await rows();
    const link = within(row!).getByRole("link", { name: "Question c1" });
    expect(link).toHaveAttribute("href", "/deployments/d1/calls/c1");
    fireEvent.click(within(row!).getByText("Complete"));
    expect(push).toHaveBeenCalledExactlyOnceWith("/deployments/d1/calls/c1");
  });

  it("say the code of a failure, and have dashes where nothing was done", async () => {
    answerWith(() =>
      page([
        aCall("c1", {
          status: "failed",
          error_code: "model_unavailable",
          tokens: null,
          timings: null,
        }),
      ]),
    );
    show();
    const [row] = await rows();
    expect(cellsOf(row).slice(5)).toEqual(["Failedmodel_unavailable", "–", "–", "–"]);
  });

  it("are fetched page by page", async () => {
    const asked = answerWith(() => page([aCall("c1")], 120));
    const onUrlUpdate = show();
    await rows();
    await userEvent.click(screen.getByRole("button", { name: "Next page" }));
    await waitFor(() => expect(asked.at(-1)?.searchParams.get("offset")).toBe("50"));
    expect(onUrlUpdate.mock.lastCall?.[0].queryString).toBe("?offset=50");
  });
});

describe("the filter by status", () => {
  it("asks for one status, from the first page on, and is kept in the address", async () => {
    const asked = answerWith(() => page([aCall("c1")], 120));
    const onUrlUpdate = show("?offset=50");
    await rows();
    await userEvent.click(screen.getByRole("button", { name: "Interrupted" }));
    await waitFor(() => expect(asked.at(-1)?.search).toBe("?status=interrupted&offset=0&limit=50"));
    expect(onUrlUpdate.mock.lastCall?.[0].queryString).toBe("?status=interrupted");
  });

  it("is cleared by “All”", async () => {
    const asked = answerWith(() => page([aCall("c1")]));
    show("?status=failed");
    await rows();
    expect(screen.getByRole("button", { name: "Failed" })).toHaveAttribute("aria-pressed", "true");
    await userEvent.click(screen.getByRole("button", { name: "All" }));
    await waitFor(() => expect(asked.at(-1)?.searchParams.has("status")).toBe(false));
    expect(screen.getByRole("button", { name: "All" })).toHaveAttribute("aria-pressed", "true");
  });

  it("says that nothing matches, with the way back", async () => {
    answerWith(() => page([]));
    show("?status=failed");
    expect(await screen.findByText("None of your calls ended like this.")).toBeInTheDocument();
    expect(screen.queryByTestId("empty-state")).toBeNull();
    expect(screen.getByRole("button", { name: "All" })).toBeInTheDocument();
  });

  it("does not take the emptiness of one status for that of all while they are fetched", async () => {
    answerWith(({ searchParams }) => (searchParams.has("status") ? page([]) : page([aCall("c1")])));
    show("?status=failed");
    await screen.findByText("None of your calls ended like this.");
    fireEvent.click(screen.getByRole("button", { name: "All" }));
    expect(screen.queryByTestId("empty-state")).toBeNull();
    expect(await rows()).toHaveLength(1);
    expect(screen.queryByTestId("empty-state")).toBeNull();
  });
});

describe("without calls", () => {
  it("teaches what belongs here and leads to the code", async () => {
    answerWith(() => page([]));
    show();
    expect(await screen.findByTestId("empty-state")).toHaveTextContent("No calls yet");
    expect(screen.getByRole("link", { name: "Show the code to paste" })).toHaveAttribute(
      "href",
      "/deployments/d1?tab=use",
    );
    expect(screen.queryByRole("table")).toBeNull();
  });

  it("says whose calls are kept, and how long", async () => {
    answerWith(() => page([]));
    show();
    expect(screen.getByText(/shown to nobody else/)).toHaveTextContent("CALL_RETENTION_DAYS");
    await screen.findByTestId("empty-state");
  });
});

it("shows the shape of the rows until they are here", async () => {
  answerWith(() => page([aCall("c1")]));
  show();
  expect(screen.getByRole("table", { name: "Calls" })).toHaveAttribute("aria-busy", "true");
  await rows();
  expect(screen.getByRole("table", { name: "Calls" })).toHaveAttribute("aria-busy", "false");
});

it("says what went wrong and asks again on demand", async () => {
  let isDown = true;
  answerWith(() =>
    isDown ? refusal(503, "database_unavailable", "The database is away.") : page([aCall("c1")]),
  );
  show();
  expect(await screen.findByTestId("error-state")).toHaveTextContent("The database is away.");
  isDown = false;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await rows()).toHaveLength(1);
});
