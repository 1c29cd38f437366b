/** What own clients began and did not finish, each with its reason; what is taken up becomes a task. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { useAsk, useRead } from "../../../api/ask";
import { DropOuts, type DropOutsRow, TakeUpDropOut } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Until, When } from "../../../parts/figures";
import { Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Absent } from "../../../parts/states";
import { Table } from "../../../parts/table";
import { Leads } from "./Leads";
import { Tasks } from "./Tasks";

const STEP = 10;
/** The most that one page of a list holds. */
const MOST = 100;

/** The adviser's tasks, and below them what may become one. */
export function Work() {
  const { t } = useWords();
  const [first, setFirst] = useState(STEP);
  const [taken, setTaken] = useState(0);
  const reading = useRead(DropOuts, { first });
  const found = reading.data?.dropOuts;
  const took = () => {
    setTaken(taken + 1);
    reading.again();
  };
  return (
    <>
      <Leads />
      <Tasks key={taken} />
      {!found && <Absent of={reading} />}
      {found && found.edges.length > 0 && (
        <Section title={t("drops.title")}>
          <p className={styles.muted}>{t("drops.lead")}</p>
          <div className={styles.sheet}>
            <Table words label={t("drops.title")}>
              <tbody>
                {found.edges.map(({ node }) => (
                  <DropRow key={node.id} drop={node} done={took} />
                ))}
              </tbody>
            </Table>
          </div>
          {found.pageInfo.hasNextPage && first < MOST && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => setFirst(Math.min(MOST, first + STEP * 3))}
            >
              {t("picker.more")}
            </Button>
          )}
        </Section>
      )}
    </>
  );
}

function DropRow({ drop, done }: { drop: DropOutsRow; done: () => void }) {
  const { t } = useWords();
  const take = useAsk(TakeUpDropOut);
  const press = async () => {
    if (await take.run({ ask: { right: drop.id } }, t("drops.taken"))) done();
  };
  return (
    <tr>
      <td>
        <Link href={`/advising/${drop.client}`}>{drop.clientName}</Link>
      </td>
      <td>
        <Link href={`/trail/${drop.id}`}>{drop.title}</Link>
      </td>
      <td>{drop.reasonName}</td>
      <td className={styles.muted}>
        {t("drops.since")} <When at={drop.since} />
      </td>
      <td className={styles.muted}>
        {t("tasks.ends")} <Until end={drop.validTo} />
      </td>
      <td className={styles.right}>
        <Button size="compact-xs" variant="default" loading={take.busy} onClick={press}>
          {t("drops.take")}
        </Button>
      </td>
    </tr>
  );
}
