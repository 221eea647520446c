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
    // The clock on the wall of the machine, worked out from the zones that the file defines.
    const wall = at.isDate ? null : new Date(at.toUnixTime() * 1000);
    const [year, month, date] = wall ? [wall.getFullYear(), wall.getMonth() + 1, wall.getDate()] : [at.year, at.month, at.day];
    const day = `${year}-${two(month)}-${two(date)}`;
    if (day > last) break;
    const hour = wall ? `${two(wall.getHours())}:${two(wall.getMinutes())}` : "";
    if (day >= first) console.log(`${day}|${hour}|${event.summary}`);
  }
}
