// The question whether two meetings shall exchange their places.

import { element } from "./grid.js";

export function askToSwap(question, label) {
  const dialog = element("dialog", { class: "confirm", "aria-labelledby": "swap-question" });
  dialog.append(element("p", { id: "swap-question" }, question));
  const buttons = element("div", { class: "form-actions" });
  const yes = element("button", { type: "button", class: "primary", autofocus: "" }, label);
  const no = element("button", { type: "button", class: "secondary" }, document.body.dataset.goBack);
  yes.addEventListener("click", () => dialog.close("yes"));
  no.addEventListener("click", () => dialog.close());
  buttons.append(yes, no);
  dialog.append(buttons);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}
