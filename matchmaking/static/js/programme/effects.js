// What a change would do, as the page that shows it says, in a dialog; its button changes it, everything else does not.

async function read(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { heading: page.querySelector("h1").textContent.trim(), effects: page.getElementById("effects") };
}

function makeDialog({ heading, effects }) {
  const dialog = document.createElement("dialog");
  dialog.className = "effects-dialog";
  const title = document.createElement("h2");
  title.id = "effects-title";
  title.textContent = heading;
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.append(title, effects);
  const leave = effects.querySelector(".form-actions a");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "secondary";
  button.textContent = leave.textContent;
  button.addEventListener("click", () => dialog.close());
  leave.replaceWith(button);
  return dialog;
}

// Answers when the person has left it as it is; a confirmation leaves this page.
export async function askAbout(address, failed) {
  let found;
  try {
    found = await read(address);
  } catch {
    return { failed };
  }
  const dialog = makeDialog(found);
  document.body.append(dialog);
  dialog.showModal();
  await new Promise((resolve) => {
    dialog.addEventListener("close", resolve);
  });
  dialog.remove();
  return {};
}
