/** Which files the reader chose or dropped, folders included. */

export type ChosenFile = {
  file: File;
  /** Where it lies in the folder that was chosen: "Handbook/leave.md". */
  path: string;
};

export type Choice = {
  files: ChosenFile[];
  /** Files of a folder that are left out because nothing can be read from them. */
  skipped: string[];
};

export const ACCEPTED_EXTENSIONS = [
  ".pdf",
  ".docx",
  ".pptx",
  ".xlsx",
  ".txt",
  ".text",
  ".log",
  ".md",
  ".markdown",
  ".csv",
  ".tsv",
  ".tab",
  ".html",
  ".htm",
  ".xhtml",
  ".json",
  ".jsonl",
  ".ndjson",
  ".epub",
  ".eml",
  ".zip",
];

const SYSTEM_FILES = new Set(["thumbs.db", "desktop.ini", "__macosx"]);

/** What the system or an editor put there, not the reader. */
function isHidden(path: string): boolean {
  return path
    .split("/")
    .some(
      (part) =>
        part.startsWith(".") || part.startsWith("~$") || SYSTEM_FILES.has(part.toLowerCase()),
    );
}

function isReadable(path: string): boolean {
  const name = path.toLowerCase();
  return ACCEPTED_EXTENSIONS.some((extension) => name.endsWith(extension));
}

/**
 * What is worth sending. A single file was meant, whatever it is: the API says why it cannot be
 * read. A folder holds much that was not.
 */
export function choiceOf(found: readonly ChosenFile[]): Choice {
  const isMeant = ({ path }: ChosenFile) => !path.includes("/");
  const visible = found.filter((entry) => isMeant(entry) || !isHidden(entry.path));
  const isSent = (entry: ChosenFile) => isMeant(entry) || isReadable(entry.path);
  return {
    files: visible.filter(isSent),
    skipped: visible.filter((entry) => !isSent(entry)).map(({ path }) => path),
  };
}

/** The files of a file or folder input. */
export function chosenInInput(list: FileList): Choice {
  return choiceOf(
    Array.from(list, (file) => ({ file, path: file.webkitRelativePath || file.name })),
  );
}

/** The files of a drop, those in folders included. The drop's own data is gone after its event. */
export async function chosenInDrop(transfer: DataTransfer): Promise<Choice> {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry());
  const files = await Promise.all(
    entries.filter((entry) => entry !== null).map((entry) => filesUnder(entry, "")),
  );
  return choiceOf(files.flat());
}

async function filesUnder(entry: FileSystemEntry, folder: string): Promise<ChosenFile[]> {
  const path = folder + entry.name;
  if (isFile(entry)) return [{ file: await fileOf(entry), path }];
  const inside = await entriesOf(entry as FileSystemDirectoryEntry);
  const files = await Promise.all(inside.map((child) => filesUnder(child, `${path}/`)));
  return files.flat();
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** Browsers hand a folder out in portions of a hundred; an empty one is the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (portion.length === 0) return entries;
    entries.push(...portion);
  }
}
