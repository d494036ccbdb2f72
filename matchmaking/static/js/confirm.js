// A button with data-confirm asks its question before its form is sent.

const confirmed = new WeakSet();

function makeButton(label, kind, onClick) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = kind;
  button.textContent = label;
  button.addEventListener("click", onClick);
  return button;
}

function makeDialog(submitter) {
  const dialog = document.createElement("dialog");
  dialog.className = "confirm";
  const question = document.createElement("p");
  question.id = "confirm-question";
  question.textContent = submitter.dataset.confirm;
  dialog.setAttribute("aria-labelledby", question.id);

  const dangerous = submitter.classList.contains("danger");
  const proceed = makeButton(submitter.textContent.trim(), dangerous ? "danger" : "primary", () => dialog.close("yes"));
  const goBack = makeButton(document.body.dataset.goBack, "secondary", () => dialog.close());
  // Enter, pressed twice without reading, must not destroy anything.
  (dangerous ? goBack : proceed).autofocus = true;

  const buttons = document.createElement("div");
  buttons.className = "form-actions";
  buttons.append(proceed, goBack);
  dialog.append(question, buttons);
  return dialog;
}

function ask(form, submitter) {
  const dialog = makeDialog(submitter);
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
