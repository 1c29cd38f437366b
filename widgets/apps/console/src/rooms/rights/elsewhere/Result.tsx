/** How far a file of rights is, what gave nothing, and how to stop it. */
import { Group } from "@mantine/core";
import { useEffect, useRef } from "react";
import { Link } from "wouter";
import { CHANGED } from "../../../api/ask";
import { CancelGrants, type ElsewhereFileShown, WithdrawGrants } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { Amount, Count } from "../../../parts/figures";
import { FactList, Note } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Table } from "../../../parts/table";
import { LeftOut } from "../uses/LeftOut";

const POLL_MS = 700;

interface ResultProps {
  file: ElsewhereFileShown;
  again: () => void;
}

export function Result({ file, again }: ResultProps) {
  const { t, locale } = useWords();
  const { underWay } = file;
  const was = useRef(underWay);
  useEffect(() => {
    // The list beside it is told once that the file has ended.
    if (was.current && !underWay) window.dispatchEvent(new Event(CHANGED));
    was.current = underWay;
    if (!underWay) return;
    const timer = setInterval(again, POLL_MS);
    return () => clearInterval(timer);
  }, [underWay, again]);
  const figures = {
    given: file.givenCount.toLocaleString(locale),
    bad: file.badCount.toLocaleString(locale),
    left: (file.totalCount - file.readCount).toLocaleString(locale),
    total: file.totalCount.toLocaleString(locale),
    read: file.readCount.toLocaleString(locale),
  };
  return (
    <>
      {underWay ? (
        <div role="status" className={styles.progress}>
          <progress value={file.readCount} max={file.totalCount || 1} />
          {t("elsewhere.reading", figures)}
        </div>
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
