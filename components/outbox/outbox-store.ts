import { newDeviceNumber, type SealedEntry } from "./outbox-cipher";

const NAME = "mireille-outbox";
const ENTRIES = "entries";
const DEVICE = "device";

let opened: Promise<IDBDatabase> | undefined;

/** The sealed entries of everyone who uses this browser. */
export async function readSealed(): Promise<SealedEntry[]> {
  return within("readonly", ENTRIES, (store) => store.getAll() as IDBRequest<SealedEntry[]>);
}

/** On the disk once this resolves: a tab that is closed then leaves it behind. */
export async function writeSealed(entry: SealedEntry): Promise<void> {
  await within("readwrite", ENTRIES, (store) => store.put(entry));
}

export async function removeSealed(id: string): Promise<void> {
  await within("readwrite", ENTRIES, (store) => store.delete(id));
}

/** This browser's own number, made when it is first asked for: two tabs that ask at once are told the same. */
export async function deviceNumber(): Promise<string> {
  const fresh = newDeviceNumber();
  const database = await open();
  return new Promise((resolve, reject) => {
    const store = database.transaction(DEVICE, "readwrite").objectStore(DEVICE);
    const known = store.get(DEVICE) as IDBRequest<string | undefined>;
    known.onsuccess = () => {
      if (known.result === undefined) store.put(fresh, DEVICE);
      resolve(known.result ?? fresh);
    };
    known.onerror = () => reject(known.error ?? new Error("the device's number cannot be read"));
  });
}

async function within<T>(mode: IDBTransactionMode, name: string, run: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name, mode, { durability: "strict" });
    const request = run(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error("the outbox cannot be written"));
  });
}

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(ENTRIES, { keyPath: "id" });
      request.result.createObjectStore(DEVICE);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the outbox cannot be opened"));
  }).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}
