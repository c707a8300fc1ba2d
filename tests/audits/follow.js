// Follows a Linked Data Event Stream to its end, and prints each member as a line of JSON.
import { replicateLDES } from "ldes-client";
import { Writer } from "n3";

const [url, statePath, accept, order] = process.argv.slice(2);
const asked = accept ? (input, init) => fetch(input, { ...init, headers: { accept } }) : fetch;
let requests = 0;
const counted = (input, init) => {
  requests += 1;
  return asked(input, init);
};
const client = replicateLDES({ url, statePath, fetch: counted }, order ?? "none");
const fragments = [];
client.on("fragment", (fragment) => fragments.push({ url: fragment.url, immutable: fragment.immutable ?? false }));
client.on("error", (error) => {
  console.error(error);
  process.exit(1);
});
const writer = new Writer({ format: "N-Quads" });
for await (const member of client.stream()) {
  const quads = writer.quadsToString(member.quads);
  const { id, isVersionOf, timestamp, type } = member;
  console.log(JSON.stringify({ id: id.value, isVersionOf, timestamp, type: type?.value, quads }));
}
console.log(JSON.stringify({ fragments, requests }));
