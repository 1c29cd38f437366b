/** What a field offers to choose from where it is a handful of words. */
export interface Choice {
  value: string;
  label: string;
}
