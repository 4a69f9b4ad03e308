/** The properties of an event by their names with parameters, their texts as they were meant. */
type ReadEvent = Record<string, string>;

const TEXTS = new Set(["SUMMARY", "DESCRIPTION", "UID"]);

/**
 * Reads a calendar as strictly as RFC 5545 is written: lines end in CRLF and hold at most 75 octets, components close in
 * the order they opened, an event has what it must have, each zone that it names is defined.
 */
export function readCalendar(file: string): { zones: string[]; events: ReadEvent[] } {
  checkLines(file);
  const open: string[] = [];
  const [zones, events]: [string[], ReadEvent[]] = [[], []];
  for (const line of file.slice(0, -2).replace(/\r\n[ \t]/g, "").split("\r\n")) {
    const [name, value] = propertyOf(line);
    if (name === "END" && open.pop() !== value) throw new Error(`closed out of order: ${value}`);
    if (name === "TZID") zones.push(value);
    if (name === "BEGIN") open.push(value);
    if (name === "BEGIN" && value === "VEVENT") events.push({});
    if (name !== "BEGIN" && open.at(-1) === "VEVENT") keep(events.at(-1) ?? {}, name, value);
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join()}`);
  events.forEach((event) => check(event, zones));
  return { zones, events };
}

function propertyOf(line: string): [name: string, value: string] {
  const [, name, value] = /^([A-Z-]+(?:;[A-Z-]+=[^;:"]+)*):(.*)$/s.exec(line) ?? [];
  if (name === undefined || value === undefined) throw new Error(`no property: ${line}`);
  return [name, value];
}

function checkLines(file: string): void {
  if (!file.endsWith("\r\n") || /[^\r]\n|\r(?!\n)/.test(file)) throw new Error("a line does not end in CRLF");
  const long = file.split("\r\n").find((line) => Buffer.byteLength(line, "utf8") > 75);
  if (long !== undefined) throw new Error(`longer than 75 octets: ${long}`);
}

function keep(event: ReadEvent, name: string, value: string): void {
  if (event[name] !== undefined) throw new Error(`twice in one event: ${name}`);
  event[name] = TEXTS.has(name) ? value.replace(/\\([\\;,nN])/g, (_, sign: string) => (sign.toLowerCase() === "n" ? "\n" : sign)) : value;
}

function check(event: ReadEvent, zones: readonly string[]): void {
  for (const needed of ["UID", "DTSTAMP", "SUMMARY"]) if (!event[needed]) throw new Error(`an event without ${needed}`);
  if (!/^\d{8}T\d{6}Z$/.test(event.DTSTAMP ?? "")) throw new Error("DTSTAMP is not in UTC");
  const starts = Object.keys(event).filter((name) => name.startsWith("DTSTART"));
  if (starts.length !== 1) throw new Error("an event begins once");
  const zone = /TZID=(.+)$/.exec(starts[0] ?? "")?.[1];
  if (zone !== undefined && !zones.includes(zone)) throw new Error(`unknown zone ${zone}`);
}
