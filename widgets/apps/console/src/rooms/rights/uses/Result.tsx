/** How far a file of uses is, and what was not booked of it. */
import { useRead } from "../../../api/ask";
import { UseFile, type UseFileShown } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Count } from "../../../parts/figures";
import { useFollow } from "../../../parts/follow";
import { FactList, Note } from "../../../parts/page";
import { Progress } from "../../../parts/progress";
import { Absent } from "../../../parts/states";
import { Table } from "../../../parts/table";
import { LeftOut } from "./LeftOut";

export function UseFileResult({ id, done }: { id: string; done: () => void }) {
  const reading = useRead(UseFile, { id });
  const found = reading.data?.useFile ?? null;
  useFollow(!found || found.underWay, reading.again, done);
  return found ? <Result file={found} /> : <Absent of={reading} />;
}

export function Result({ file }: { file: UseFileShown }) {
  const { t } = useWords();
  if (file.underWay)
    return (
      <Progress
        done={file.readCount}
        total={file.totalCount}
        says={t("uses.reading", { read: file.readCount, total: file.totalCount })}
      />
    );
  return (
    <>
      <Note tone={file.why || file.badCount ? "warn" : "good"}>
        {file.why || t("uses.booked.says", { booked: file.bookedCount, bad: file.badCount })}
      </Note>
      <FactList
        facts={[
          ["rights.provider", file.providerName],
          ["uses.zone", file.zone],
        ]}
      />
      {file.verdicts.length > 0 && (
        <Table words label={t("uses.verdicts")}>
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
          <a href={`/files/uses/${file.id}/bad.csv`}>{t("uses.leftOut.file")}</a>
        </p>
      )}
      <LeftOut rows={file.leftOut} />
    </>
  );
}
