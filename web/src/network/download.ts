/** Hands a file to the reader. */
export function download(name: string, content: Blob | string, type = ''): void {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content;
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Not at once: the browser may only be about to read it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The answer to a query as Turtle. Throws what the server says if it gives none. */
export async function turtle(query: string, variables: object | undefined): Promise<string> {
  const answer = await fetch('graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/turtle' },
    body: JSON.stringify({ query, variables }),
  });
  const text = await answer.text();
  if (!answer.ok || !answer.headers.get('content-type')?.startsWith('text/turtle')) throw new Error(reason(text));
  return text;
}

function reason(text: string): string {
  try {
    return JSON.parse(text).errors[0].message;
  } catch {
    return text.trim();
  }
}
