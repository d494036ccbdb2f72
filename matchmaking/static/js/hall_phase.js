// What is going on at a moment of the day; pure, so that it can be looked at alone.

export const SETTLING = 5 * 60_000; // milliseconds in which those who are late still find their table
const WARNING = 2 * 60_000;
const FRESH = 5_000; // older moments than these do not ring: the computer slept

export function phaseAt(slots, moment) {
  const running = slots.find((slot) => slot.starts <= moment && moment < slot.ends);
  const next = slots.find((slot) => slot.starts > moment);
  if (running) {
    const settling = moment < running.starts + SETTLING;
    return { kind: "running", until: running.ends, list: settling || !next ? running : next };
  }
  return next ? { kind: "next", until: next.starts, list: next } : { kind: "over", until: null, list: null };
}

export function momentsOf(slots) {
  return slots.flatMap((slot) => [
    { at: slot.starts, kind: "start" },
    { at: slot.ends - WARNING, kind: "warning" },
    { at: slot.ends, kind: "end" },
  ]);
}

// Where one slot ends as the next begins, the bell of the beginning is enough.
export function crossed(moments, before, after) {
  if (before === null) return [];
  const passed = moments.filter(({ at }) => before < at && at <= after && after - at < FRESH).map(({ kind }) => kind);
  return passed.includes("start") ? ["start"] : passed.slice(0, 1);
}
