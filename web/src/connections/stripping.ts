/** Stripping: an answer without what was added to its query. */

/** A copy of a value without the keys that begin with a mark; all other keys and values are as they were. */
export function stripped<Value>(value: Value, mark: string): Value {
  if (Array.isArray(value)) return value.map((each) => stripped(each, mark)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !key.startsWith(mark));
  // Not by assignment: a key may be `__proto__`.
  return Object.fromEntries(kept.map(([key, each]) => [key, stripped(each, mark)])) as Value;
}
