// Text as a key to find it by, the same in every script: the server's own folding, by the tables that it sends.

export function folder({ letters, pairs, sounds }) {
  const compiled = (list) => list.map(([pattern, by]) => [new RegExp(pattern, "gu"), by]);
  const greek = compiled(pairs);
  const one = compiled(sounds);
  const replaced = (text, list) => list.reduce((all, [pattern, by]) => all.replace(pattern, by), text);
  return (text) => {
    let folded = text.toLowerCase();
    if (/[^\x00-\x7f]/.test(folded)) {
      folded = folded.normalize("NFC").replaceAll("й", "y").normalize("NFKD").toLowerCase().normalize("NFKD");
      folded = replaced(folded.replace(/[\p{Mn}\p{Mc}]/gu, ""), greek);
      folded = [...folded].map((letter) => letters[letter] ?? letter).join("");
    }
    return replaced(folded, one).trim().split(/\s+/u).join(" ");
  };
}
