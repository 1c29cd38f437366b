/** Play the draft as any client at any time, without writing anything: the phone on the left, who and when on the right. */
import { allOutcomesOf, instantIn, shownIn } from "@largesse/kernel";
import { Alert, Badge, Button, Group, SegmentedControl, Select, TagsInput, Text } from "@mantine/core";
import { useCallback, useMemo, useState } from "react";
import { useDesk, useDocument } from "../desk";
import { FigureField } from "../FigureField";
import { MomentField } from "../MomentField";
import { Picker } from "../Picker";
import type { DryLook, DryRan } from "../ports";
import styles from "../studio.module.css";
import { useWords } from "../words";
import { Phone, type Told } from "./Phone";
import { type Chosen, CLOCKS, type Clock, dayLater, momentOf, useSession } from "./session";

const FRIENDS_MAX = 200;
const LOOKS = ["sold_out", "no_chances", "not_eligible", "scheduled", "ended"] as const;

export function DryRun() {
  const document = useDocument();
  const { ports, vocabulary } = useDesk();
  const { t } = useWords();
  const [chosen, setChosen] = useState<Chosen>(() => ({
    tier: vocabulary.tiers.at(-1)?.code ?? "",
    tags: [],
    client: "",
    points: 1000,
    friends: 0,
    at: momentOf("running", document.window, Date.now()),
  }));
  const [told, tell] = useState<Told | null>(null);
  const session = useSession(document, chosen, ports, t("dry.trouble"));
  const choose = useCallback((part: Partial<Chosen>) => setChosen((old) => ({ ...old, ...part })), []);
  const look = async (wish: DryLook) => {
    const step = await session.look(wish);
    if (step) tell({ played: step.played, message: step.refusal?.message ?? "", forced: true });
  };
  return (
    <>
      <div className={`${styles.previewPhone} ${styles.dryPhone}`}>
        <Phone session={session} {...chosen} told={told} tell={tell} />
      </div>
      <div className={styles.previewSide}>
        <h2>{t("dry.title")}</h2>
        <p>{t("dry.lead")}</p>
        {session.trouble && (
          <Alert color="orange" role="alert" mb="md">
            {session.trouble}
          </Alert>
        )}
        <Who chosen={chosen} choose={choose} />
        <When chosen={chosen} choose={choose} />
        <Look look={look} />
        <Steps ran={session.ran} />
        <Button
          variant="default"
          mt="sm"
          onClick={() => {
            session.anew();
            tell(null);
          }}
        >
          {t("dry.anew")}
        </Button>
      </div>
    </>
  );
}

interface ChoosingProps {
  chosen: Chosen;
  choose: (part: Partial<Chosen>) => void;
}

function Who({ chosen, choose }: ChoosingProps) {
  const { ports, vocabulary } = useDesk();
  const { t } = useWords();
  const real = chosen.client !== "";
  const shared = useDocument().plays.some((one) => one.share);
  return (
    <fieldset className={styles.dryPart}>
      <legend>{t("dry.who")}</legend>
      <Picker
        label={t("dry.client")}
        description={t("dry.client.lead")}
        source={ports.clients}
        value={chosen.client}
        onChange={(client) => choose({ client })}
        say={t}
      />
      {!real && (
        <>
          <Select
            label={t("dry.tier")}
            data={vocabulary.tiers.map(({ code, name }) => ({ value: code, label: name }))}
            value={chosen.tier || null}
            clearable
            onChange={(tier) => choose({ tier: tier ?? "" })}
          />
          <TagsInput label={t("dry.tags")} value={chosen.tags} onChange={(tags) => choose({ tags })} />
        </>
      )}
      <FigureField
        label={t("dry.points")}
        value={chosen.points}
        digits={0}
        say={t}
        max={1_000_000_000}
        onChange={(points) => choose({ points: points ?? 0 })}
      />
      {shared && (
        <FigureField
          label={t("dry.friends")}
          value={chosen.friends}
          digits={0}
          say={t}
          max={FRIENDS_MAX}
          onChange={(friends) => choose({ friends: friends ?? 0 })}
        />
      )}
    </fieldset>
  );
}

function When({ chosen, choose }: ChoosingProps) {
  const document = useDocument();
  const { locale, t } = useWords();
  const { tz } = document.window;
  const here = (one: Clock) => momentOf(one, document.window, Date.parse(chosen.at)) === chosen.at;
  const clock = CLOCKS.findLast(here) ?? "";
  return (
    <fieldset className={styles.dryPart}>
      <legend>{t("dry.when")}</legend>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t("dry.when")}
        value={clock}
        onChange={(value) => choose({ at: momentOf(value as Clock, document.window, Date.now()) })}
        data={CLOCKS.map((value) => ({ value, label: t(`dry.clock.${value}`) }))}
      />
      <Group gap="xs" align="end" wrap="nowrap" mt="xs">
        <MomentField
          label={t("dry.moment")}
          value={shownIn(Date.parse(chosen.at), tz)}
          zone={tz}
          locale={locale}
          say={t}
          onChange={(text) => {
            if (text) choose({ at: new Date(instantIn(text, tz)).toISOString() });
          }}
        />
        <Button variant="default" onClick={() => choose({ at: dayLater(chosen.at) })}>
          {t("dry.dayLater")}
        </Button>
      </Group>
    </fieldset>
  );
}

/** Outcomes that are shown without being played; they use nothing up. */
function Look({ look }: { look: (wish: DryLook) => Promise<void> }) {
  const document = useDocument();
  const { t, of } = useWords();
  const offered = useMemo(
    () =>
      document.plays.map((play) => ({
        group: of(play.title) || play.id,
        items: [
          ...allOutcomesOf(play.decide).map((one) => ({
            value: `${play.id}\noutcome:${one.id}`,
            label: of(one.title) || one.id,
          })),
          ...LOOKS.map((what) => ({ value: `${play.id}\n${what}`, label: t(`dry.look.${what}`) })),
        ],
      })),
    [document.plays, of, t],
  );
  return (
    <fieldset className={styles.dryPart}>
      <legend>{t("dry.look")}</legend>
      <Select
        aria-label={t("dry.look")}
        placeholder={t("dry.look.choose")}
        description={t("dry.look.lead")}
        data={offered}
        value={null}
        onChange={(value) => {
          const [play, what] = (value ?? "").split("\n");
          if (play && what) void look({ play, what });
        }}
      />
    </fieldset>
  );
}

function Steps({ ran }: { ran: DryRan | null }) {
  const document = useDocument();
  const { t, of } = useWords();
  if (!ran || ran.steps.length === 0) return <Text c="dimmed">{t("dry.steps.none")}</Text>;
  const titleOf = (id: string) => of(document.plays.find((one) => one.id === id)?.title) || id;
  return (
    <ol className={styles.drySteps} aria-label={t("dry.steps")}>
      {ran.steps.map((step, at) => (
        <li key={at}>
          {titleOf(step.play)}{" "}
          <Badge
            variant="light"
            color={step.played ? (step.played.outcome === "win" ? "teal" : "gray") : "orange"}
          >
            {step.played ? t(`dry.met.${step.played.outcome}`) : t("dry.met.refused")}
          </Badge>{" "}
          {step.played?.prize?.title ?? step.refusal?.message}
          {step.claimBy && (
            <Text size="sm" c="dimmed">
              {t("dry.claimBy")}
              {shownIn(Date.parse(step.claimBy), document.window.tz).replace("T", " ")}
            </Text>
          )}
          {step.reads.map((words, nr) => (
            <Text key={nr} size="sm" c="dimmed">
              {t("dry.reads")}
              {words}
            </Text>
          ))}
        </li>
      ))}
    </ol>
  );
}
