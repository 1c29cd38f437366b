/** Rates of exchange: what vouchers in a foreign currency are converted at. */
import { ExchangeRates, RecordExchangeRate } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { When } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { RecordList } from "../../../parts/list";
import { useClock } from "../../../parts/time";
import { useList } from "../../../parts/useList";

export function Rates() {
  const { t } = useWords();
  const { may } = useSigned();
  const clock = useClock();
  const list = useList(ExchangeRates, (data) => data.exchangeRates);
  return (
    <RecordList
      {...list}
      label={t("ledger.rates")}
      keyOf={(row) => row.id}
      tools={
        may("settlement.record_rate") && (
          <AskForm
            size="xs"
            label={t("rates.record")}
            lead={t("rates.record.lead")}
            document={RecordExchangeRate}
            said={t("rates.recorded")}
            done={list.reading.again}
            toAsk={(values) => values}
            fields={[
              { name: "currency", label: "currency" },
              { name: "day", label: "rates.day", kind: "day", initial: clock.today() },
              { name: "rate", label: "rates.rate", hint: "rates.rate.hint" },
              { name: "source", label: "rates.source" },
            ]}
          />
        )
      }
      columns={[
        { head: "rates.day", text: (row) => row.day, sorts: "day" },
        { head: "currency", text: (row) => `${row.currency}/${row.base}`, sorts: "currency" },
        {
          head: "rates.rate",
          cell: (row) => <span className="lg-figures">{row.rate}</span>,
          text: (row) => row.rate,
          right: true,
        },
        { head: "rates.source", text: (row) => row.source },
        { head: "rates.by", text: (row) => row.recordedBy },
        {
          head: "at",
          cell: (row) => <When at={row.recordedAt} />,
          text: (row) => clock.exact(row.recordedAt),
        },
      ]}
      empty={{ title: t("rates.empty"), teach: t("rates.empty.teach") }}
    />
  );
}
