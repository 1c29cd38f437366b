/** How far a file of rights is, what gave nothing, and how to stop it. */
import { Group } from "@mantine/core";
import { Link } from "wouter";
import { CancelGrants, type ElsewhereFileShown, WithdrawGrants } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { Amount, Count } from "../../../parts/figures";
import { FactList, Note } from "../../../parts/page";
import { Progress } from "../../../parts/progress";
import { Table } from "../../../parts/table";
import { LeftOut } from "../uses/LeftOut";

interface ResultProps {
  file: ElsewhereFileShown;
  again: () => void;
}

export function Result({ file, again }: ResultProps) {
  const { t } = useWords();
  const figures = {
    given: file.givenCount,
    bad: file.badCount,
    left: file.totalCount - file.readCount,
    total: file.totalCount,
    read: file.readCount,
  };
  return (
    <>
      {file.underWay ? (
        <Progress done={file.readCount} total={file.totalCount} says={t("elsewhere.reading", figures)} />
      ) : (
        <Note>{file.why || t(`elsewhere.told.${file.state}`, figures)}</Note>
      )}
      <FactList
        facts={[
          ["elsewhere.system", file.system],
          ["batches.budget", file.budgetName],
          ["elsewhere.rows", <Count key="rows" of={file.totalCount} />],
          ["elsewhere.good", <Count key="good" of={file.goodCount} />],
          ["elsewhere.cost", <Amount key="cost" of={file.cost} />],
          [
            "elsewhere.approval",
            <Link key="approval" href={`/approvals/${file.approval}`}>
              {t("elsewhere.approval.see")}
            </Link>,
          ],
        ]}
      />
      <Ends file={file} again={again} />
      {file.verdicts.length > 0 && (
        <Table words label={t("elsewhere.verdicts")}>
          <tbody>
            {file.verdicts.map((one) => (
              <tr key={one.verdict}>
                <th scope="row">{one.name}</th>
                <td>
                  <Count of={one.count} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {file.badCount > 0 && (
        <p>
          <a href={`/files/elsewhere/${file.id}/bad.csv`}>{t("elsewhere.leftOut.file")}</a>
        </p>
      )}
      <LeftOut rows={file.leftOut} />
    </>
  );
}

function Ends({ file, again }: ResultProps) {
  const { t } = useWords();
  return (
    <Group mb="md">
      {file.actions.includes("cancel") && (
        <AskConfirm
          danger
          label={t("elsewhere.cancel")}
          says={t("elsewhere.cancel.says")}
          document={CancelGrants}
          ask={{ file: file.id }}
          said={t("elsewhere.cancelled")}
          done={again}
        />
      )}
      {file.actions.includes("withdraw") && (
        <AskConfirm
          label={t("elsewhere.withdraw")}
          says={t("elsewhere.withdraw.says")}
          document={WithdrawGrants}
          ask={{ file: file.id }}
          said={t("elsewhere.withdrawn")}
          done={again}
        />
      )}
    </Group>
  );
}
