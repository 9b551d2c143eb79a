import { expect, it } from "vitest";

import { visiblePlaces } from "./places";

const labels = (permissions: string[]) =>
  visiblePlaces(permissions).flatMap((group) => group.places.map((place) => place.label));

it("shows only what the permissions allow", () => {
  expect(labels(["chat:use"])).toEqual(["Home", "Chat"]);
  expect(labels(["audit:read"])).toEqual(["Home", "Audit"]);
  expect(labels(["evaluations:read"])).toEqual(["Home", "Evaluation"]);
});

it("drops groups that would be empty", () => {
  expect(visiblePlaces([]).map((group) => group.label)).toEqual([null]);
});
