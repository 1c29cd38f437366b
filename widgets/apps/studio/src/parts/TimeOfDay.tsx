/** A time of day in the activity's zone, `HH:MM`. */
import { TextInput } from "@mantine/core";
import { useDesk } from "../desk";
import { At } from "./At";

interface TimeProps {
  label: string;
  part: string;
  value: string;
  put: (time: string) => void;
}

export function TimeOfDay({ label, part, value, put }: TimeProps) {
  const { editable } = useDesk();
  return (
    <At part={part}>
      <TextInput
        type="time"
        label={label}
        required
        readOnly={!editable}
        value={value}
        onChange={({ currentTarget }) => currentTarget.value && put(currentTarget.value)}
      />
    </At>
  );
}
