/** Browsers read the file after the press; one second is long enough for each of them. */
const READ_MS = 1000;

/** Gives a file to the browser, which asks where to put it; nothing of it stays with this page. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, READ_MS);
}
