// Which rows and columns of the board are in sight, or near: the browser lays out and paints no others.

const NEAR = "240px 320px"; // beyond what is in sight: above and below, and to the sides

export class Sight {
  // `drawn` is called with a row's number as it comes near.
  constructor(root, drawn) {
    this.root = root;
    this.scroller = root.parentElement;
    this.drawn = drawn;
    this.lines = [];
    this.heads = [];
    this.columns = [];
    addEventListener("beforeprint", () => this.#all());
    addEventListener("afterprint", () => this.#settle());
  }

  // Look after these rows, their cells, and the heads of the columns.
  watch(lines, rows, heads) {
    Object.assign(this, { lines, rows, heads });
    this.columns = heads.map(() => false);
    lines.forEach((line, number) => (line.number = number));
    heads.forEach((head, number) => (head.column = number));
    this.#settle();
  }

  // Change the size of all that is shown; what stood at the upper left stays there.
  rescale(change) {
    const [line, head] = [this.#seen(this.lines, "top")[0], this.#seen(this.heads, "left")[0]];
    const was = corner(line, head);
    for (const one of this.lines) this.#leave(one);
    change();
    const is = corner(line, head);
    this.scroller.scrollBy({ left: is.left - was.left, top: is.top - was.top, behavior: "instant" });
    this.#settle();
  }

  // Draw a cell, wherever it is, to go or scroll there.
  reach(cell) {
    this.#approach(this.lines[cell.row]);
    this.#open(cell.column, true);
  }

  // Draw what is in sight, and what is near once that has been shown.
  #settle() {
    this.watching?.disconnect();
    const [lines, heads] = [new Set(this.#seen(this.lines, "top")), new Set(this.#seen(this.heads, "left"))];
    this.heads.forEach((head, column) => (this.columns[column] = heads.has(head)));
    for (const line of this.lines) {
      if (line.near) this.#leave(line);
      if (lines.has(line)) this.#approach(line);
    }
    cancelAnimationFrame(this.settling);
    this.settling = requestAnimationFrame(() => setTimeout(() => this.#observe()));
  }

  // Paper has no sight: draw everything.
  #all() {
    this.watching?.disconnect();
    this.columns.fill(true);
    for (const line of this.lines) this.#approach(line);
  }

  #observe() {
    this.watching?.disconnect();
    this.watching = new IntersectionObserver((entries) => this.#scrolled(entries), {
      root: this.scroller,
      rootMargin: NEAR,
    });
    for (const one of [...this.lines, ...this.heads]) this.watching.observe(one);
  }

  #seen(all, side) {
    const size = side === "top" ? "height" : "width";
    const box = this.scroller.getBoundingClientRect();
    const seen = all.filter((one) => {
      const at = one.getBoundingClientRect();
      return at[side] + at[size] > box[side] && at[side] < box[side] + box[size];
    });
    return seen.length ? seen : all.slice(0, 1);
  }

  #scrolled(entries) {
    for (const { target, isIntersecting } of entries) {
      if (target.column !== undefined) this.#open(target.column, isIntersecting);
      else if (isIntersecting) this.#approach(target);
      else this.#leave(target);
    }
  }

  #approach(line) {
    if (line.near) return this.#aside(line);
    line.near = true;
    line.classList.remove("far");
    this.#aside(line);
    this.drawn(line.number);
  }

  #aside(line) {
    for (const cell of this.rows[line.number]) this.#turn(cell);
  }

  #turn(cell) {
    const aside = !this.columns[cell.column];
    if (cell.classList.contains("aside") !== aside) cell.classList.toggle("aside", aside);
  }

  #leave(line) {
    if (!line.near || line.contains(document.activeElement)) return;
    line.near = false;
    line.classList.add("far");
  }

  #open(column, near) {
    if (this.columns[column] === near) return;
    this.columns[column] = near;
    for (const line of this.lines) if (line.near) this.#turn(this.rows[line.number][column]);
  }
}

function corner(line, head) {
  return { top: line?.getBoundingClientRect().top ?? 0, left: head?.getBoundingClientRect().left ?? 0 };
}
