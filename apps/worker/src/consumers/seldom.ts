const pause = 10_000;

/** Passes on the first of a stream of complaints, and then one every ten seconds: a lost broker complains with every attempt. */
export function seldom<Complaint>(report: (complaint: Complaint) => void, now: () => number = Date.now): typeof report {
  let next = 0;
  return (complaint) => {
    if (now() < next) return;
    next = now() + pause;
    report(complaint);
  };
}
