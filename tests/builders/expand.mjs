// What ical.js shows of a file, one occurrence a line, its day or its second since 1970:
// node expand.mjs MODULE FILE FIRST LAST
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [, , module, file, first, last] = process.argv;
const ICAL = (await import(pathToFileURL(module).href)).default;
const root = new ICAL.Component(ICAL.parse(readFileSync(file, "utf-8")));
for (const zone of root.getAllSubcomponents("vtimezone"))
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
const end = Date.parse(last) / 1000 + 3 * 86400; // past the last day of any zone
const two = (n) => String(n).padStart(2, "0");
for (const component of root.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(component);
  const iterator = event.isRecurring() ? event.iterator() : null;
  for (let at = iterator ? iterator.next() : event.startDate; at; at = iterator && iterator.next()) {
    // An instant, from the zones that the file defines: what node knows of zones may be old.
    const when = at.isDate ? `${at.year}-${two(at.month)}-${two(at.day)}` : at.toUnixTime();
    if (at.isDate ? when > last : when > end) break;
    if (!at.isDate || when >= first) console.log(`${when}|${event.summary}`);
  }
}
