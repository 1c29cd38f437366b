/** A heading that asks for a sort which the platform refuses is an error of types: this file compiles only while it is. */
import { expect, test } from "vitest";
import { Budgets } from "../src/api/documents_gen";
import { RecordList } from "../src/parts/list";
import { useList } from "../src/parts/useList";

function Listed() {
  const list = useList(Budgets, (data) => data.budgets, {}, { sort: "-cap" });
  return (
    <RecordList
      {...list}
      label="budgets"
      keyOf={(row) => row.id}
      columns={[
        { head: "budgets.cap", cell: (row) => row.cap.amountMinor, sorts: "cap" },
        // @ts-expect-error budgets are not sorted by name
        { head: "name", cell: (row) => row.name, sorts: "name" },
        // @ts-expect-error the way down is the heading's own
        { head: "code", cell: (row) => row.code, sorts: "-code" },
      ]}
      empty={{ title: "none" }}
    />
  );
}

function Opened() {
  // @ts-expect-error a list does not begin with a sort that the platform refuses either
  return useList(Budgets, (data) => data.budgets, {}, { sort: "name" }).pages;
}

test("the list and its question are there to be compiled", () => {
  expect([Listed, Opened]).toHaveLength(2);
});
