import { describe, expect, it } from "vitest";

import { choiceOf, chosenInDrop, type ChosenFile } from "./chosen-files";

const at = (path: string): ChosenFile => ({ file: new File(["x"], path.split("/").at(-1)!), path });
const paths = (files: ChosenFile[]) => files.map(({ path }) => path);

describe("choiceOf", () => {
  it("leaves out what a folder holds beside documents, and names it", () => {
    const choice = choiceOf(["H/leave.md", "H/logo.png", "H/sub/PAY.PDF"].map(at));
    expect(paths(choice.files)).toEqual(["H/leave.md", "H/sub/PAY.PDF"]);
    expect(choice.skipped).toEqual(["H/logo.png"]);
  });

  it.each(["H/.DS_Store", "H/.git/notes.md", "H/~$plan.docx", "H/Thumbs.db", "__MACOSX/a.txt"])(
    "does not even mention %s",
    (path) => expect(choiceOf([at(path)])).toEqual({ files: [], skipped: [] }),
  );

  it("sends a single file whatever it is, so that the API says why it is not read", () => {
    expect(paths(choiceOf(["setup.exe", ".env.md"].map(at)).files)).toEqual([
      "setup.exe",
      ".env.md",
    ]);
  });
});

const fileEntry = (name: string) => ({
  isFile: true,
  name,
  file: (resolve: (file: File) => void) => resolve(new File(["x"], name)),
});

/** Hands its entries out in portions, as browsers do. */
function folderEntry(name: string, children: unknown[], portion = 2) {
  return {
    isFile: false,
    name,
    createReader: () => {
      let next = 0;
      return {
        readEntries: (resolve: (entries: unknown[]) => void) => {
          resolve(children.slice(next, next + portion));
          next += portion;
        },
      };
    },
  };
}

describe("chosenInDrop", () => {
  it("reads folders to their end and remembers where each file lay", async () => {
    const folder = folderEntry("H", [
      fileEntry("a.md"),
      fileEntry("b.md"),
      folderEntry("deep", [fileEntry("c.md")]),
    ]);
    const items = [folder, fileEntry("d.md"), null].map((entry) => ({
      webkitGetAsEntry: () => entry,
    }));
    const choice = await chosenInDrop({ items } as unknown as DataTransfer);
    expect(paths(choice.files)).toEqual(["H/a.md", "H/b.md", "H/deep/c.md", "d.md"]);
  });
});
