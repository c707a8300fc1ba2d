// Reads a file of RDF as N3.js does, strictly in one format, and prints how many quads and blank nodes there are.
import { createReadStream } from "node:fs";
import { StreamParser } from "n3";

const [file, format] = process.argv.slice(2);
const counted = { quads: 0, blank: 0 };
createReadStream(file)
  .pipe(new StreamParser({ format }))
  .on("data", (quad) => {
    counted.quads += 1;
    counted.blank += [quad.subject, quad.object].filter((term) => term.termType === "BlankNode").length;
  })
  .on("error", (error) => {
    console.error(String(error));
    process.exit(1);
  })
  .on("end", () => console.log(JSON.stringify(counted)));
