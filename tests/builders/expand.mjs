// What ical.js shows of a file, one occurrence a line: node expand.mjs MODULE FILE FIRST LAST
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [, , module, file, first, last] = process.argv;
const ICAL = (await import(pathToFileURL(module).href)).default;
const root = new ICAL.Component(ICAL.parse(readFileSync(file, "utf-8")));
for (const zone of root.getAllSubcomponents("vtimezone"))
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
const two = (n) => String(n).padStart(2, "0");
for (const component of root.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(component);
  const iterator = event.isRecurring() ? event.iterator() : null;
  for (let at = iterator ? iterator.next() : event.startDate; at; at = iterator && iterator.next()) {
    const day = `${at.year}-${two(at.month)}-${two(at.day)}`;
    if (day > last) break;
    if (day >= first) console.log(`${day}|${at.isDate ? "" : `${two(at.hour)}:${two(at.minute)}`}|${event.summary}`);
  }
}
