/** What a system puts beside the files of a folder; nobody means to send it. */
const NOT_MEANT = /^(\..*|thumbs\.db|desktop\.ini)$/i;

/** The files of a drop, those in folders too. Must be called while the event is handled: the entries are gone after it. */
export async function filesOfDrop(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const files = entries.length === 0 ? [...transfer.files] : (await Promise.all(entries.map(filesOfEntry))).flat();
  return meantFiles(files);
}

export function meantFiles(files: readonly File[]): File[] {
  return files.filter(({ name }) => !NOT_MEANT.test(name));
}

async function filesOfEntry(entry: FileSystemEntry): Promise<File[]> {
  if (isFile(entry)) return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))];
  if (!isDirectory(entry)) return [];
  const reader = entry.createReader();
  const files: File[] = [];
  // A reader gives a hundred entries at a time, and none at the end.
  for (let batch = await readBatch(reader); batch.length > 0; batch = await readBatch(reader)) {
    for (const inner of batch) files.push(...(await filesOfEntry(inner)));
  }
  return files;
}

function readBatch(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
