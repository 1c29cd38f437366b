/** The org units within reach, as choices of a form. */
import { useRead } from "../../api/ask";
import { Units } from "../../api/documents_gen";

export function useUnits(): Array<{ value: string; label: string }> {
  const reading = useRead(Units, {});
  return (reading.data?.units ?? []).map((unit) => ({ value: unit.id, label: unit.name }));
}
