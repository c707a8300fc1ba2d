import assert from 'node:assert/strict';
import { test } from 'node:test';

import { buildSchema, parse, validate } from 'graphql';

import { answered, redrawn, type Result, type Send } from '../../web/src/connections/asking';
import { rewriting, type Rewriting } from '../../web/src/connections/rewriting';
import { Session, type Asked } from '../../web/src/connections/session';
import { link, view } from '../../web/src/connections/sharing';
import { stripped } from '../../web/src/connections/stripping';

const SCHEMA = buildSchema(`
  type Query { node(id: ID!): Entity city: City count: Int suggestedPartners(of: ID!, first: Int): [Suggestion!] }
  interface Entity { id: ID! label: String! }
  type City implements Entity { id: ID! label: String! organizations: [Institution!]! }
  type Institution implements Entity { id: ID! label: String! place: City participations: [Participation!]! }
  type Project implements Entity { id: ID! label: String! }
  type Participation implements Entity { id: ID! label: String! organization: Institution! project: Project! role: Role! }
  enum Role { PARTNER }
  type Suggestion { entity: Entity! score: Float! }
`);
const FULL = ['ties', 'entities'] as const;

function made(text: string, reach: (typeof FULL)[number] = 'ties'): Rewriting {
  const found = rewriting(text, SCHEMA, reach);
  assert(typeof found !== 'string', String(found));
  assert.deepEqual(validate(SCHEMA, parse(found.query)), []);
  return found;
}

test('whatever is asked for is asked for as before, and every entity for what it is', () => {
  const { query, mark } = made('{ city { label } }');
  assert.match(query, /^\{ city \{\.\.\._o_entity\s+label \} \}/);
  assert.match(query, /fragment _o_entity on Entity\{_o_id:id _o_typename:__typename _o_label:label\}$/);
  assert.equal(mark, '_o_');
});

test('lines stay where they are, so that errors are found where the reader looks for them', () => {
  const text = '# Which city?\n{\n  city {\n    # its name\n    label\n  }\n}';
  const lines = made(text).query.split('\n');
  for (const [at, line] of text.split('\n').entries()) assert(lines[at]!.startsWith(line), lines[at]);
});

test('no alias, fragment or string of the reader has the mark', () => {
  for (const text of ['{ _o_id: city { label } }', '{ node(id: "_o_") { id } }', 'query _o__o_ { city { id } }']) {
    const { mark, query } = made(text);
    assert(!text.includes(mark));
    assert(query.includes(mark));
  }
});

test('a tie is asked whom it joins and how, wherever it may stand', () => {
  assert.match(made('{ node(id: "a") { id } }').query, /\.\.\.on Participation\{_o_Participationorganization:organization\{/);
  const direct = made('{ city { organizations { participations { id } } } }').query;
  assert.match(direct, /_o_Participationproject:project\{\.\.\._o_entity/);
  assert.match(direct, /_o_Participationrole:role/);
});

test('with less reach it is asked only what each entity is, and its type where that is not known', () => {
  const { query } = made('{ node(id: "a") { id } city { organizations { participations { id } } } }', 'entities');
  assert(!query.includes('project{'));
  assert.match(query, /city \{\.\.\._o_known/);
  assert.match(query, /node\(id: "a"\) \{\.\.\._o_entity/);
});

test('of whom a list tells that does not have him is asked too, by the same value', () => {
  assert.match(made('query ($id: ID!) { a: suggestedPartners(of: $id) { score } }').query, /\{ _o_ofa:node\(id:\$id\)\{\.\.\._o_entity\} a: /);
});

test('what is not valid, and what selects no entity, is left alone', () => {
  for (const reach of FULL) {
    assert.equal(rewriting('{ town { id } }', SCHEMA, reach), 'invalid');
    assert.equal(rewriting('{ city ', SCHEMA, reach), 'invalid');
    assert.equal(rewriting('{ count }', SCHEMA, reach), 'nothing');
    assert.equal(rewriting('{ __schema { types { name } } }', SCHEMA, reach), 'nothing');
  }
});

test('an answer is stripped of all that was added, and of nothing else', () => {
  const answer = JSON.parse('{"data":{"b":[null,{"_o_id":1,"x":{"_o_y":{}},"a":1.5}],"__proto__":{"_o_":0,"c":"_o_"},"_o_of":{}}}');
  assert.equal(JSON.stringify(stripped(answer, '_o_')), '{"data":{"b":[null,{"x":{},"a":1.5}],"__proto__":{"c":"_o_"}}}');
});

// --- asking: a server is a function ----------------------------------------------------------------------------------

const TOO_MUCH: Result = { errors: [{ message: 'too much', extensions: { code: 'QUERY_TOO_COMPLEX' } }] };
const ASKED: Asked = { query: '{ city { label } }' };

function session(isOpen = true): Session {
  const made = new Session();
  made.at('tab', SCHEMA, isOpen);
  return made;
}

/** A server that answers the query as it is, and what is tried as told; the texts that it was asked. */
function server(...told: Result[]): { send: Send; attempt: Send; texts: string[] } {
  const texts: string[] = [];
  const send: Send = async ({ query }) => (texts.push(query), { data: { city: { label: 'Łęczna' } } });
  const attempt: Send = async ({ query }) => (texts.push(query), told.shift()!);
  return { send, attempt, texts };
}

const RICH: Result = {
  data: { city: { _o_id: 'place/leczna', _o_typename: 'City', _o_label: 'Łęczna', label: 'Łęczna' } },
};

test('while the panel is closed nothing is added, and later the same is asked to draw it', async () => {
  const [mine, { send, attempt, texts }] = [session(false), server(RICH)];
  assert.deepEqual(await answered(ASKED, mine, send, attempt), { data: { city: { label: 'Łęczna' } } });
  assert.deepEqual(texts, [ASKED.query]);
  assert.equal(mine.current()?.why, 'unread');
  mine.at('tab', SCHEMA, true);
  await redrawn(mine.current()!, mine, attempt);
  assert.deepEqual(mine.current()?.network?.vertices.map(({ id }) => id), ['place/leczna']);
});

test('one request is enough for what is shown and what is drawn', async () => {
  const [mine, { send, attempt, texts }] = [session(), server(RICH)];
  assert.deepEqual(await answered(ASKED, mine, send, attempt), { data: { city: { label: 'Łęczna' } } });
  assert.equal(texts.length, 1);
  assert.equal(mine.current()?.network?.vertices.length, 1);
});

test('what is too much is asked for with less, and at last as it is', async () => {
  const less = { data: { city: { _o_id: 'place/leczna', _o_label: 'Łęczna', label: 'Łęczna' } } };
  const [mine, second] = [session(), server(TOO_MUCH, less)];
  await answered(ASKED, mine, second.send, second.attempt);
  assert.deepEqual(mine.current()?.network?.vertices.map(({ type }) => type), ['City']);
  const third = server(TOO_MUCH, TOO_MUCH);
  assert.deepEqual(await answered(ASKED, mine, third.send, third.attempt), { data: { city: { label: 'Łęczna' } } });
  assert.equal(third.texts.at(-1), ASKED.query);
  assert.equal(mine.current()?.why, 'refused');
});

test('an error that is shown is that of the query as it is', async () => {
  const mine = session();
  const wrong = { errors: [{ message: 'no such place', extensions: { code: 'BAD_VALUE' } }] };
  const send: Send = async () => wrong;
  assert.equal(await answered(ASKED, mine, send, async () => ({ errors: [{ message: 'at _o_', extensions: {} }] })), wrong);
  assert.equal(mine.current()?.why, 'errors');
});

test('a server that does not respond is no answer, and nothing is drawn in its place', async () => {
  const [mine, down] = [session(), async () => Promise.reject(new TypeError('Failed to fetch'))];
  await assert.rejects(answered(ASKED, mine, down, down), /Failed to fetch/);
  assert.equal(mine.current()?.why, 'failed');
  await redrawn({ asked: ASKED }, mine, down);
  assert.equal(mine.current()?.why, 'failed');
});

test('an answer that comes after the next question of its tab is not drawn', async () => {
  const mine = session();
  const { promise, resolve } = Promise.withResolvers<Result>();
  const first = answered(ASKED, mine, () => promise, () => promise);
  const { send, attempt } = server({ data: { city: null } });
  await answered({ query: '{ city { id } }' }, mine, send, attempt);
  resolve(RICH);
  assert.deepEqual(await first, { data: { city: { label: 'Łęczna' } } });
  assert.equal(mine.current()?.asked.query, '{ city { id } }');
});

// --- sharing ---------------------------------------------------------------------------------------------------------

test('a link tells the query, and in its fragment what is shown of the answer', () => {
  const shown = { expanded: ['place/leczna', 'place/leczna', 'organization/mops-leczna'], hidden: ['City'], chosen: 'place/leczna' };
  const asked = { query: '{ city(name: "Łęczna & more") { id } } # 100 %', variables: { id: 'a&b' } };
  const url = new URL(link(asked, shown), 'http://127.0.0.1/graphql');
  assert.equal(url.searchParams.get('query'), asked.query);
  assert.deepEqual(JSON.parse(url.searchParams.get('variables')!), asked.variables);
  assert.match(url.hash, /expanded=place\/leczna&/);
  assert.deepEqual(view(url.hash), shown);
});

test('a fragment that is not ours tells no view, and one of ours that is cut off tells what is left', () => {
  for (const fragment of ['', '#', '#elsewhere', '#connectionsx']) assert.equal(view(fragment), undefined);
  const nothing = { expanded: [], hidden: [], chosen: null };
  assert.deepEqual(view('#connections'), nothing);
  assert.deepEqual(view('#connections&hidden'), { ...nothing, hidden: [''] });
  assert.deepEqual(view(link({ query: '' }, nothing).slice('?query='.length)), nothing);
});
