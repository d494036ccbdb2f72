// The sentences of the page, as the server sent them in the reader's language.

let words = {};

export function learn(sent) {
  words = sent;
}

export function say(word, values = {}) {
  return words[word].replace(/%\((\w+)\)s/g, (whole, name) => values[name] ?? whole);
}

export function sayAll(told) {
  return told.map(({ word, values }) => say(word, values)).join(" ");
}
