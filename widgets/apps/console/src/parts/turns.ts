/** Work that is asked for faster than it is done: one piece after the other, and none is lost. */
export function inTurn(): (job: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve();
  return (job) => {
    last = last.then(job, job);
    return last;
  };
}
