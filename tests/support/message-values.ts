/** The names of the values and tags that an ICU message takes, those inside plural and select branches too. */
export function valuesOf(message: string): string[] {
  const tags = [...message.matchAll(/<(\w+)>/g)].map((match) => `<${match[1]}>`);
  return [...new Set([...tags, ...bracesOf(message).flatMap(namesOf)])].sort();
}

function namesOf(argument: string): string[] {
  const [name = "", kind, ...rest] = argument.split(",").map((part) => part.trim());
  const isBranched = kind !== undefined && /^(plural|select|selectordinal)$/.test(kind);
  return isBranched ? [name, ...bracesOf(rest.join(",")).flatMap(valuesOf)] : [name];
}

/** What stands between each outermost pair of braces. */
function bracesOf(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (const [place, character] of [...text].entries()) {
    if (character === "{" && depth++ === 0) start = place + 1;
    if (character === "}" && --depth === 0) found.push([...text].slice(start, place).join(""));
  }
  return found;
}
