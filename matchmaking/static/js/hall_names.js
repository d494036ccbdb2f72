// Names and tables, a screenful at a time, round and round.

const SECONDS_A_PAGE = 10;

export class NamePages {
  constructor(list, title, empty, hourFace) {
    Object.assign(this, { list, title, empty, hourFace, page: 0, pages: 1, key: "", turnedAt: 0 });
    window.addEventListener("resize", () => (this.key = ""));
  }

  show(slot) {
    const key = this.key && slot === this.slot ? this.key : JSON.stringify(slot);
    this.slot = slot;
    if (key !== this.key) {
      this.page = 0;
      this.key = key;
      this.fill(slot);
    } else if (this.pages > 1 && Date.now() - this.turnedAt > SECONDS_A_PAGE * 1000) {
      this.page = (this.page + 1) % this.pages;
      this.turn(slot);
    }
  }

  fill(slot) {
    const people = slot?.people ?? [];
    this.list.replaceChildren(...people.map(row));
    this.empty.textContent = slot && !people.length ? this.empty.dataset.empty : "";
    this.title.textContent = "…"; // takes its room, so that the last row is not cut
    this.perPage = this.measure(people.length);
    this.pages = Math.max(1, Math.ceil(people.length / this.perPage));
    this.turn(slot);
  }

  get columns() {
    return Number(getComputedStyle(this.list).getPropertyValue("--columns"));
  }

  // As many rows as stand in the columns above the lower edge.
  measure(count) {
    const [first] = this.list.children;
    if (!count || !first) return 1;
    const height = this.list.parentElement.clientHeight - this.title.offsetHeight;
    const rowHeight = Math.max(...[...this.list.children].slice(0, 200).map((child) => child.getBoundingClientRect().height));
    return Math.max(1, this.columns * Math.floor(height / rowHeight));
  }

  turn(slot) {
    this.turnedAt = Date.now();
    const first = this.page * this.perPage;
    [...this.list.children].forEach((child, k) => (child.hidden = k < first || k >= first + this.perPage));
    // Names run down each column, as people read lists on a wall.
    const shown = Math.min(this.perPage, this.list.children.length - first);
    this.list.style.setProperty("--rows", Math.max(1, Math.ceil(shown / this.columns)));
    this.title.textContent = slot ? this.heading(slot) : "";
  }

  heading(slot) {
    const { title, page } = this.title.dataset;
    const words = title.replace("{hour}", this.hourFace.format(slot.starts));
    if (this.pages === 1) return words;
    return `${words} · ${page.replace("{page}", this.page + 1).replace("{pages}", this.pages)}`;
  }
}

function row([family, given, table]) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  const bold = document.createElement("b");
  const number = document.createElement("strong");
  bold.textContent = family;
  name.append(bold, ` ${given}`);
  number.textContent = table || "–";
  item.append(name, number);
  return item;
}
