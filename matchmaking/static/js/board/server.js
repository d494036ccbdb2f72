// What the board asks the server for. Edits follow one another; a refusal comes as its sentence.

export class Refused extends Error {}

export class Server {
  #turn = Promise.resolve();
  #waiting = 0;

  constructor(urls) {
    this.urls = urls;
    this.token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
  }

  get busy() {
    return this.#waiting > 0;
  }

  facts(stamp) {
    return this.#asked(stamp ? `${this.urls.facts}?stamp=${encodeURIComponent(stamp)}` : this.urls.facts);
  }

  ways(meetings) {
    return this.#asked(`${this.urls.ways}?${meetings.map((meeting) => `meeting=${meeting}`).join("&")}`);
  }

  rearrange(steps) {
    return this.#edit(this.urls.rearrange, { steps: JSON.stringify(steps) });
  }

  lock(meeting, locked) {
    return this.#edit(this.urls.lock, { meeting, locked: locked ? 1 : 0 });
  }

  #edit(url, fields) {
    this.#waiting += 1;
    const body = new URLSearchParams(fields);
    const answer = this.#turn.then(() => this.#asked(url, { method: "POST", body, headers: this.token }));
    this.#turn = answer.catch(() => {}).finally(() => (this.#waiting -= 1));
    return answer;
  }

  async #asked(url, options = {}) {
    const answer = await fetch(url, { ...options, redirect: "manual" });
    const json = answer.headers.get("Content-Type")?.startsWith("application/json");
    if (answer.ok && json) return answer.json();
    throw new Refused(json ? (await answer.json()).refusal : "");
  }
}
