/** The roles that staff can hold, as the choices of a field. */
import { useRead } from "../../../api/ask";
import { Roles } from "../../../api/documents_gen";

export function useRoles() {
  const roles = useRead(Roles, {}).data?.roles ?? [];
  return roles.map((role) => ({ value: role.key, label: role.name }));
}
