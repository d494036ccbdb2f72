// Reads a calendar from standard input by the reader named, and writes its entries as JSON.

import { readFileSync } from "node:fs";
import process from "node:process";

const text = readFileSync(0, "utf8");

async function byIcalJs() {
  const { default: ICAL } = await import("ical.js");
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const entry = new ICAL.Event(component);
    return {
      uid: entry.uid,
      starts_at: entry.startDate.toJSDate(),
      ends_at: entry.endDate.toJSDate(),
      summary: entry.summary,
      location: entry.location,
      status: component.getFirstPropertyValue("status"),
      sequence: entry.sequence,
    };
  });
}

async function byNodeIcal() {
  const { default: ical } = await import("node-ical");
  return Object.values(ical.sync.parseICS(text))
    .filter((entry) => entry.type === "VEVENT")
    .map((entry) => ({
      uid: entry.uid,
      starts_at: entry.start,
      ends_at: entry.end,
      summary: entry.summary,
      location: entry.location,
      status: entry.status,
      sequence: Number(entry.sequence),
    }));
}

const readers = { "ical.js": byIcalJs, "node-ical": byNodeIcal };
process.stdout.write(JSON.stringify(await readers[process.argv[2]]()));
