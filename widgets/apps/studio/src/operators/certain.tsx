/** `certain`: everyone who may take part gets the one outcome. */
import type { DecideCertain } from "@largesse/contracts/documents";
import { At } from "../parts/At";
import { having } from "../parts/having";
import { Fallback, OutcomeEditor } from "../parts/Outcome";
import type { EditorProps, Operator } from "./operator";
import { ALL_GIVEN, fallbackOf, fresh, mainOf } from "./outcomes";

function Editor({ decide, put }: EditorProps<DecideCertain>) {
  return (
    <div style={{ marginTop: 12 }}>
      <At part="outcome">
        <OutcomeEditor outcome={decide.outcome} put={(outcome) => put({ ...decide, outcome })} />
      </At>
      <Fallback
        outcome={decide.fallback}
        put={(fallback) => put(having(decide, "fallback", fallback))}
        fresh={() => fresh("sold-out", ALL_GIVEN)}
      />
    </div>
  );
}

export const certain: Operator<DecideCertain> = {
  op: "certain",
  byChance: false,
  begin: (from) => ({ op: "certain", outcome: mainOf(from), ...fallbackOf(from) }),
  Editor,
};
