/** Does what the page does with queries and answers, a request of JSON a line: for tests that have a server of their own. */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { buildSchema } from 'graphql';

import type { Reach } from '../../web/src/connections/additions';
import { network } from '../../web/src/connections/reading';
import { rewriting } from '../../web/src/connections/rewriting';
import { stripped } from '../../web/src/connections/stripping';

const schema = buildSchema(readFileSync(process.argv[2]!, 'utf-8'), { assumeValid: true });

interface Request {
  text: string;
  reach: Reach;
  /** What the server says to the text as it is, and to the text as it is rewritten. */
  plain?: string;
  rich?: string;
}

function reply({ text, reach, plain, rich }: Request): unknown {
  const made = rewriting(text, schema, reach);
  if (typeof made === 'string') return { undrawn: made };
  if (plain === undefined || rich === undefined) return { query: made.query };
  const answer = JSON.parse(rich);
  const shown = stripped(answer, made.mark);
  return {
    wanted: JSON.stringify(JSON.parse(plain)),
    shown: JSON.stringify(shown),
    network: network({ data: answer.data, ...made }, schema),
  };
}

for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(reply(JSON.parse(line))));
