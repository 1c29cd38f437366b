/** What narrows a list or chooses one of a page's: a few words side by side, or the state out of many. */
import { SegmentedControl, Select } from "@mantine/core";
import { useWords } from "../copy";
import { choicesOf } from "./choices";

interface NarrowProps {
  values: string[];
  value: string;
  choose: (value: string) => void;
}

interface SideBySideProps extends NarrowProps {
  label: string;
  /** The family of copy keys that says the values. */
  family: string;
  /** Over a page's lists, not among one list's tools. */
  tabs?: boolean;
}

export function SideBySide({ values, value, choose, label, family, tabs }: SideBySideProps) {
  const { t } = useWords();
  return (
    <SegmentedControl
      {...(tabs ? { mb: "md" } : { size: "xs" })}
      aria-label={label}
      value={value}
      onChange={choose}
      data={choicesOf(t, family, values)}
    />
  );
}

interface StateFilterProps extends NarrowProps {
  /** The family of copy keys that says the states, where they are not everybody's. */
  family?: string;
}

export function StateFilter({ values, value, choose, family = "state" }: StateFilterProps) {
  const { t } = useWords();
  return (
    <Select
      aria-label={t("state")}
      placeholder={t("list.anyState")}
      clearable
      size="xs"
      w={160}
      value={value || null}
      onChange={(next) => choose(next ?? "")}
      data={choicesOf(t, family, values)}
    />
  );
}
