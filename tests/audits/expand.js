// Reads a list of documents of JSON-LD, and writes a list of what jsonld.js takes them to say, as N-Quads.
import { text } from 'node:stream/consumers';
import jsonld from 'jsonld';

const documents = JSON.parse(await text(process.stdin));
const told = [];
for (const each of documents) told.push(await jsonld.toRDF(each, { format: 'application/n-quads' }));
console.log(JSON.stringify(told));
