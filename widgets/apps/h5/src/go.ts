/** Whether the entry of the history that one stands on is a sheet's; see `back`. */
export const onSheet = (): boolean => history.state?.sheet === true;

/** Go to another page; from an open sheet that page takes the place of the sheet's entry. */
export function go(address: string): void {
  if (onSheet()) location.replace(address);
  else location.assign(address);
}
