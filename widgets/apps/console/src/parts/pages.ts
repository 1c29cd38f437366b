/** One page of a list, as every list answers it. */
export interface Pages<Row> {
  edges: Array<{ node: Row }>;
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
  /** All rows of the question; the server stops counting at ten thousand. */
  countAtLeast?: number;
}
