// Follows a Linked Data Event Stream: prints each member as a line of JSON, then one of which pages were read.
// With `follow`, what a saved state knows is not asked for again; it ends when nothing new has come in a while.
import { replicateLDES } from 'ldes-client';
import { Writer } from 'n3';

const [url, given] = process.argv.slice(2);
const { accept, order, follow, ...options } = JSON.parse(given);
const asked = (input, init) => fetch(input, accept ? { ...init, headers: { accept } } : init);
const client = replicateLDES({ url, polling: follow, pollInterval: 100, fetch: asked, ...options }, order);
const writer = new Writer({ format: 'N-Quads' });
const pages = [];
let [rounds, last] = [0, 0];
client.on('fragment', ({ url: page, immutable }) => pages.push({ url: page, immutable: immutable ?? false }));
client.on('poll', () => (rounds += 1));
client.on('error', (error) => {
  console.error(error);
  process.exit(1);
});

// Whatever has changed is there once it was asked for twice.
const quiet = new Promise((resolve) => {
  if (!follow) return;
  const timer = setInterval(() => {
    if (rounds < last + 3) return;
    clearInterval(timer);
    resolve({ done: true });
  }, 50);
});
const reader = client.stream().getReader();
while (true) {
  const { done, value } = await Promise.race([reader.read(), quiet]);
  if (done) break;
  last = rounds;
  const { id, isVersionOf, timestamp, type, quads } = value;
  const said = { id: id.value, object: isVersionOf, time: timestamp, type: type?.value };
  console.log(JSON.stringify({ ...said, quads: writer.quadsToString(quads) }));
}
await client.close();
console.log(JSON.stringify({ pages }));
