// A button with data-confirm asks its question before its form is sent.

const confirmed = new WeakSet();

function makeDialog(question, proceed, cancel) {
  const dialog = document.createElement("dialog");
  dialog.className = "confirm";
  const text = document.createElement("p");
  text.id = "confirm-question";
  text.textContent = question;
  dialog.setAttribute("aria-labelledby", text.id);
  const buttons = document.createElement("div");
  buttons.className = "form-actions";
  for (const [label, kind, value] of [proceed, cancel]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = kind;
    button.textContent = label;
    button.addEventListener("click", () => dialog.close(value));
    buttons.append(button);
  }
  dialog.append(text, buttons);
  return dialog;
}

function ask(form, submitter) {
  const kind = submitter.classList.contains("danger") ? "danger" : "primary";
  const dialog = makeDialog(
    submitter.dataset.confirm,
    [submitter.textContent.trim(), kind, "yes"],
    [document.body.dataset.cancel, "secondary", "no"],
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (dialog.returnValue !== "yes") return;
    confirmed.add(submitter);
    form.requestSubmit(submitter);
    confirmed.delete(submitter);
  });
  document.body.append(dialog);
  dialog.showModal();
}

// Capturing, so that htmx does not send the form before the answer.
document.addEventListener(
  "submit",
  (event) => {
    const submitter = event.submitter;
    if (!submitter?.dataset.confirm || confirmed.has(submitter)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(event.target, submitter);
  },
  true,
);
