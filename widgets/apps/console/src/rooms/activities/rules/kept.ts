/** What is kept of a rule, as an approval carries it. */
export const CERTAINTIES = ["settled", "usual", "disputed"];

export const certaintyOf = (value: string): string => `rules.certainty.${value}`;

type Text = Record<string, string>;

export interface Kept {
  source: Text;
  effective: string;
  owner: Text;
  certainty: string;
  remedy: Text;
  signed_by: Text;
}

export interface Difference {
  before: Kept;
  after: Kept;
}

type Say = (key: string) => string;

/** A line for everything that is kept: its copy key, and what stands there in both languages. */
export function linesOf(kept: Kept, t: Say): Array<[string, string]> {
  const both = (text: Text) => [text["zh-CN"], text.en].filter(Boolean).join("\n") || "–";
  return [
    ["rules.signedBy", both(kept.signed_by)],
    ["rules.effect", t(kept.signed_by["zh-CN"] ? "rules.stops" : "rules.warns")],
    ["rules.certainty", t(certaintyOf(kept.certainty))],
    ["rules.source", both(kept.source)],
    ["rules.effective", kept.effective],
    ["rules.owner", both(kept.owner)],
    ["rules.remedy", both(kept.remedy)],
  ];
}
