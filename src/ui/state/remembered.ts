/** The same function, asked once for each key: for what thousands of rows share, such as the name of their issuer. */
export function remembered<Key, Value>(of: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    let answer = known.get(key);
    if (answer === undefined) known.set(key, (answer = of(key)));
    return answer;
  };
}
