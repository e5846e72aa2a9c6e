/**
 * Returns a function that makes a thing for each value once, when it is first needed. For the formats of Intl: making
 * one takes longer than using it a hundred times.
 *
 * @param make is given plain data, which is compared as JSON
 */
export function onceEach<Value, Made>(make: (value: Value) => Made): (value: Value) => Made {
  const known = new Map<string, Made>();
  return (value) => {
    const key = typeof value === 'string' ? value : JSON.stringify(value);
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(value);
    known.set(key, made);
    return made;
  };
}
