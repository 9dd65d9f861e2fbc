/* The scans that have no answer yet, in IndexedDB: they survive a reload, a closed page and an empty battery. Called by
   outbox.js alone. Records: {scan_id, event_id, path, fields}, in the order of `seq`; `event_id` is
   the desk's key. Several tabs may share them. */

const DATABASE = "netevent-desk";
const STORE = "scans";

/** The store, or one in memory where the browser refuses a database (some private windows). */
export async function openStore() {
  try {
    return inDatabase(await opened());
  } catch {
    return inMemory();
  }
}

function opened() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    const scans = request.result.createObjectStore(STORE, { keyPath: "seq", autoIncrement: true });
    scans.createIndex("scan_id", "scan_id", { unique: true });
    scans.createIndex("event_id", "event_id");
  };
  return answerOf(request);
}

function inDatabase(database) {
  const scans = (mode) => database.transaction(STORE, mode).objectStore(STORE);
  return {
    add: (scan) => answerOf(scans("readwrite").add(scan)),
    remove: (seq) => answerOf(scans("readwrite").delete(seq)),
    waiting: (deskKey) => answerOf(scans("readonly").index("event_id").getAll(deskKey)).then(inOrder),
  };
}

function inMemory() {
  let kept = [];
  let seq = 0;
  return {
    add: async (scan) => {
      kept.push({ ...scan, seq: ++seq });
      return seq;
    },
    remove: async (gone) => {
      kept = kept.filter((scan) => scan.seq !== gone);
    },
    waiting: async (deskKey) => kept.filter((scan) => scan.event_id === deskKey),
  };
}

function inOrder(scans) {
  return scans.sort((one, other) => one.seq - other.seq);
}

function answerOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("another page holds the old database"));
  });
}
