/** What an approver must see of an award above the day limit: how many points for whom, and why. */
import { ApprovePoints, ReturnPoints, WithdrawPoints } from "../../../api/documents_gen";
import { textId } from "../../../api/ids";
import { type Localized, useWords } from "../../../copy";
import type { ApprovalCase, CaseProps } from "../../../parts/approvals";
import { Count } from "../../../parts/figures";
import { FactList, Section } from "../../../parts/page";
import { Table } from "../../../parts/table";

/** What the platform keeps for an approver; `first` are the first lines. */
interface Asked {
  kind_name: Localized;
  points: number;
  lines: number;
  first: Array<{ client: string; points: number }>;
  file: string;
  hand_day_max: number;
  reason: string;
}

function Case({ difference }: CaseProps) {
  const { t, of } = useWords();
  const { after } = difference as { after: Asked };
  const more = after.lines - after.first.length;
  return (
    <>
      <Section title={t("case.facts")}>
        <FactList
          facts={[
            ["reason", after.reason],
            ["points.kind", of(after.kind_name)],
            ["points.points", <Count key="points" of={after.points} />],
            ["points.case.count", <Count key="lines" of={after.lines} />],
            ["points.case.limit", <Count key="limit" of={after.hand_day_max} />],
            ["points.case.file", after.file || "–"],
          ]}
        />
      </Section>
      <Section title={t("points.case.lines")}>
        <Table label={t("points.case.lines")}>
          <thead>
            <tr>
              <th scope="col">{t("points.client")}</th>
              <th scope="col">{t("points.points")}</th>
            </tr>
          </thead>
          <tbody>
            {after.first.map((line, at) => (
              <tr key={at}>
                <td>{line.client}</td>
                <td>
                  <Count of={line.points} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
        {more > 0 && <p>{t("points.case.more", { n: more })}</p>}
      </Section>
    </>
  );
}

export const pointsCase: ApprovalCase = {
  kind: "rights.points_request",
  Case,
  approve: ApprovePoints,
  back: ReturnPoints,
  withdraw: WithdrawPoints,
  subject: (id) => ({ request: textId("prq", id) }),
  steps: false,
};
