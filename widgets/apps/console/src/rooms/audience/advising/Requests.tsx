/** What the adviser asked to hand over above the limit, each with its state; withdrawn until it is signed. */
import { Button, Text } from "@mantine/core";
import { Link } from "wouter";
import type { Reading } from "../../../api/ask";
import {
  type HandingRequestsData,
  type HandingRequestsRow,
  WithdrawHanding,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { Amount, When } from "../../../parts/figures";
import { Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Absent } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Table } from "../../../parts/table";

interface RequestsProps {
  reading: Reading<HandingRequestsData>;
  /** Ask for more of them; none where there is none. */
  more: (() => void) | null;
}

export function Requests({ reading, more }: RequestsProps) {
  const { t } = useWords();
  const found = reading.data?.handingRequests;
  if (!found || found.edges.length === 0) return <Absent of={reading} />;
  return (
    <Section title={t("hand.asked.title")}>
      <div className={styles.sheet}>
        <Table label={t("hand.asked.title")}>
          <tbody>
            {found.edges.map(({ node }) => (
              <RequestRow key={node.id} request={node} done={reading.again} />
            ))}
          </tbody>
        </Table>
      </div>
      {found.pageInfo.hasNextPage && more && (
        <Button size="compact-xs" variant="default" onClick={more}>
          {t("picker.more")}
        </Button>
      )}
    </Section>
  );
}

function RequestRow({ request, done }: { request: HandingRequestsRow; done: () => void }) {
  const { t } = useWords();
  return (
    <tr>
      <td>
        <Link href={`/advising/${request.client}`}>{request.clientName}</Link>
      </td>
      <td>
        {request.entitlement ? (
          <Link href={`/trail/${request.entitlement}`}>{request.title}</Link>
        ) : (
          request.title
        )}
        <Text size="xs">{request.note}</Text>
      </td>
      <td className={styles.right}>
        <Amount of={request.worth} />
      </td>
      <td>
        <Status of={request.state} label={t(`hand.state.${request.state}`)} />
        {request.reason && <Text size="xs">{t("hand.request.why", { reason: request.reason })}</Text>}
      </td>
      <td className={styles.muted}>
        {t("hand.request.at")} <When at={request.madeAt} />
      </td>
      <td className={styles.right}>
        {request.actions.includes("withdraw") && (
          <AskConfirm
            size="compact-xs"
            label={t("hand.withdraw")}
            says={t("hand.withdraw.says")}
            document={WithdrawHanding}
            ask={{ handing: request.id }}
            said={t("hand.withdrawn")}
            done={done}
          />
        )}
      </td>
    </tr>
  );
}
