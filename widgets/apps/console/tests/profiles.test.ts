import { expect, test } from "vitest";
import { readsFor } from "../src/rooms/settlement/profiles/lines";

test("a second person reads whose files a mapping reads, also where it ends a default", () => {
  expect(readsFor({ name: "tea", providerName: "Tea House" })).toBe("provider");
  expect(readsFor({ name: "generic", providerName: "" })).toBe("all");
  expect(readsFor({ name: "tea", providerName: "" })).toBe("ends");
});
